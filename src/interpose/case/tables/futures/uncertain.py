"""Tables of an exploration: which inputs may turn out otherwise, and how often pledges are kept."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from interpose.case.tables.fields import ClaimRefs, Identifier, NumberList, Row, TextList, column
from interpose.case.tables.words import Basis

__all__ = ["KeptPledges", "Uncertainty", "UncertaintyKind"]

UncertaintyKind = Literal["own", "uniform", "triangular", "choice", "chance", "participation"]
"""How an input is drawn."""

_READ: dict[UncertaintyKind, tuple[str, ...]] = {
    "own": (),
    "uniform": ("low", "high", "given_as"),
    "triangular": ("low", "mode", "high", "given_as"),
    "choice": ("values", "weights"),
    "chance": ("mode",),
    "participation": (),
}
"""Columns of a range that each kind reads; what stands in another would be lost in silence."""


class Uncertainty(Row):
    """An input that may turn out otherwise, or a set of them, and how it is drawn."""

    id: Identifier = column("Name of the row; it seeds what is drawn, so that it stays the same when other rows come or go")
    input: str = column(
        "The input as figures name it, with `*` for any part of a name: `pools.csv#*.units`, `mandates/interpose.yaml#*`, "
        "`planning_factors.csv#line_length_factor`, `scenario.yaml#options.zone_depth_km`, `escalation.yaml#unilateral.*`; "
        "`positions.*` for whether states take part, `votes.*` for how they vote on every route"
    )
    kind: UncertaintyKind = column(
        "own: triangular over the low and high of each row that is meant · uniform or triangular: over low, mode and high here "
        "· choice: one of values · chance: yes with the probability in mode; for votes a ballot by votes.csv · participation: "
        "whether a state takes part, by how firm its position is, from participation.csv"
    )
    low: float | None = column("Lower bound", default=None)
    mode: float | None = column("Most likely value, or a probability", default=None)
    high: float | None = column("Upper bound", default=None)
    given_as: Literal["value", "factor"] = column(
        "Whether low, mode and high stand for the input itself or for a factor on it", default="value"
    )
    values: TextList = column("What a choice chooses among, divided by semicolons", default=())
    weights: NumberList = column("How likely each of them is against the others; empty means all alike", default=())
    shared: float = column(
        "Share of the variance that all rows of a wildcard have in common, from 0 (each by itself) to 1 (all together)",
        default=0.0,
        ge=0,
        le=1,
    )
    rows: Literal["each", "seeded"] = column(
        "What stands for the rows of a wildcard: each has a column of its own, or one column seeds the draws of all",
        default="each",
    )
    group: Identifier | None = column("Group under which its effect is told; empty takes the id", default=None)
    basis: Basis = column("What the range rests on")
    source: str = column("Where it was read, or how it was chosen")
    claims: ClaimRefs = column("Claims behind the range", default=())
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        needed = {"uniform": ("low", "high"), "triangular": ("low", "mode", "high"), "chance": ()}.get(self.kind, ())
        missing = [name for name in needed if getattr(self, name) is None]
        if missing:
            raise ValueError(f"a {self.kind} input needs {' and '.join(missing)}")
        given = [name for name in ("low", "mode", "high", "values", "weights") if getattr(self, name) not in (None, ())]
        given += ["given_as"] if self.given_as == "factor" else []
        if idle := [name for name in given if name not in _READ[self.kind]]:
            raise ValueError(f"kind {self.kind} does not read {', '.join(idle)}: leave it empty, or write another kind")
        if self.kind == "choice" and len(self.values) < 2:
            raise ValueError("a choice needs two values or more, divided by semicolons")
        if self.kind == "chance" and self.mode is not None and not 0 <= self.mode <= 1:
            raise ValueError(f"mode ({self.mode:g}) is no probability: it lies outside 0 to 1")
        if self.weights and (len(self.weights) != len(self.values) or min(self.weights) < 0 or not sum(self.weights)):
            raise ValueError("weights are one number for each of values, none below 0 and not all 0")
        least, middle, most = self.low, self.mode, self.high
        known = [each for each in (least, middle, most) if each is not None]
        if known != sorted(known):
            raise ValueError("low, mode and high are not in order: " + ", ".join(f"{each:g}" for each in known))
        return self


class KeptPledges(Row):
    """How often states whose position is this firm send what they spoke of."""

    modality: int = column("How firm the position is, from 0 (excluded) to 7 (deployed)", ge=0, le=7)
    low: float = column("Lower bound of the probability", ge=0, le=1)
    mode: float = column("Most likely probability", ge=0, le=1)
    high: float = column("Upper bound of the probability", ge=0, le=1)
    basis: Basis = column("What the probability rests on")
    source: str = column("Where it was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"mode ({self.mode:g}) lies outside low ({self.low:g}) to high ({self.high:g})")
        return self
