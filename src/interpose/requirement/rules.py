"""Rules applied to measures: so many units for each of a driver, with the formula written out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interpose.case.quantities import Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.force import UnitType
from interpose.case.tables.mandates import Mandate, MandateRule, RuleValue
from interpose.errors import UsageError, use_one_of
from interpose.requirement.result import RequirementLine

__all__ = ["Measures", "apply_rules", "rules_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What rules multiply: the ground in numbers.

    Parameters
    ----------
    line_km : Range
        Length of line that is planned for (km).
    sectors, hubs : int
        Sectors along the line; hubs in depth.
    axes : Range
        Axes on which a tripwire stands.
    supply_km : float or None
        Mean road distance from the entry points (km); None where it is not known.
    population : int or None
        People in the zone; None where it is not known.
    quiet : bool
        Whether both armies consent and stand back, so that rules with a number for quiet use it.
    line_inputs : tuple of str
        What the length rests on, in the notation of `Figure.inputs`.
    """

    line_km: Range
    sectors: int
    hubs: int
    axes: Range
    supply_km: float | None = None
    population: int | None = None
    quiet: bool = False
    line_inputs: tuple[str, ...] = ()


def rules_of(
    mandate: Mandate, mandates: Mapping[str, Mandate], above: tuple[str, ...] = ()
) -> tuple[tuple[str, MandateRule], ...]:
    """List the rules of a mandate: those of the mandates that it combines first, then its own.

    Parameters
    ----------
    mandate : Mandate
        The mandate.
    mandates : mapping of str to Mandate
        All mandates by name.
    above : tuple of str
        Mandates that are being combined already: a mandate cannot be part of itself.

    Returns
    -------
    tuple of (str, MandateRule)
        Name of the mandate whose file holds the rule, and the rule with the belt in which it stands.

    Raises
    ------
    UsageError
        Where a part is not known, or the parts go round in a circle.
    """
    chain = (*above, mandate.id)
    found: list[tuple[str, MandateRule]] = []
    for part in mandate.combines:
        if part.mandate in chain:
            raise UsageError(
                f"mandate {part.mandate!r} is combined with itself: {' → '.join((*chain, part.mandate))}", "leave one out"
            )
        if part.mandate not in mandates:
            mend = use_one_of(part.mandate, sorted(mandates))
            raise UsageError(f"mandate {mandate.id!r} combines {part.mandate!r}, which is not known", mend)
        for owner, rule in rules_of(mandates[part.mandate], mandates, chain):
            found.append((owner, rule if part.belt is None else rule.model_copy(update={"belt": part.belt})))
    return (*found, *((mandate.id, rule) for rule in mandate.rules))


def apply_rules(
    mandate: Mandate, measures: Measures, unit_types: Mapping[str, UnitType], mandates: Mapping[str, Mandate]
) -> tuple[RequirementLine, ...]:
    """Turn a mandate into lines of a statement of requirement.

    Parameters
    ----------
    mandate : Mandate
        The mandate.
    measures : Measures
        The ground in numbers.
    unit_types : mapping of str to UnitType
        Personnel and capabilities of units.
    mandates : mapping of str to Mandate
        All mandates by name, for those that are combined.

    Returns
    -------
    tuple of RequirementLine
        One for each rule, in their order. Low applies every lower bound, high every upper bound; the size of a unit is
        taken at its most likely value, since a smaller battalion covers less ground.

    Raises
    ------
    UsageError
        Where a rule needs a measure that the area does not have.
    """
    lines: list[RequirementLine] = []
    for owner, rule in rules_of(mandate, mandates):
        # A rule counts what stands before it in its own mandate: a combination does not change its parts.
        before = [line for line in lines if line.mandate == owner] if owner != mandate.id else lines
        unit = unit_types[rule.unit_type]
        exact, words, inputs = _driven(rule, measures, before)
        quantity = (
            Range(*(math.ceil(each - 1e-9) for each in (exact.low, exact.mode, exact.high))) if rule.whole_units else exact
        )
        personnel = quantity * unit.personnel
        rounded = f", rounded up to {_number(quantity.mode)}" if quantity.mode != exact.mode else ""
        reached = "" if rule.driver == "fixed" else f" = {_number(exact.mode)}"
        formula = (
            f"{words}{reached}{rounded} ({_number(quantity.low)} to {_number(quantity.high)}) "
            f"× {unit.personnel:,} persons = {personnel.mode:,.0f}"
        )
        rule_input = str(RowRef.rule(owner, rule.id))
        capability = unit.capabilities[0][0]
        lines.append(
            RequirementLine(
                rule=rule.id,
                unit_type=rule.unit_type,
                capability=capability,
                belt=rule.belt,
                quantity=quantity,
                personnel=personnel,
                formula=formula,
                source=rule.source,
                basis=rule.basis,
                mandate=owner,
                inputs=(rule_input, str(RowRef("unit_types.csv", rule.unit_type)), *inputs),
            )
        )
    return tuple(lines)


