"""What `interpose explore --format json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interpose.exploration.analysis.analysing import Findings
from interpose.exploration.inputs.plan import UncertainColumn
from interpose.plain import keyed

__all__ = [
    "OutcomeSummary",
    "PlansBeside",
    "Quantiles",
    "Residual",
    "SlotGap",
    "StudiedCase",
    "StudyDocument",
    "StudyHead",
]


@dataclass(frozen=True, slots=True)
class StudiedCase:
    """The case: its name, and the digest of everything that was read."""

    id: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyHead:
    """How the futures were made, so that they can be made again.

    Parameters
    ----------
    seed, rows : int
        Seed of the sample, and futures.
    mandate, variant : str
        What was planned for.
    method : str
        How they were drawn.
    dimension : mapping of str to int
        Dimension that each column keeps.
    versions : mapping of str to str
        Versions of the packages.
    parts : int
        Files.
    digest : str
        SHA-256 over their rows.
    """

    seed: int
    rows: int
    mandate: str
    variant: str
    method: str
    dimension: Mapping[str, int]
    versions: Mapping[str, str]
    parts: int
    digest: str


@keyed
class Quantiles(NamedTuple):
    """Values below which so many per cent of the futures lie."""

    p5: float
    p10: float
    p50: float
    p90: float
    p95: float


@keyed
class SlotGap(NamedTuple):
    """Distance of the slot model's value from its proved end, in the unit of the outcome."""

    median: float
    p95: float


@keyed
class Residual(NamedTuple):
    """Slot model less full plan."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class PlansBeside:
    """How far the slot model is from full plans, over so many futures that were planned in full."""

    rows: int
    residual: Residual | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSummary:
    """An outcome over the futures.

    Parameters
    ----------
    name, unit, words : str
        The outcome.
    bounded : str or None
        Which end is proved beside the value: below, above, or none.
    rows : int
        Futures in which it is known.
    quantiles : Quantiles or None
        Its distribution over them.
    slot_gap : SlotGap or None
        Distance of the value from its proved end.
    plans : PlansBeside or None
        Distance from full plans, where some were made.
    """

    name: str
    unit: str
    words: str
    bounded: Literal["below", "above"] | None
    rows: int
    quantiles: Quantiles | None
    slot_gap: SlotGap | None
    plans: PlansBeside | None


@dataclass(frozen=True, kw_only=True)
class StudyOpening:
    """What a study is of: the case, how futures were made, what was drawn, and outcomes over all futures."""

    schema_version: Literal[1] = 1
    case: StudiedCase
    study: StudyHead
    inputs: tuple[UncertainColumn, ...]
    outcomes: tuple[OutcomeSummary, ...]


@dataclass(frozen=True, kw_only=True)
class StudyDocument(Findings, StudyOpening):
    """A study of many futures by Interpose."""
