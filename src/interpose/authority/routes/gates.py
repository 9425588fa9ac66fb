"""Conditions beside the vote: consent of the host or of all parties, its law, parliaments, a lead, a group, other bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from interpose.authority.decision import Condition, Gate, GateStatus, RouteDecision, Vote
from interpose.authority.national_law import laws_on, parliament_rule
from interpose.authority.routes.law import Body
from interpose.authority.routes.statements import AuthorityStatement, Statements
from interpose.case import Case
from interpose.case.tables.authority import Route, RouteGate
from interpose.case.tables.evidence import Modality
from interpose.case.tables.words import BallotChoice, GateName, ParliamentRule
from interpose.evidence import Positions, firm_roles, modality_word

__all__ = ["GateInputs", "host_of", "judge_gates"]


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


@dataclass(frozen=True, kw_only=True)
class GateInputs:
    """What gates are judged from, beside the votes.

    Parameters
    ----------
    case : Case
        The case.
    statements : Statements
        What states have said.
    positions : Positions
        What each state would contribute.
    host : str or None
        The host state.
    judged : callable
        Says of the conditions of a statement whether the scenario meets them.
    supposed : mapping of str to str
        Hypothetical votes by state; that of the host is its consent.
    decided : mapping of str to RouteDecision
        Routes that are decided already.
    """

    case: Case
    statements: Statements
    positions: Positions
    host: str | None
    judged: Callable[[AuthorityStatement], tuple[Condition, ...]]
    supposed: Mapping[str, BallotChoice] = field(default_factory=dict)
    decided: Mapping[str, RouteDecision] = field(default_factory=dict)


_WAITED_FOR: Mapping[ParliamentRule, str] = {
    "prior": "prior approval",
    "prior_by_promise": "a vote that the government has promised",
    "special": "special rules",
    "limited": "approval for some missions",
}
"""Rules by which parliament is asked first, in words."""


def judge_gates(route: Route, body: Body, votes: Sequence[Vote], given: GateInputs) -> tuple[Gate, ...]:
    """Say of each gate of a route whether it is met, open or failed.

    Parameters
    ----------
    route : Route
        The route.
    body : Body
        Who decides.
    votes : sequence of Vote
        How members are taken to vote.
    given : GateInputs
        Everything else that gates are judged from.

    Returns
    -------
    tuple of Gate
        In the order of the route's file.
    """
    judges: dict[GateName, Callable[[RouteGate], Gate]] = {
        "host_consent": lambda gate: _host_consent(gate, given),
        "parties_consent": lambda gate: _parties_consent(gate, given),
        "host_law": lambda gate: _host_law(gate, given),
        "parliaments": lambda gate: _parliaments(gate, given, route),
        "lead": lambda gate: _lead(gate, given, body),
        "group": lambda gate: _group(gate, given, votes),
        "deadlock": lambda gate: _deadlock(gate, given),
        "call": lambda gate: _call(gate, given, votes),
    }
    return tuple(judges[gate.id](gate) for gate in route.gates)


def _host_consent(gate: RouteGate, given: GateInputs) -> Gate:
    if given.host is None:
        return _gate(gate, "open", "The case does not say who the host is.")
    status, told, claims = _consent_of(given.host, given)
    return _gate(gate, status, told, (given.host,), claims)


def _parties_consent(gate: RouteGate, given: GateInputs) -> Gate:
    """Ask every party of the scenario for its consent; the host alone where the scenario names no parties."""
    parties = tuple(dict.fromkeys([*([given.host] if given.host is not None else []), *given.case.scenario.parties]))
    if not parties:
        return _gate(gate, "open", "The case does not say who the parties are.")
    found = {state: _consent_of(state, given) for state in parties}
    standing = {status for status, _, _ in found.values()}
    status: GateStatus = "failed" if "failed" in standing else "open" if "open" in standing else "met"
    whose = tuple(state for state, (own, _, _) in found.items() if own == status)
    claims = tuple(claim for _, _, mine in found.values() for claim in mine)
    return _gate(gate, status, " ".join(told for _, told, _ in found.values()), whose, claims)


def _consent_of(state: str, given: GateInputs) -> tuple[GateStatus, str, tuple[str, ...]]:
    """Say whether a state consents to the force, in words, and on which claims."""
    if (supposed := given.supposed.get(state)) is not None:
        word: GateStatus = "met" if supposed == "yes" else "open" if supposed == "abstain" else "failed"
        told = {"met": "consents", "open": "says nothing", "failed": "refuses"}[word]
        return word, f"{state} {told}, by supposition.", ()
    statement = given.statements.by_predicate["consent"].get(state)
    if statement is None:
        return "open", f"{state} has said nothing on record about consent.", ()
    excluded = statement.modality == Modality.EXCLUDED
    status: GateStatus = "met" if statement.modality >= Modality.PLEDGED else "failed" if excluded else "open"
    unmet = [condition for condition in given.judged(statement) if condition.state == "unmet"]
    if unmet and status == "met":
        status = "open"
    waiting = "".join(f", but “{condition.text}” is not met: {condition.because}" for condition in unmet)
    return status, f"{state}: {modality_word(statement.modality)}{waiting}.", statement.claims


def _host_law(gate: RouteGate, given: GateInputs) -> Gate:
    """Say what the host's own law asks for, and whether its parliament has given it on record."""
    host = given.host
    if host is None:
        return _gate(gate, "open", "The case does not say who the host is.")
    laws = laws_on(given.case, host, "hosting", given.positions.as_of)
    if not laws:
        return _gate(gate, "open", f"The law of {host} on forces of others is not on record.", (host,))
    told = " ".join(f"{_sentence(law.says)} ({law.article})." for law in laws)
    statement = given.statements.by_predicate["consent"].get(host)
    if given.supposed.get(host) == "yes":
        return _gate(gate, "met", f"{host} does what its law asks for, by supposition. {told}", (host,))
    if statement is not None and statement.modality >= Modality.PARLIAMENT_MANDATE:
        return _gate(gate, "met", f"The parliament of {host} has decided. {told}", (host,), statement.claims)
    return _gate(gate, "open", f"No decision of the parliament of {host} is on record. {told}", (host,))


