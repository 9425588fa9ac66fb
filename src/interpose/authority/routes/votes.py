"""From what states have said to how they vote: the vote table, an assumption with ranges, applied row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from interpose.authority.decision import Chances, Condition, Vote
from interpose.authority.routes.conditions import standing
from interpose.authority.routes.law import Body
from interpose.authority.routes.statements import AuthorityStatement, Statements
from interpose.case.tables.authority import Route, VoteAssumption
from interpose.case.tables.evidence import Modality
from interpose.case.tables.words import BallotChoice, CastVote
from interpose.evidence import modality_word

__all__ = ["cast_votes", "supposed_vote"]

SUBJECTS = {
    "authorise": "on this route",
    "consent": "on consenting to the force",
    "support_force": "on supporting a force of others",
    "contribute_force": "on contributing to the force",
}


def cast_votes(
    route: Route,
    body: Body,
    statements: Statements,
    table: Sequence[VoteAssumption],
    suppose: Mapping[str, BallotChoice],
    judged: Callable[[AuthorityStatement], tuple[Condition, ...]] = lambda _: (),
) -> tuple[Vote, ...]:
    """Say how each member votes.

    Parameters
    ----------
    route : Route
        The route.
    body : Body
        Who votes.
    statements : Statements
        What states have said.
    table : sequence of VoteAssumption
        The vote table.
    suppose : mapping of str to {"yes", "abstain", "declared_abstention", "no"}
        Hypothetical votes by state.
    judged : callable, optional
        Says of the conditions of a statement whether the scenario meets them. Rows of the table that name a state of
        conditions go before those that do not.

    Returns
    -------
    tuple of Vote
        One a member, in the order of the body.
    """
    return tuple(
        supposed_vote(route, state, suppose[state]) if state in suppose else _vote(route, state, statements, table, judged)
        for state in body.members
    )


def supposed_vote(route: Route, state: str, vote: BallotChoice) -> Vote:
    """Make the vote of a hypothetical: certain, and resting on nothing else."""
    if vote == "declared_abstention" and vote not in route.votes:
        vote = "abstain"
    certain = Chances(float(vote == "yes"), float(vote == "declared_abstention"), float(vote == "no"))
    return _resting_on_nothing(state, vote, "supposed", "suppose", (certain, certain, certain))


def _vote(
    route: Route,
    state: str,
    statements: Statements,
    table: Sequence[VoteAssumption],
    judged: Callable[[AuthorityStatement], tuple[Condition, ...]],
) -> Vote:
    by_hand = _best_row(route, state, "any", None, (), table)
    if by_hand is not None:
        return _made(route, state, by_hand, None, f"set by hand: {by_hand.source}")
    for statement in _said(route, state, statements):
        conditions = judged(statement)
        row = _best_row(route, state, statement.predicate, statement, conditions, table)
        if row is not None:
            word = modality_word(statement.modality)
            reason = "; ".join([f"{word} {SUBJECTS[statement.predicate]}", *map(_told, conditions)])
            return _made(route, state, row, statement, reason, conditions)
    row = _best_row(route, state, "none", None, (), table)
    if row is None:
        anything = (Chances(0.0, 0.0, 0.0), Chances(0.0, 0.0, 1.0), Chances(1.0, 0.0, 0.0))
        return _resting_on_nothing(state, "open", "no statement, and no row of votes.csv for it", "", anything)
    return _made(route, state, row, None, "no statement that bears on it")


def _resting_on_nothing(
    state: str, vote: CastVote, reason: str, assumption: str, chances: tuple[Chances, Chances, Chances]
) -> Vote:
    """Make a vote without a statement; its chances are the most likely, the least and the most favourable."""
    return Vote(
        state=state,
        vote=vote,
        modality=None,
        claims=(),
        reason=reason,
        assumption=assumption,
        chances=chances[0],
        least=chances[1],
        most=chances[2],
    )


def _told(condition: Condition) -> str:
    words = {"met": "is met", "unmet": "is not met", "open": "is open", "none": ""}[condition.state]
    return f"the condition “{condition.text}” {words}: {condition.because}"


def _said(route: Route, state: str, statements: Statements) -> list[AuthorityStatement]:
    """List a state's statements, what is nearest to the vote first."""
    sources = [statements.on_route[route.id], *(statements.by_predicate[name] for name in ("consent", "support_force"))]
    found = [source[state] for source in sources if state in source]
    own = statements.by_predicate["contribute_force"].get(state)
    if own is None:
        return found
    # Whoever offers or refuses troops of its own has said more than who supports those of others;
    # refusing them while supporting the force is support.
    supporting = [s for s in found if s.predicate == "support_force"]
    nearer = [s for s in found if s.predicate != "support_force"]
    return [*nearer, *supporting, own] if own.modality == Modality.EXCLUDED else [*nearer, own, *supporting]


def _best_row(
    route: Route,
    state: str,
    predicate: str,
    statement: AuthorityStatement | None,
    conditions: Sequence[Condition],
    table: Sequence[VoteAssumption],
) -> VoteAssumption | None:
    """Pick the row that fits: for the state, then for the route before its rule, its conditions, its role, then the later."""
    best: tuple[tuple[bool, int, bool, bool, int], VoteAssumption] | None = None
    stand = standing(conditions)
    for place, row in enumerate(table):
        if (
            row.predicate != predicate
            or (row.routes and not {route.id, route.rule} & set(row.routes))
            or (row.states and state not in row.states)
            or (row.conditions is not None and row.conditions != stand)
        ):
            continue
        if statement is not None:
            low = 0 if row.modality_low is None else row.modality_low
            high = 7 if row.modality_high is None else row.modality_high
            if not low <= statement.modality <= high or (row.roles and statement.role not in row.roles):
                continue
        nearness = 2 * (route.id in row.routes) + (route.rule in row.routes)
        rank = (bool(row.states), nearness, row.conditions is not None, bool(row.roles), place)
        if best is None or rank > best[0]:
            best = (rank, row)
    return None if best is None else best[1]


def _made(
    route: Route,
    state: str,
    row: VoteAssumption,
    statement: AuthorityStatement | None,
    reason: str,
    conditions: tuple[Condition, ...] = (),
) -> Vote:
    formal = "declared_abstention" in route.votes
    vote: CastVote = row.vote if formal or row.vote != "declared_abstention" else "abstain"
    return Vote(
        state=state,
        vote=vote,
        modality=None if statement is None else statement.modality,
        claims=() if statement is None else statement.claims,
        reason=reason,
        assumption=row.id,
        chances=Chances(row.yes, row.declared * formal, row.no),
        least=Chances(row.yes_low, row.declared_high * formal, row.no_high),
        most=Chances(row.yes_high, row.declared_low * formal, row.no_low),
        conditions=conditions,
    )
