"""Conditions beside the vote: the host's consent, parliaments, a named lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from interpose.authority.result import Condition, Gate
from interpose.authority.routes.statements import AuthorityStatement, Statements
from interpose.case import Case
from interpose.case.tables.authority import Route, RouteGate
from interpose.evidence import Positions, modality_word

__all__ = ["host_of", "judge_gates"]

GIVEN = 4
"""Modality from which a statement settles a gate: a pledge, not an openness."""

MANDATED = 6
"""Modality that says that parliament has approved."""


def host_of(case: Case) -> str | None:
    """Find the state on whose soil the force stands: the one the scenario names, or whose towns lie nearest to the hubs.

    Parameters
    ----------
    case : Case
        The case with its area and the towns of the base map.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-3; None where the case has no hubs.
    """
    if case.scenario.host is not None:
        return case.scenario.host
    nearest = [
        min(
            case.places, key=lambda town: (town.longitude - hub.geometry.x) ** 2 + (town.latitude - hub.geometry.y) ** 2
        ).adm0_a3
        for hub in case.area.hubs
        if case.places
    ]
    counted = sorted(Counter(nearest).items(), key=lambda item: (-item[1], item[0]))
    return counted[0][0] if counted else None


def judge_gates(
    case: Case,
    route: Route,
    statements: Statements,
    positions: Positions,
    host: str | None,
    judged: Callable[[AuthorityStatement], tuple[Condition, ...]],
) -> tuple[Gate, ...]:
    """Say of each gate of a route whether it is met, open or failed.

    Parameters
    ----------
    case : Case
        The case.
    route : Route
        The route.
    statements : Statements
        What states have said.
    positions : Positions
        Positions as of a day.
    host : str or None
        The host state.
    judged : callable
        Says of the conditions of a statement whether the scenario meets them.

    Returns
    -------
    tuple of Gate
        In the order of the route's file.
    """
    found = []
    for gate in route.gates:
        if gate.id == "host_consent":
            found.append(_host_consent(gate, statements, host, judged))
        elif gate.id == "parliaments":
            found.append(_parliaments(case, gate, positions))
        else:
            found.append(_lead(case, gate, positions))
    return tuple(found)


def _host_consent(
    gate: RouteGate, statements: Statements, host: str | None, judged: Callable[[AuthorityStatement], tuple[Condition, ...]]
) -> Gate:
    if host is None:
        return Gate(gate.id, "open", f"The case does not say who the host is. {_sentence(gate.why)}", gate.binding)
    said = statements.by_predicate["consent"].get(host)
    if said is None:
        why = f"{host} has said nothing on record about consent. {_sentence(gate.why)}"
        return Gate(gate.id, "open", why, gate.binding, (host,))
    status = "met" if said.modality >= GIVEN else "failed" if said.modality == 0 else "open"
    waits = [condition for condition in judged(said) if condition.state == "unmet"]
    if waits and status == "met":
        status = "open"
    told = "".join(f", but “{condition.text}” is not met: {condition.because}" for condition in waits)
    why = f"{host}: {modality_word(said.modality)}{told}. {_sentence(gate.why)}"
    return Gate(gate.id, status, why, gate.binding, (host,), said.claims)


def _parliaments(case: Case, gate: RouteGate, positions: Positions) -> Gate:
    """Gather the likely contributors whose parliament must approve first and has not on record."""
    waiting: dict[str, list[str]] = {}
    unknown = []
    for position in positions.positions:
        likely = position.modality is not None and position.modality >= max(1, case.scenario.options.least_modality)
        if not likely:
            continue
        if position.modality is not None and position.modality >= MANDATED:
            continue
        state = case.states.get(position.state)
        kind = state.parliament if state is not None else None
        if kind is None:
            unknown.append(position.state)
        elif kind in {"prior", "special", "limited"}:
            waiting.setdefault(kind, []).append(position.state)
    words = {"prior": "prior approval", "special": "special rules", "limited": "approval for some missions"}
    parts = [f"{words[kind]} in {', '.join(waiting[kind])}" for kind in words if kind in waiting]
    if unknown:
        parts.append(f"rule not known for {', '.join(unknown)}")
    states = tuple(sorted([state for group in waiting.values() for state in group] + unknown))
    if not parts:
        return Gate(gate.id, "met", "No likely contributor waits for its parliament.", gate.binding)
    return Gate(gate.id, "open", f"{_sentence('; '.join(parts))} {_sentence(gate.why)}", gate.binding, states)


def _lead(case: Case, gate: RouteGate, positions: Positions) -> Gate:
    named = case.scenario.options.lead
    if named:
        return Gate(gate.id, "met", f"The scenario names {named}.", gate.binding, (str(named),))
    firm = tuple(p.state for p in positions.positions if p.modality is not None and p.modality >= GIVEN and p.role == "land")
    who = (
        f"Firmest candidates: {', '.join(firm)}."
        if firm
        else "No state has pledged land forces firmly enough to be taken as lead."
    )
    return Gate(gate.id, "open", f"The scenario names no lead. {who} {_sentence(gate.why)}", gate.binding, firm)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