def _parliaments(gate: RouteGate, given: GateInputs, route: Route) -> Gate:
    """Gather the likely contributors whose parliament must approve first and has not on record."""
    case, waiting, unknown = given.case, dict[str, list[str]](), list[str]()
    mandates, contested = dict[str, str](), dict[str, str]()
    for position in given.positions.positions:
        firm = firm_roles(case, position)
        if not firm:
            continue
        needs = [law for law in laws_on(case, position.state, "sending", given.positions.as_of) if law.mandate_needed != "none"]
        for law in needs:
            (contested if law.doubtful else mandates).setdefault(position.state, law.article)
        if all((part.modality or 0) >= Modality.PARLIAMENT_MANDATE for part in firm):
            continue
        kind = parliament_rule(case, position.state, given.positions.as_of, route)
        if kind is None:
            unknown.append(position.state)
        elif kind in _WAITED_FOR:
            waiting.setdefault(kind, []).append(position.state)
    parts = [f"{words} in {', '.join(waiting[kind])}" for kind, words in _WAITED_FOR.items() if kind in waiting]
    if mandates:
        asking = ", ".join(f"{state} ({article})" for state, article in mandates.items())
        parts.append(f"a mandate is asked for by the law of {asking}")
    if unknown:
        parts.append(f"rule not known for {', '.join(unknown)}")
    doubt = "".join(
        f" Whether {article} allows {state} to join without a mandate is contested." for state, article in contested.items()
    )
    if not parts:
        why = f"No likely contributor waits for its parliament.{doubt}"
        return Gate(id=gate.id, status="met", why=why, binding=gate.binding)
    named = {*(state for group in waiting.values() for state in group), *unknown, *mandates}
    return _gate(gate, "open", f"{_sentence('; '.join(parts))}{doubt}", tuple(sorted(named)))


