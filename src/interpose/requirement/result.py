"""What the requirement part answers: what each mandate needs in the belts and sectors of the area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from interpose.case.quantities import Figure, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import Basis, Belt
from interpose.errors import UsageError, use_one_of
from interpose.notebook import Summarised
from interpose.plain import keyed
from interpose.requirement.area import AreaResult
from interpose.requirement.precedents.authorised import AuthorisedPeak
from interpose.requirement.precedents.estimate import PrecedentEstimate

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MandateRequirement",
    "MonthlyNeed",
    "Requirement",
    "RequirementLine",
    "SectorRequirement",
    "StatedMonths",
]


@keyed
class MonthlyNeed(NamedTuple):
    """Units of a capability in a belt in one month, counted from 1."""

    month: int
    belt: Belt
    capability: str
    quantity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementLine:
    """One line of the statement of requirement.

    Parameters
    ----------
    rule : str
        Rule of the mandate that drives it.
    unit_type, capability, belt : str
        What is needed, and where it stands.
    quantity : Range
        Units.
    personnel : Range
        Persons.
    formula : str
        The rule with its numbers filled in.
    source, basis : str
        What the rule rests on.
    mandate : str
        Mandate whose file holds the rule: another one where mandates are combined.
    inputs : tuple of str
        Inputs of the case that the line is computed from, in the notation of `Figure.inputs`; what drives it comes first.
    replaces : tuple of str
        Rules in whose place a line of `requirements.csv` stands.
    override : bool
        Whether the case states the units itself (`requirements.csv`).
    """

    rule: str
    unit_type: str
    capability: str
    belt: Belt
    quantity: Range
    personnel: Range
    formula: str
    source: str
    basis: Basis
    mandate: str
    inputs: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    override: bool = False


@dataclass(frozen=True, slots=True)
class SectorRequirement:
    """Units of a capability in one sector of a belt, at the most likely value."""

    sector: str
    capability: str
    belt: Belt
    quantity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMonths:
    """A number that the case states for a belt in some months, in place of what the rules and the phases give.

    Parameters
    ----------
    capability, belt : str
        What is needed, and where it stands.
    first_month, last_month : int
        Months from 1, both included.
    quantity : Range
        Units.
    replaced : tuple of (float, float)
        Least and most units of the belt in these months without it.
    source, basis : str
        What it rests on.
    inputs : tuple of str
        Its row, in the notation of `Figure.inputs`.
    """

    capability: str
    belt: Belt
    first_month: int
    last_month: int
    quantity: Range
    replaced: tuple[float, float]
    source: str
    basis: Basis
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MandateRequirement:
    """The statement of requirement of one mandate.

    Parameters
    ----------
    id, name, task : str
        The mandate.
    personnel : Range
        Persons in the country: low is every rule at its lower bound, high every rule at its upper bound.
    lines : tuple of RequirementLine
        One for each rule, in the order of the rules.
    sectors : tuple of SectorRequirement
        The most likely value spread over the sectors.
    monthly : tuple of MonthlyNeed
        Units by month, belt and capability at the level that the scenario plans for.
    personnel_with_tail : Range
        Persons with the support outside the area: personnel times the planning factor `support_tail`.
    personnel_outside : Range
        Persons of a backstop beyond the host's borders, where the mandate has one; not in `personnel`.
    stated_months : tuple of StatedMonths
        Numbers that the case states for some months; `monthly` holds them already.
    precedent : PrecedentEstimate or None
        How many missions of its class had on such a ground: what was sent, beside what the rules ask for.
    without_precedent : str or None
        Why there is none, and the rules stand alone.
    authorised : AuthorisedPeak or None
        For the mandate that is planned for: what missions had at their peak over what was authorised.
    """

    id: str
    name: str
    task: str
    personnel: Range
    lines: tuple[RequirementLine, ...]
    sectors: tuple[SectorRequirement, ...]
    monthly: tuple[MonthlyNeed, ...]
    personnel_with_tail: Range
    personnel_outside: Range
    stated_months: tuple[StatedMonths, ...] = ()
    precedent: PrecedentEstimate | None = None
    without_precedent: str | None = None
    authorised: AuthorisedPeak | None = None

    def capabilities(self) -> tuple[str, ...]:
        """Name the capabilities that are needed, in alphabetical order."""
        return tuple(sorted({line.capability for line in self.lines}))

    def table(self) -> pd.DataFrame:
        """Give the lines as a table: rule, unit type, capability, belt, units and persons with their ranges, source."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "rule": line.rule,
                    "unit_type": line.unit_type,
                    "capability": line.capability,
                    "belt": line.belt,
                    "units_low": line.quantity.low,
                    "units_mode": line.quantity.mode,
                    "units_high": line.quantity.high,
                    "personnel_low": line.personnel.low,
                    "personnel_mode": line.personnel.mode,
                    "personnel_high": line.personnel.high,
                    "basis": line.basis,
                    "source": line.source,
                }
                for line in self.lines
            ]
        )


