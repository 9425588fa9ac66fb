"""A decision in words that fit a table cell: the same in the command line and in the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interpose.authority.decision import RouteDecision, VoteChange
from interpose.authority.result import Coalition

__all__ = ["blocking_in_words", "changes_in_words", "probability_in_words", "states_in_words", "tipping_in_words"]


def states_in_words(states: Sequence[str], most: int = 6, names: Mapping[str, str] | None = None) -> str:
    """List states, the first few of them.

    Parameters
    ----------
    states : sequence of str
        Codes.
    most : int
        How many are shown.
    names : mapping of str to str, optional
        Names by code; without them the codes are shown.

    Returns
    -------
    str
        Empty where there are none.

    Examples
    --------
    >>> states_in_words(["ALB", "BEL", "BGR"], most=2)
    'ALB, BEL and 1 more'
    """
    shown = _called(states, names)
    if len(shown) <= most:
        return ", ".join(shown)
    return f"{', '.join(shown[:most])} and {len(shown) - most} more"


def changes_in_words(decision: RouteDecision, names: Mapping[str, str] | None = None) -> str:
    """Say which change of votes would make a route pass.

    Parameters
    ----------
    decision : RouteDecision
        The decision.
    names : mapping of str to str, optional
        Names of states by code.

    Returns
    -------
    str
        The smallest change, and how many others are as small.
    """
    if decision.outcome == "passes":
        return "none: it passes"
    if decision.passes_in_silence:
        waiting = any(vote.vote == "open" for vote in decision.votes)
        return "none, if those who are open stay silent" if waiting else "none in the vote; see the gates"
    return _sets_in_words(decision.smallest_changes, decision, names) or "no change of votes is enough"


def blocking_in_words(decision: RouteDecision, names: Mapping[str, str] | None = None) -> str:
    """Say which change of votes would keep a route from passing.

    Parameters
    ----------
    decision : RouteDecision
        The decision.
    names : mapping of str to str, optional
        Names of states by code.

    Returns
    -------
    str
        The smallest change, and how many others are as small; empty where those who are open need only stay silent.
    """
    return _sets_in_words(decision.blocking_changes, decision, names) if decision.passes_in_silence else ""


def _sets_in_words(sets: Sequence[Sequence[VoteChange]], decision: RouteDecision, names: Mapping[str, str] | None) -> str:
    if not sets:
        return ""
    # Whoever blocks is named first: without their change nothing else helps.
    first = sorted(sets[0], key=lambda change: (change.state not in decision.blockers, change.state))
    others = len(sets) - 1
    if not others:
        return _one_set(first, names)
    if len(first) == 1:
        shown = [_one_set(changes, names) for changes in sets[:4]]
        if len({changes[0].vote for changes in sets}) == 1:
            called = _called([changes[0].state for changes in sets[:4]], names)
            shown = [*called[:-1], _one_set(sets[len(called) - 1], names)]
        return f"{', '.join(shown[:-1])} or {shown[-1]}" + (f", or any of {others - 3} others" if others > 3 else "")
    number = f"{others + 1}" if decision.changes_complete else f"more than {others}"
    return f"{_one_set(first, names)}: one of {number} sets of {len(first)}"


def probability_in_words(decision: RouteDecision) -> str:
    """Say how likely the vote passes, gates left aside.

    Parameters
    ----------
    decision : RouteDecision
        The decision.

    Returns
    -------
    str
        Under independent votes, under a common factor, and the range over all stated assumptions.
    """
    chance = decision.probability
    if chance is None:
        return "not computed"
    return f"{chance.independent:.2f} / {chance.common_factor:.2f} ({chance.low:.2f} to {chance.high:.2f})"


def tipping_in_words(coalition: Coalition, names: Mapping[str, str] | None = None) -> str:
    """Say whether the coalition has a coordination problem, and which pledge would solve it.

    Parameters
    ----------
    coalition : Coalition
        The coalition.
    names : mapping of str to str, optional
        Names of states by code.

    Returns
    -------
    str
        One sentence.
    """
    if not coalition.coordination:
        return "No state waits for another: there is no coordination problem among the pledges as they are read."
    if coalition.tipping:
        tipping = " or ".join(_called(coalition.tipping, names))
        return f"One pledge without conditions tips the least into the greatest: {tipping}."
    steps = "; ".join(
        f"{_called([state], names)[0]} brings {', '.join(_called(gained, names))}"
        for state, gained in coalition.largest_steps[:3]
    )
    return f"No single pledge tips the least into the greatest; the largest steps: {steps}."


def _called(states: Sequence[str], names: Mapping[str, str] | None) -> list[str]:
    return [(names or {}).get(state, state) for state in states]


def _one_set(changes: Sequence[VoteChange], names: Mapping[str, str] | None) -> str:
    if len(changes) <= 3:
        called = _called([change.state for change in changes], names)
        return " and ".join(f"{name} {_verb(change.vote)}" for name, change in zip(called, changes, strict=True))
    votes = {change.vote for change in changes}
    verb = _verb(votes.pop(), many=True) if len(votes) == 1 else "change their votes"
    return f"{states_in_words([change.state for change in changes], 5, names)} {verb}"


def _verb(vote: str, *, many: bool = False) -> str:
    one, more = {
        "yes": ("votes for", "vote for"),
        "abstain": ("abstains or stays silent", "abstain or stay silent"),
        "declared_abstention": ("abstains by declaration", "abstain by declaration"),
        "no": ("votes against", "vote against"),
    }[vote]
    return more if many else one