def _lead(gate: RouteGate, given: GateInputs, body: Body) -> Gate:
    named = given.case.scenario.options.lead
    if named and gate.members_only and named not in body.members:
        return _gate(gate, "failed", f"The scenario names {named}, which is no member of the body and leads nothing there.")
    if named:
        return Gate(id=gate.id, status="met", why=f"The scenario names {named}.", binding=gate.binding, states=(str(named),))
    firm = tuple(
        p.state
        for p in given.positions.positions
        if (p.modality or 0) >= Modality.PLEDGED and p.role == "land" and (not gate.members_only or p.state in body.members)
    )
    who = (
        f"Firmest candidates: {', '.join(firm)}."
        if firm
        else "No state has pledged land forces firmly enough to be taken as lead."
    )
    return _gate(gate, "open", f"The scenario names no lead. {who}", firm)


def _group(gate: RouteGate, given: GateInputs, votes: Sequence[Vote]) -> Gate:
    """Gather the members that are willing and able: those that pledged, and those that could be."""
    least, pledged = gate.members_at_least or 1, max(Modality.PLEDGED, given.case.scenario.options.least_modality)
    owners = {pool.state for pool in given.case.pools}
    firm, likely = [], []
    for vote in votes:
        position = given.positions.of(vote.state)
        supposed = given.supposed.get(vote.state)
        if vote.vote == "no" or supposed not in {None, "yes"} or (owners and vote.state not in owners):
            continue
        if supposed == "yes" or firm_roles(given.case, position, pledged):
            firm.append(vote.state)
        elif vote.vote != "declared_abstention" and (position is None or position.modality != Modality.EXCLUDED):
            likely.append(vote.state)
    if len(firm) >= least:
        return _gate(gate, "met", f"Willing, with units: {', '.join(firm)}.", tuple(firm))
    named = f"Firm so far: {', '.join(firm) or 'nobody'}; {least} are needed."
    if len(firm) + len(likely) < least:
        return _gate(gate, "failed", named, tuple(firm))
    return _gate(gate, "open", named, tuple(likely))


def _deadlock(gate: RouteGate, given: GateInputs) -> Gate:
    """Ask whether the other body failed because a permanent member stands against it."""
    found = given.decided.get(gate.route or "")
    if found is None:
        return _gate(gate, "open", "The case does not decide the route on which it hangs.")
    against = tuple(vote.state for vote in found.votes if vote.state in found.vetoes and vote.vote == "no")
    if against:
        return _gate(gate, "met", f"{found.name}: {', '.join(against)} against.", against)
    if found.outcome == "open":
        unsaid = tuple(vote.state for vote in found.votes if vote.state in found.vetoes and vote.vote == "open")
        return _gate(gate, "open", f"{found.name} is open.", unsaid)
    told = "decides itself" if found.outcome == "passes" else "fails, but for want of votes and not for a veto"
    return _gate(gate, "failed", f"{found.name} {told}.")


def _call(gate: RouteGate, given: GateInputs, votes: Sequence[Vote]) -> Gate:
    """Ask whether the other body calls this one, or a majority of its own members does."""
    found = given.decided.get(gate.route or "")
    voting = sum(vote.vote == "yes" for vote in votes)
    if 2 * voting > len(votes):
        return _gate(gate, "met", f"{voting} of {len(votes)} members are for it, a majority.")
    if found is not None and found.outcome == "passes":
        return _gate(gate, "met", f"{found.name} passes.")
    possible = voting + sum(vote.vote == "open" for vote in votes)
    if found is not None and found.outcome == "blocked" and 2 * possible <= len(votes):
        return _gate(gate, "failed", f"{found.name} fails, and no majority of members can be for it.")
    unsaid = () if found is None else found.open
    return _gate(gate, "open", "Neither the members that call it nor a majority of its own is on record.", unsaid)


def _gate(gate: RouteGate, status: GateStatus, told: str, states: tuple[str, ...] = (), claims: tuple[str, ...] = ()) -> Gate:
    """Say how a gate stands, and why it is there."""
    why = f"{told} {_sentence(gate.why)}"
    return Gate(id=gate.id, status=status, why=why, binding=gate.binding, states=states, claims=claims)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