@dataclass(frozen=True, repr=False)
class Requirement(Summarised):
    """How many, where, for which mandate.

    Parameters
    ----------
    area : AreaResult
        The ground, cut into belts and sectors.
    mandates : tuple of MandateRequirement
        Every mandate of the case, by name.
    """

    area: AreaResult
    mandates: tuple[MandateRequirement, ...]

    def of(self, mandate: str) -> MandateRequirement:
        """Return the requirement of one mandate.

        Parameters
        ----------
        mandate : str
            Its name.

        Returns
        -------
        MandateRequirement
            Its statement of requirement.

        Raises
        ------
        UsageError
            Where the case has no such mandate.
        """
        for found in self.mandates:
            if found.id == mandate:
                return found
        names = [found.id for found in self.mandates]
        raise UsageError(f"mandate {mandate!r} is not known", use_one_of(mandate, names))

    def figures(self) -> tuple[Figure, ...]:
        """Give the numbers that a reader may ask about, each with its formula and inputs.

        Returns
        -------
        tuple of Figure
            `requirement.line_km`, `requirement.planned_line_km`, `requirement.<belt>_km2`, and for each mandate
            `requirement.<mandate>.personnel` with `_low` and `_high`, one for each capability and one for each line.
        """
        return (*self.area.figures(), *(figure for each in self.mandates for figure in _mandate_figures(each)))


def _mandate_figures(need: MandateRequirement) -> Iterator[Figure]:
    prefix = f"requirement.{need.id}"
    parts = tuple(f"{prefix}.{capability}.personnel" for capability in need.capabilities())
    for suffix, value in _levels(need.personnel):
        bound = {"": "", "_low": ", each at its lower bound", "_high": ", each at its upper bound"}[suffix]
        rules = tuple(line.inputs[0] for line in need.lines)
        inputs = rules if suffix else parts
        yield Figure(
            name=f"{prefix}.personnel{suffix}",
            value=value,
            unit="persons",
            formula=f"sum over the rules of the mandate{bound}",
            inputs=inputs,
        )
    yield from _precedent_figures(need, prefix)
    yield from _authorised_figures(need, prefix)
    tail = need.personnel_with_tail.mode
    inputs = (f"{prefix}.personnel", str(RowRef("planning_factors.csv", "support_tail")))
    yield Figure(
        name=f"{prefix}.personnel_with_tail",
        value=round(tail),
        unit="persons",
        formula="personnel × support_tail: with the support outside the area",
        inputs=inputs,
    )
    if need.personnel_outside.high > 0:
        rules = tuple(line.inputs[0] for line in need.lines if line.belt == "outside")
        formula = "sum over the rules of the mandate that stand outside"
        yield Figure(
            name=f"{prefix}.personnel_outside", value=need.personnel_outside.mode, unit="persons", formula=formula, inputs=rules
        )
    yield from _capability_figures(need, prefix)
    for line in need.lines:
        yield Figure(
            name=f"{prefix}.rule.{_key(line, need)}",
            value=line.quantity.mode,
            unit="units",
            formula=line.formula,
            inputs=line.inputs,
        )
    for stated in need.stated_months:
        name = f"{prefix}.stated.{stated.capability}.{stated.belt}.month_{stated.first_month}"
        low, high = stated.replaced
        was = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        formula = (
            f"override for months {stated.first_month} to {stated.last_month}: {stated.quantity.mode:g} "
            f"({stated.quantity.low:g} to {stated.quantity.high:g}); the belt had {was}"
        )
        yield Figure(name=name, value=stated.quantity.mode, unit="units", formula=formula, inputs=stated.inputs)


