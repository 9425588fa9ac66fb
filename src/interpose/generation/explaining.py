"""What binds: each cause of a shortfall, measured by lifting it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from interpose.generation.demand import Demand
from interpose.generation.formulation import components, formulate
from interpose.generation.result import Binding, Shortfall
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import Lifted, Supply, classes
from interpose.solver import Limits, Relaxation, solve

__all__ = ["binding_limits", "shortfall_in_whole_tours", "shortfall_of_relaxation"]

_WORTH_TELLING = 0.01
"""Share of a capability's shortfall below which lifting a limit changes nothing worth telling."""

_CAUSES: tuple[tuple[str, Lifted, str], ...] = (
    ("not participating", Lifted(participation=True), "if every state with units took part"),
    ("dwell", Lifted(dwell=True), "if units could return without time at home"),
    ("notice", Lifted(notice=True), "if every unit could come in the first month"),
    ("caveat", Lifted(caveats=True), "without national caveats"),
    ("cap", Lifted(caps=True), "without caps on personnel"),
)
_EVERYTHING = Lifted(dwell=True, notice=True, caveats=True, caps=True, participation=True)


def binding_limits(
    demand: Demand,
    shortfall: Sequence[Shortfall],
    capped: Mapping[str, StateLimit],
    supply: Callable[[Lifted], Sequence[Supply]],
) -> tuple[Binding, ...]:
    """Say which limits cause the shortfalls, each lifted alone and all together.

    Parameters
    ----------
    demand : Demand
        What is required.
    shortfall : sequence of Shortfall
        What the plan misses.
    capped : mapping of str to StateLimit
        Caps that bind in the plan.
    supply : callable
        Reads the pools with some limits lifted.

    Returns
    -------
    tuple of Binding
        By capability short, the largest priced effect first. Effects overlap: two limits may each be enough to close
        the same shortfall, or only both together. Measured on the linear relaxation, in which parts of units count.
    """
    missing: dict[str, float] = {}
    for row in shortfall:
        missing[row.capability] = missing.get(row.capability, 0.0) + row.quantity
    if not missing:
        return ()
    plain = tuple(supply(Lifted()))
    base = shortfall_of_relaxation(demand, plain, missing, capped)
    found: list[tuple[float, Binding]] = []
    for cause, lifted, condition in _CAUSES:
        pools = tuple(supply(lifted))
        if pools == plain and not (lifted.caps and capped):
            continue
        rest = shortfall_of_relaxation(demand, pools, missing, {} if lifted.caps else capped)
        for capability in sorted(missing):
            gain = base[capability] - rest[capability]
            if gain > _WORTH_TELLING * base[capability] and gain > 1e-6:
                found.append((gain * demand.price[capability], _binding(cause, condition, capability, gain, base[capability])))
    rest = shortfall_of_relaxation(demand, tuple(supply(_EVERYTHING)), missing, {})
    for capability in sorted(missing):
        left = rest[capability]
        if left > _WORTH_TELLING * base[capability] and left > 1e-6:
            found.append((left * demand.price[capability], _no_pool(capability, left, base[capability])))
    found.sort(key=lambda item: (-item[0], item[1].capability, item[1].cause))
    return tuple(binding for _, binding in found)


def _binding(cause: str, condition: str, capability: str, gain: float, base: float) -> Binding:
    words = capability.replace("_", " ")
    share = f"{100 * gain / base:.0f}%"
    gone = f"{share} of the shortfall in {words} would go ({gain:,.0f} of {base:,.0f} unit-months)"
    effect = f"{condition[0].upper()}{condition[1:]}, {gone}"
    return Binding(f"{cause}: {words}", effect, capability, cause, round(gain, 3))


def _no_pool(capability: str, left: float, base: float) -> Binding:
    words = capability.replace("_", " ")
    stay = f"{left:,.0f} of {base:,.0f} unit-months of {words} stay short"
    effect = f"Even with every limit lifted {stay}: no state of the case has the units"
    return Binding(f"no such pool: {words}", effect, capability, "no such pool", round(left, 3))


def shortfall_of_relaxation(
    demand: Demand, pools: Sequence[Supply], capabilities: Iterable[str], limits: Mapping[str, StateLimit]
) -> dict[str, float]:
    """Return the shortfall of the linear relaxation in unit-months, by capability.

    Parameters
    ----------
    demand : Demand
        What is required.
    pools : sequence of Supply
        The pools.
    capabilities : iterable of str
        Capabilities asked about.
    limits : mapping of str to StateLimit
        Limits of states that are kept.
    """
    asked = set(capabilities)
    found = dict.fromkeys(sorted(asked), 0.0)
    groups = classes(pools, limits, demand.quantity)
    for names, members in components(groups, limits, demand):
        if not names & asked:
            continue
        part = formulate(demand, names, members, limits)
        relaxation = Relaxation(part.model, Limits(), first="interior" if part.large else "simplex")
        if not relaxation.solve():
            continue
        for key, months in zip(part.keys, relaxation.value("short"), strict=True):
            if key[1] in asked:
                found[key[1]] += float(months.sum())
    return found


_FEW_COLUMNS = 400
_FEW_NODES = 20


def shortfall_in_whole_tours(
    demand: Demand, pools: Sequence[Supply], capabilities: Iterable[str], limits: Mapping[str, StateLimit]
) -> float | None:
    """Return the shortfall of the best plan in unit-months; None where a part is large or its optimum is not proved soon.

    Parameters
    ----------
    demand : Demand
        What is required.
    pools : sequence of Supply
        The pools.
    capabilities : iterable of str
        Capabilities asked about.
    limits : mapping of str to StateLimit
        Limits of states that are kept.
    """
    asked, total = set(capabilities), 0.0
    groups = classes(pools, limits, demand.quantity)
    parts = [part for part in components(groups, limits, demand) if part[0] & asked]
    for names, members in parts:
        part = formulate(demand, names, members, limits)
        if part.model.column_count > _FEW_COLUMNS:
            return None
        outcome = solve(part.model, Limits(nodes=_FEW_NODES))
        if outcome.status != "optimal":
            return None
        for key, months in zip(part.keys, outcome.value("short"), strict=True):
            total += float(months.sum()) if key[1] in asked else 0.0
    return total
