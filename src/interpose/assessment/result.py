"""The whole result for a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from interpose.authority import Authority
from interpose.case import Case, Figure
from interpose.deterrence import Deterrence
from interpose.evidence import EvidenceQuality, Positions
from interpose.generation import Generation
from interpose.requirement import Requirement

__all__ = ["Assessment", "AssumptionRow", "Plan", "Variant"]

Variant = Literal["with_american_enablers", "without_american_enablers"]


@dataclass(frozen=True)
class Plan:
    """What the participants can do for one mandate, with and without American enablers.

    Parameters
    ----------
    mandate : str
        The mandate that is planned for.
    with_american_enablers, without_american_enablers : Generation
        The two plans.
    variant : str
        Which of the two the scenario chose.
    """

    mandate: str
    with_american_enablers: Generation
    without_american_enablers: Generation
    variant: Variant

    @property
    def chosen(self) -> Generation:
        """The plan that the scenario chose."""
        return self.with_american_enablers if self.variant == "with_american_enablers" else self.without_american_enablers


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """An input that no claim carries, or a choice of the scenario.

    Parameters
    ----------
    name : str
        Name for readers.
    value, low, high : float or str or None
        The value and its range, as far as one is given.
    unit : str
        Unit of the value.
    basis : str
        What it rests on: observed, reported, pledged, estimated, assumed, or choice.
    note : str
        Source, derivation or remark.
    where : str
        The input, in the notation of `Figure.inputs`.
    """

    name: str
    value: float | str | None
    low: float | None
    high: float | None
    unit: str
    basis: str
    note: str
    where: str


@dataclass(frozen=True)
class Assessment:
    """The result of each part on one case.

    Parameters
    ----------
    case : Case
        What it was computed from.
    version : str
        Version of Interpose.
    positions : Positions
        Each state's position as of the scenario's date.
    quality : EvidenceQuality
        How good the evidence is as a whole.
    authority : Authority
        What each route decides.
    requirement : Requirement
        What each mandate needs.
    plans : mapping of str to Plan
        What the participants can do, by mandate; the scenario's own mandate is among them.
    figures : mapping of str to Figure
        Every figure that can be traced, by its dotted name.
    deterrence : Deterrence or None
        What happens if the force is attacked; None where the case has no `escalation.yaml`.
    """

    case: Case
    version: str
    positions: Positions
    quality: EvidenceQuality
    authority: Authority
    requirement: Requirement
    plans: Mapping[str, Plan]
    figures: Mapping[str, Figure]
    deterrence: Deterrence | None = None

    @property
    def plan(self) -> Plan:
        """The plan for the scenario's own mandate."""
        return self.plans[self.case.scenario.mandate]

    def assumptions(self) -> tuple[AssumptionRow, ...]:
        """List what rests on no claim: choices of the scenario, estimates and assumptions."""
        from interpose.assessment.inputs import assumption_rows

        return assumption_rows(self.case)

    def to_json(self) -> bytes:
        """Give `assessment.json`: the same case, version and seed give the same bytes."""
        from interpose.assessment.export import to_json

        return to_json(self)