def _precedent_figures(need: MandateRequirement, prefix: str) -> Iterator[Figure]:
    found = need.precedent
    if found is None:
        return
    ground = ("requirement.planned_line_km",) if found.unit == "km" else ()
    led = ", led by an alliance" if found.alliance else ""
    formula = (
        f"median of such missions on {found.driver:,.0f} {found.unit}{led}: model of ln persons, fitted to the peaks of "
        f"{found.fitted} missions, {found.missions} of this class"
    )
    bounds = {"": found.persons.mode, "_low": found.persons.low, "_high": found.persons.high}
    for suffix, value in bounds.items():
        which = {"": formula, "_low": "one in twenty such missions was smaller", "_high": "one in twenty was larger"}[suffix]
        yield Figure(name=f"{prefix}.precedent{suffix}", value=round(value), unit="persons", formula=which, inputs=ground)
    if found.rules_exceed is not None:
        yield Figure(
            name=f"{prefix}.precedent.rules_exceed",
            value=round(found.rules_exceed, 3),
            unit="share",
            formula="share of such missions that were smaller than what the rules ask for",
            inputs=(f"{prefix}.personnel", f"{prefix}.precedent"),
        )


def _authorised_figures(need: MandateRequirement, prefix: str) -> Iterator[Figure]:
    found = need.authorised
    if found is None or found.persons is None:
        return
    for suffix, value in _levels(found.persons):
        which = {"": "median", "_low": "one in twenty was smaller", "_high": "one in twenty was larger"}[suffix]
        yield Figure(
            name=f"{prefix}.authorised_peak{suffix}",
            value=round(value),
            unit="persons",
            formula=f"{found.authorised:,} authorised × peak over authorised strength of {found.missions} missions: {which}",
            inputs=(str(RowRef.scenario("options.authorised")),),
        )


def _capability_figures(need: MandateRequirement, prefix: str) -> Iterator[Figure]:
    for capability in need.capabilities():
        mine = [line for line in need.lines if line.capability == capability and line.belt != "outside"]
        names = tuple(f"{prefix}.rule.{_key(line, need)}" for line in mine)
        units = sum(line.quantity.mode for line in mine)
        persons = sum(line.personnel.mode for line in mine)
        yield Figure(
            name=f"{prefix}.{capability}",
            value=units,
            unit="units",
            formula=f"sum of the rules that ask for {capability}",
            inputs=names,
        )
        formula = f"personnel of the units that provide {capability}: " + " + ".join(
            f"{line.personnel.mode:,.0f}" for line in mine
        )
        yield Figure(name=f"{prefix}.{capability}.personnel", value=persons, unit="persons", formula=formula, inputs=names)


def _key(line: RequirementLine, need: MandateRequirement) -> str:
    """Name a line: by its rule, and by its mandate too where it comes from a combined one."""
    return line.rule if line.mandate == need.id else f"{line.mandate}.{line.rule}"


def _levels(value: Range) -> tuple[tuple[str, float], ...]:
    return ("", value.mode), ("_low", value.low), ("_high", value.high)
