"""Conditions beside the vote: the host's consent, parliaments, a named lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from interpose.authority.decision import Condition, Gate, GateStatus
from interpose.authority.routes.statements import AuthorityStatement, Statements
from interpose.case import Case
from interpose.case.tables.authority import Route, RouteGate
from interpose.case.tables.evidence import Modality
from interpose.evidence import Positions, is_firm_enough, modality_word

__all__ = ["host_of", "judge_gates"]


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
        return _gate(gate, "open", "The case does not say who the host is.")
    statement = statements.by_predicate["consent"].get(host)
    if statement is None:
        return _gate(gate, "open", f"{host} has said nothing on record about consent.", (host,))
    excluded = statement.modality == Modality.EXCLUDED
    status: GateStatus = "met" if statement.modality >= Modality.PLEDGED else "failed" if excluded else "open"
    unmet = [condition for condition in judged(statement) if condition.state == "unmet"]
    if unmet and status == "met":
        status = "open"
    waiting = "".join(f", but “{condition.text}” is not met: {condition.because}" for condition in unmet)
    return _gate(gate, status, f"{host}: {modality_word(statement.modality)}{waiting}.", (host,), statement.claims)


def _parliaments(case: Case, gate: RouteGate, positions: Positions) -> Gate:
    """Gather the likely contributors whose parliament must approve first and has not on record."""
    waiting: dict[str, list[str]] = {}
    unknown = []
    for position in positions.positions:
        if not is_firm_enough(case, position):
            continue
        if position.modality is not None and position.modality >= Modality.PARLIAMENT_MANDATE:
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
    if not parts:
        why = "No likely contributor waits for its parliament."
        return Gate(id=gate.id, status="met", why=why, binding=gate.binding)
    states = tuple(sorted([state for group in waiting.values() for state in group] + unknown))
    return _gate(gate, "open", _sentence("; ".join(parts)), states)


def _lead(case: Case, gate: RouteGate, positions: Positions) -> Gate:
    named = case.scenario.options.lead
    if named:
        return Gate(id=gate.id, status="met", why=f"The scenario names {named}.", binding=gate.binding, states=(str(named),))
    firm = tuple(p.state for p in positions.positions if (p.modality or 0) >= Modality.PLEDGED and p.role == "land")
    who = (
        f"Firmest candidates: {', '.join(firm)}."
        if firm
        else "No state has pledged land forces firmly enough to be taken as lead."
    )
    return _gate(gate, "open", f"The scenario names no lead. {who}", firm)


def _gate(gate: RouteGate, status: GateStatus, told: str, states: tuple[str, ...] = (), claims: tuple[str, ...] = ()) -> Gate:
    """Say how a gate stands, and why it is there."""
    why = f"{told} {_sentence(gate.why)}"
    return Gate(id=gate.id, status=status, why=why, binding=gate.binding, states=states, claims=claims)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