def _driven(rule: MandateRule, measures: Measures, before: Sequence[RequirementLine]) -> tuple[Range, str, tuple[str, ...]]:
    """Multiply a rule's number with its driver: the units, the words for it, and what else it rests on."""
    value = _holding(rule, measures).as_range
    shown = _bounds(value)
    match rule.driver:
        case "per_line_km":
            return measures.line_km.times(value), f"{_bounds(measures.line_km)} km × {shown} per km", measures.line_inputs
        case "per_post":
            return _posts(rule, value, measures)
        case "per_sector":
            return value * measures.sectors, f"{measures.sectors} sectors × {shown}", (str(RowRef.scenario("options.sectors")),)
        case "per_hub":
            return value * measures.hubs, f"{measures.hubs} hubs × {shown}", ()
        case "per_axis":
            return (
                measures.axes.times(value),
                f"{_bounds(measures.axes)} axes × {shown}",
                (str(RowRef("planning_factors.csv", "axes")),),
            )
        case "per_units":
            units = sum((line.quantity for line in before if line.unit_type in rule.of), Range.exactly(0))
            return units.times(value), f"{_bounds(units)} {_types(rule)} × {shown}", ()
        case "per_1000_population":
            if measures.population is None:
                raise UsageError(f"rule {rule.id!r} counts the population, which is not known here", "use a case with an area")
            return value * (measures.population / 1000), f"{measures.population:,} people ÷ 1,000 × {shown}", ()
        case "fixed":
            return value, f"a fixed number, {_number(value.mode)}", ()
        case "per_1000_personnel" | "per_1000_personnel_and_100_km":
            personnel = sum((line.personnel for line in before if not rule.of or line.unit_type in rule.of), Range.exactly(0))
            words = f"{_bounds(personnel)} persons ÷ 1,000 × {shown}"
            if rule.driver == "per_1000_personnel":
                return personnel.times(value) * 0.001, words, ()
            # Without entry points the distance is not known: the rule then asks for nothing, and says so.
            distance = measures.supply_km or 0.0
            words += f" × {distance:,.0f} km ÷ 100" if measures.supply_km is not None else " × no distance known"
            return personnel.times(value) * (distance / 100_000), words, (str(RowRef("planning_factors.csv", "road_factor")),)


def _holding(rule: MandateRule, measures: Measures) -> RuleValue:
    """Choose the number of a rule that holds here: for a quiet line, for a large population, or else its value."""
    if measures.quiet and rule.quiet is not None:
        return rule.quiet
    large = rule.large_from is not None and (measures.population or 0) >= rule.large_from
    return rule.large if large and rule.large is not None else rule.value


def _posts(rule: MandateRule, value: Range, measures: Measures) -> tuple[Range, str, tuple[str, ...]]:
    assert rule.spacing_km is not None  # noqa: S101 - the row model asks for it
    spacing, line = rule.spacing_km, measures.line_km
    posts = Range(line.low / spacing.high, line.mode / spacing.mode, line.high / spacing.low)
    shifts = rule.shifts.as_range if rule.shifts is not None else Range.exactly(1)
    words = (
        f"{_bounds(line)} km ÷ {_bounds(spacing.as_range)} km = {_number(posts.mode)} posts "
        f"× {_bounds(value)} on watch × {_bounds(shifts)} shifts"
    )
    return posts.times(value).times(shifts), words, measures.line_inputs


def _types(rule: MandateRule) -> str:
    names = [name.replace("_", " ") for name in rule.of]
    return " and ".join(name if name.endswith("s") else f"{name}s" for name in names)


def _bounds(value: Range) -> str:
    if value.low == value.mode == value.high:
        return _number(value.mode)
    return f"{_number(value.mode)} ({_number(value.low)} to {_number(value.high)})"


def _number(value: float) -> str:
    """Write a number with no more digits than it needs.

    Examples
    --------
    >>> _number(1056.8), _number(13.21), _number(0.0125), _number(14.0)
    ('1,057', '13.2', '0.0125', '14')
    """
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
