"""Under whose flag: every route decided by law from what states have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np

from interpose.authority.consequences import payers_of, unlocked_by, waiting_for_a_mandate
from interpose.authority.decision import (
    ClauseOutcome,
    ClauseStatus,
    CommandFrame,
    Condition,
    Gate,
    Outcome,
    RouteDecision,
    RouteProbability,
    Vote,
    VoteChange,
)
from interpose.authority.result import Authority, Coalition
from interpose.authority.routes.coalition import form_coalition
from interpose.authority.routes.conditions import ConditionReader, ScenarioAnswer, condition_reader, judge, scenario_answers
from interpose.authority.routes.gates import GateInputs, host_of, judge_gates
from interpose.authority.routes.law import ABSTAIN, CODES, DECLARED, NO, YES, Body, body_on, clause_holds, passes
from interpose.authority.routes.pivotal_votes import pivotal_members, smallest_changes
from interpose.authority.routes.probability import route_probability
from interpose.authority.routes.statements import AuthorityStatement, Statements, read_statements
from interpose.authority.routes.suppositions import faults_of_supposed
from interpose.authority.routes.votes import cast_votes
from interpose.case import Case, loaded
from interpose.case.tables.authority import Route
from interpose.case.tables.evidence import Modality
from interpose.case.tables.words import BallotChoice
from interpose.errors import InputError
from interpose.evidence import Position, Positions

__all__ = ["authorise", "coalition_of"]


def authorise(
    case: Case,
    positions: Positions,
    *,
    suppose: Mapping[str, str] | None = None,
    providers: frozenset[str] | None = None,
    likely: bool = True,
) -> Authority:
    """Decide every route: who blocks, who is open, how likely it is, and what would change it.

    Parameters
    ----------
    case : Case
        The case with routes, memberships, ledger and pools.
    positions : Positions
        What each state would contribute, as of a day; members are those of that day.
    suppose : mapping of str to str, optional
        Hypothetical votes by state: yes, abstain, declared_abstention or no. They hold on every route
        on which the state has a vote.
    providers : frozenset of str, optional
        External providers of enablers that support the force, on whose backing states may have made their word hang; those of
        the case unless given.
    likely : bool
        Whether it is worked out how likely each vote is to pass, which takes longer than everything else.

    Returns
    -------
    Authority
        One decision a route, sorted by name, and the coalition that results.

    Raises
    ------
    InputError, UsageError
        Where `suppose` names unknown states or votes, with all of them; where the case was not loaded.

    Notes
    -----
    The law of each route is in `routes/*.yaml` with its article; the mathematics is in
    `docs/method/authority.md`.
    """
    if faults := faults_of_supposed(loaded(case), suppose or {}, day=positions.as_of):
        raise InputError(faults)
    supposed = {state: cast("BallotChoice", vote) for state, vote in (suppose or {}).items()}
    asked = _Question(
        case, positions, supposed, case.providers if providers is None else providers, read_statements(case, positions)
    )
    table = tuple(case.votes.values())
    decisions: dict[str, RouteDecision] = {}
    known: dict[object, RouteProbability | None] = {}
    # A mandate first: the coalition may hang on it, and other votes on the coalition. What hangs on another route comes last.
    in_order = sorted(
        case.routes,
        key=lambda key: (any(gate.route for gate in case.routes[key].gates), case.routes[key].answers != "un_mandate", key),
    )
    answers, coalition = asked.answers(un_mandate=True), None

    def judged(statement: AuthorityStatement) -> tuple[Condition, ...]:
        sending = case.routes[key].rule == "opt_in" and statement.own_troops
        own = asked.reader.own_law(statement.state, doubtful=True) if sending else ()
        conditions = (*asked.read(statement.conditions, statement.state), *own)
        here = {f"not:{key}": ScenarioAnswer(False, "this is the route that it rules out")}
        return judge(conditions, statement.state, {**answers, **here}, coalition)

    said, host = asked.statements, asked.host
    given = GateInputs(case=case, statements=said, positions=positions, host=host, judged=lambda _: (), supposed=supposed)
    for key in in_order:
        route = case.routes[key]
        body = _body(route, case, positions, asked.statements, supposed, asked.host)
        if route.answers != "un_mandate" and coalition is None:
            answers, coalition = asked.coalition(decisions)
        votes = cast_votes(route, body, asked.statements, table, supposed, judged)
        if route.answers == "members" and coalition is not None:
            votes = tuple(_as_joined(vote, coalition) for vote in votes)
        gates = judge_gates(route, body, votes, replace(given, judged=judged, decided=dict(decisions)))
        # Routes may share their law and their votes, as one that is left to a group of members does: both are as likely.
        law = repr([clause.model_dump(exclude={"id", "says", "article"}) for clause in route.clauses])
        alike = (law, route.correlation, body, tuple((vote.chances, vote.least, vote.most) for vote in votes))
        if alike not in known:
            known[alike] = route_probability(route, body, votes) if likely else None
        decisions[key] = _decision(case, route, body, votes, gates, asked.statements.reported[key], known[alike])
    if coalition is None:
        _, coalition = asked.coalition(decisions)
    changes = tuple(VoteChange(state, vote) for state, vote in sorted(supposed.items()))
    waiting = waiting_for_a_mandate(case, positions, asked.asks)
    routes = (
        replace(decisions[key], unlocks=unlocked_by(case.routes[key], waiting), pays=payers_of(case, key))
        for key in sorted(decisions)
    )
    return Authority(tuple(routes), coalition, changes)


def coalition_of(case: Case, positions: Positions, *, providers: frozenset[str] | None = None) -> Coalition:
    """Form the coalition of the willing alone.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What each state would contribute, as of a day.
    providers : frozenset of str, optional
        External providers of enablers that support the force; those of the case unless given.

    Returns
    -------
    Coalition
        The same as in `authorise`. Routes to a mandate are decided only where a state waits for one.
    """
    # What was said on each route is read where a mandate is waited for, and not each time a plan asks who would come.
    statements = read_statements(replace(case, routes={}), positions)
    asked = _Question(case, positions, {}, case.providers if providers is None else providers, statements)
    waits = any(
        "un_mandate" in condition.met_by
        for position in positions.positions
        for condition in (*asked.reader.read(position.conditions, position.state), *asked.reader.own_law(position.state))
    )
    decisions: dict[str, RouteDecision] = {}
    if waits:
        routes = {key: route for key, route in case.routes.items() if route.answers == "un_mandate" or route.conditions}
        found = authorise(replace(case, routes=routes), positions, providers=asked.providers, likely=False)
        decisions = {decision.id: decision for decision in found.routes}
    return asked.coalition(decisions)[1]


class _Question:
    """What every route of a case is decided from: statements, the host, and how conditions are read and answered."""

    def __init__(
        self, case: Case, positions: Positions, supposed: Mapping[str, str], providers: frozenset[str], statements: Statements
    ) -> None:
        self.case, self.positions, self.supposed, self.providers = case, positions, supposed, providers
        self.statements = statements
        self.host = host_of(case)
        self.reader: ConditionReader = condition_reader(case, self.host, providers, positions.as_of)
        self.read = cache(self.reader.read)  # the same words bear on several routes

    def answers(self, *, un_mandate: bool) -> dict[str, ScenarioAnswer]:
        """Say what the scenario answers to conditions."""
        supposed = None if self.host is None else self.supposed.get(self.host)
        return scenario_answers(
            self.case,
            self.reader,
            self.statements,
            self.host,
            providers=self.providers,
            un_mandate=un_mandate,
            host_agrees=None if supposed is None else supposed == "yes",
        )

    def asks(self, position: Position) -> bool:
        """Say whether the words of a position wait for a mandate of the United Nations."""
        return any("un_mandate" in each.met_by for each in self.reader.read(position.conditions, position.state))

    def coalition(self, decisions: Mapping[str, RouteDecision]) -> tuple[dict[str, ScenarioAnswer], Coalition]:
        """Form the coalition once it is known whether there is a mandate, and say what is answered then."""
        given = (key for key, decision in decisions.items() if decision.outcome == "passes" and key in self.case.routes)
        answers = self.answers(un_mandate=any(self.case.routes[key].answers == "un_mandate" for key in given))
        coalition = form_coalition(
            self.case,
            self.positions,
            reader=self.reader,
            answers=answers,
            host=self.host,
            refused=frozenset(state for state, vote in self.supposed.items() if vote != "yes"),
            joined=frozenset(state for state, vote in self.supposed.items() if vote == "yes" and state != self.host),
        )
        return answers, coalition


def _body(
    route: Route,
    case: Case,
    positions: Positions,
    statements: Statements,
    supposed: Mapping[str, str],
    host: str | None,
) -> Body:
    """Return who decides; for an opt-in, every state that has said whether it would contribute."""
    if route.body is not None:
        return body_on(case.memberships, route.body, positions.as_of).voting()
    by_hand = {code for code, state in case.states.items() if state.participates != "by_position"}
    states = tuple(sorted({*statements.by_predicate["contribute_force"], *supposed, *by_hand} - {host or ""}))
    return Body(states, (False,) * len(states), ())


def _as_joined(vote: Vote, coalition: Coalition) -> Vote:
    """Read the vote of a coalition member off the fixed points: in the least it joins, in the greatest only it may."""
    if vote.assumption == "suppose":
        return vote
    if vote.state in coalition.least:
        return replace(vote, vote="yes", reason=f"joins whatever the others do, or with those who do; {vote.reason}")
    if vote.state in coalition.greatest:
        return replace(vote, vote="open", reason=f"joins if the others do; {vote.reason}")
    if vote.vote == "no":
        return vote
    reason = f"not in the coalition: its conditions are not met, or it is not firm enough; {vote.reason}"
    return replace(vote, vote="abstain", reason=reason)


def _decision(
    case: Case,
    route: Route,
    body: Body,
    votes: tuple[Vote, ...],
    gates: tuple[Gate, ...],
    reported: tuple[str, ...],
    probability: RouteProbability | None,
) -> RouteDecision:
    known = np.array([ABSTAIN if vote.vote == "open" else CODES[vote.vote] for vote in votes], dtype=np.int8)
    unsaid = np.array([vote.vote == "open" for vote in votes], dtype=bool)
    completions = np.stack([np.where(unsaid, code, known).astype(np.int8) for code in (NO, DECLARED, ABSTAIN, YES)])
    clauses = tuple(
        ClauseOutcome(clause.id, clause.says, clause.article, _status(clause_holds(clause, body, completions).tolist()))
        for clause in route.clauses
    )
    outcome = _outcome(route, body, clauses, gates)
    failed_gates = [gate for gate in gates if gate.binding and gate.status == "failed"]
    blockers = _blockers(route, body, votes, clauses, failed_gates) if outcome == "blocked" else ()
    open_gates = [state for gate in gates if gate.binding and gate.status == "open" for state in gate.states]
    open_states = tuple(sorted({*(vote.state for vote in votes if vote.vote == "open"), *open_gates}))
    changes, complete = smallest_changes(route, body, known, to_pass=True)
    blocking, blocking_complete = smallest_changes(route, body, known, to_pass=False)
    deciding = set(pivotal_members(route, body, known))
    return RouteDecision(
        id=route.id,
        name=route.name,
        rule=route.rule,
        status=route.status,
        effect=route.effect,
        article=route.article,
        outcome=outcome,
        why=_missing_members(route, body) + _why(case, outcome, clauses, gates, votes, blockers, open_states, reported),
        blockers=blockers,
        withheld=_withheld(route, votes, clauses),
        open=() if outcome == "passes" else open_states,
        pivotal=tuple(vote.state for vote in votes if vote.state in deciding and vote.vote != "yes"),
        votes=votes,
        clauses=clauses,
        gates=gates,
        smallest_changes=changes,
        blocking_changes=blocking,
        passes_in_silence=bool(body.members) and bool(passes(route, body, known)),
        changes_complete=complete and blocking_complete,
        probability=probability,
        reported=reported,
        vetoes=_vetoes(route, body),
        decides=route.decides,
        outsiders=route.outsiders,
        abstainers=route.abstainers,
        frames=tuple(CommandFrame(frame.name, frame.gives, frame.says) for frame in route.frames),
    )


def _vetoes(route: Route, body: Body) -> tuple[str, ...]:
    """Name the members whose vote against is enough to block, by law."""
    whose = {clause.none_against for clause in route.clauses}
    return tuple(
        state
        for state, permanent in zip(body.members, body.permanent, strict=True)
        if "members" in whose or (permanent and "permanent_members" in whose)
    )


def _outcome(route: Route, body: Body, clauses: Sequence[ClauseOutcome], gates: Sequence[Gate]) -> Outcome:
    """Put the clauses and the binding gates together."""
    vetoed = any(law.none_against and clause.status == "fails" for law, clause in zip(route.clauses, clauses, strict=True))
    if _missing_members(route, body) and not vetoed:
        return "open"
    binding = {gate.status for gate in gates if gate.binding}
    statuses = {clause.status for clause in clauses}
    if "fails" in statuses or "failed" in binding or not body.members:
        return "blocked"
    return "open" if "open" in statuses or "open" in binding else "passes"


def _missing_members(route: Route, body: Body) -> str:
    """Say that members of the body are not on record; empty where all are."""
    if route.size is None or len(body.members) == route.size:
        return ""
    return f"memberships.csv names {len(body.members)} of the {route.size} members on that day. "


def _status(held: Sequence[bool]) -> ClauseStatus:
    return "holds" if all(held) else "open" if any(held) else "fails"


def _blockers(
    route: Route, body: Body, votes: Sequence[Vote], clauses: Sequence[ClauseOutcome], failed: Sequence[Gate]
) -> tuple[str, ...]:
    """Name those whose veto makes a clause fail, and hosts or parties that refuse: nobody else blocks."""
    blockers = {state for gate in failed for state in gate.states}
    vetoed = any(
        law.none_against is not None and clause.status == "fails" for law, clause in zip(route.clauses, clauses, strict=True)
    )
    if vetoed:
        vetoes = _vetoes(route, body)
        blockers |= {vote.state for vote in votes if vote.vote == "no" and vote.state in vetoes}
    return tuple(sorted(blockers))


def _withheld(route: Route, votes: Sequence[Vote], clauses: Sequence[ClauseOutcome]) -> tuple[str, ...]:
    """Name those by whose votes a count fails, none of whom blocks alone: who declares too often, or is not for."""
    found = set[str]()
    for law, clause in zip(route.clauses, clauses, strict=True):
        if clause.status != "fails":
            continue
        if law.declared_abstention_below is not None:
            found |= {vote.state for vote in votes if vote.vote == "declared_abstention"}
        elif law.none_against is None:
            found |= {vote.state for vote in votes if vote.vote not in {"yes", "open"}}
    return tuple(sorted(found))


def _why(
    case: Case,
    outcome: Outcome,
    clauses: Sequence[ClauseOutcome],
    gates: Sequence[Gate],
    votes: Sequence[Vote],
    blockers: Sequence[str],
    open_states: Sequence[str],
    reported: Sequence[str],
) -> str:
    """Say in one sentence why the outcome is what it is."""
    binding = [gate.id.replace("_", " ") for gate in gates if gate.binding and gate.status != "met"]
    if not votes:
        return "Nobody has said anything on which it could be decided."
    if outcome == "passes":
        voting = _listed(case, [vote.state for vote in votes if vote.vote == "yes"])
        return f"Every condition of the law holds and every binding gate is met, with {voting or 'nobody'} for."
    if outcome == "blocked":
        claims = sorted({claim for vote in votes if vote.state in blockers for claim in vote.claims})
        resting = f" ({', '.join(claims[:4])})" if claims else ""
        if not blockers:
            broken = next((clause for clause in clauses if clause.status == "fails"), None)
            many = broken and "declared" in broken.id and any(vote.vote == "declared_abstention" for vote in votes)
            rule = broken.says.partition(". ")[0].rstrip(".") if broken else f"the gate “{binding[0]}” is to be met"
            return f"{'Too many abstain by declaration' if many else 'Too few votes'}. The rule: {rule}."
        refusing = any(vote.vote == "no" for vote in votes if vote.state in blockers)
        one, several = ("stands against it", "stand against it") if refusing else ("does not vote for it", "do not vote for it")
        told = one if len(blockers) == 1 else several
        return f"{_listed(case, blockers)} {told}{resting}, and that is enough to block it."
    unsure = [clause.id.replace("_", " ") for clause in clauses if clause.status == "open"]
    parts = [f"the condition “{name}” hangs on them" for name in unsure[:1]]
    parts += [f"the gate “{name}” is open" for name in binding]
    doubts = [name for name in reported if case.claims[name].modality == Modality.EXCLUDED]
    if doubts:
        parts.append(f"reporting rules it out ({', '.join(doubts)}), but no member on record does")
    return f"Not known how {_listed(case, open_states)} will decide; {'; '.join(parts)}."


def _listed(case: Case, states: Sequence[str], most: int = 4) -> str:
    names = [case.states[state].name if state in case.states else state for state in states]
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
