"""A decision in words that fit a table cell: the same in the command line and in the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interpose.authority.decision import RouteDecision, VoteChange
from interpose.authority.result import Coalition
from interpose.brief.text.likelihood import spans_half
from interpose.brief.text.names import by_name
from interpose.brief.text.names import names as listed
from interpose.case.tables.evidence import Modality
from interpose.case.tables.words import GateName

__all__ = [
    "blocking_in_words",
    "blocking_today",
    "changes_in_words",
    "firmness_in_words",
    "is_not_known",
    "probability_in_words",
    "standing_in_words",
    "states_in_words",
    "tipping_in_words",
    "why_in_words",
]

_FEW = 2
"""Capitals that are named one by one; where more stand alike, none stands out."""
_MANY = 12
"""States that are open beyond this number are counted, not named."""


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
        return "nothing: it passes"
    if decision.passes_in_silence:
        waiting = any(vote.vote == "open" for vote in decision.votes)
        return "no vote need change" + (", if those who are open stay silent" if waiting else "; see what is lacking")
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
    if not decision.passes_in_silence:
        return ""
    told = _sets_in_words(decision.blocking_changes, decision, names)
    changed = {change.state for changes in decision.blocking_changes for change in changes}
    # Only a veto blocks; elsewhere a vote turns the count of those who have spoken so far, and more votes turn it back.
    return told if not told or changed & set(decision.vetoes) else f"the count so far turns if {told}; nobody has a veto"


def blocking_today(decision: RouteDecision, names: Mapping[str, str] | None = None) -> str:
    """Say who blocks a route today; who only may is open, and a count that lacks votes is blocked by nobody.

    Parameters
    ----------
    decision : RouteDecision
        The decision.
    names : mapping of str to str, optional
        Names of states by code.

    Returns
    -------
    str
        States with a veto that use it, and hosts or parties that refuse; or nobody, with what is lacking.
    """
    if decision.blockers:
        return states_in_words(decision.blockers, names=names)
    if decision.outcome == "blocked":
        lacking = states_in_words(decision.withheld, 4, names)
        return "nobody; votes are lacking" + (f" of {lacking}" if lacking else "")
    if decision.outcome == "passes" or not decision.open:
        return "nobody"
    whose = _standing_out(decision)
    if whose and len(decision.open) > _FEW:
        return f"nobody; likeliest {' or '.join(_called(whose, names))}, of {len(decision.open)} that are open"
    return f"nobody; open on {_open_in_words(decision, names)}"


def is_not_known(decision: RouteDecision) -> bool:
    """Say whether the range of a probability is too wide to be told as a likelihood.

    Parameters
    ----------
    decision : RouteDecision
        The decision.

    Returns
    -------
    bool
        True where it is half the scale wide or wider, or where there is none.
    """
    return decision.probability is None or spans_half(decision.probability.low, decision.probability.high)


def why_in_words(decision: RouteDecision, names: Mapping[str, str]) -> str:
    """Say in one sentence for readers why a decision is what it is.

    Parameters
    ----------
    decision : RouteDecision
        The decision.
    names : mapping of str to str
        Names of states by code.

    Returns
    -------
    str
        Who is for it, who stands against it, or on whom it hangs and what is lacking beside the votes.
    """
    if not decision.votes:
        return "Nobody has said anything on which it could be decided."
    if decision.outcome == "passes":
        voting = by_name(_called([vote.state for vote in decision.votes if vote.vote == "yes"], names))
        return f"Every condition that binds is met, with {listed(voting, 4) if voting else 'nobody'} for it."
    if decision.outcome == "blocked":
        if not decision.blockers:
            return "Too few states join." if decision.rule == "opt_in" else "Too few votes are for it."
        against = any(vote.vote == "no" for vote in decision.votes if vote.state in decision.blockers)
        verb = ("stands", "stand") if against else ("is not", "are not")
        told = listed(_called(decision.blockers, names), 4)
        return f"{told[:1].upper()}{told[1:]} {verb[len(decision.blockers) > 1]} {'against' if against else 'for'} it."
    host = next((gate for gate in decision.gates if gate.id == "host_consent" and gate.status == "open" and gate.states), None)
    lacking = [told for told in _lacking_gates(decision) if host is None or told != _GATES["host_consent"]]
    parts = [f"how {_open_in_words(decision, names)} will decide is not known"] if decision.open else []
    if host is not None and host.binding:
        who = listed(_called(host.states, names))
        falls_short, nothing = f"what {who} said falls short of consent", f"no statement of {who} on consent is on record"
        parts.append(falls_short if host.claims else nothing)
    parts += [f"what is lacking is {listed(lacking)}"] if lacking else []
    told = "; ".join(parts) or "it is not settled"
    return f"{told[:1].upper()}{told[1:]}."


def _open_in_words(decision: RouteDecision, names: Mapping[str, str] | None) -> str:
    """Name those who are open; where they are many, say how many."""
    many = len(decision.open)
    return f"{many} states" if many > _MANY else states_in_words(decision.open, 4, names)


def standing_in_words(decisions: Sequence[RouteDecision], names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Tell in three lines which routes can stand, which hang on silence, and which are closed and by whom.

    Parameters
    ----------
    decisions : sequence of RouteDecision
        The routes.
    names : mapping of str to str, optional
        Names of states by code.

    Returns
    -------
    tuple of str
        A line for each of the three that has a route; routes that lack votes, or a condition beside them, come as a fourth.
        Reforms are no law and stand in none.
    """
    stand, silence, rest, closed = list[str](), list[str](), list[str](), list[str]()
    for decision in decisions:
        if decision.status == "reform":
            continue
        name = decision.name.partition(" (")[0]
        if decision.outcome == "passes":
            stand.append(name)
        elif decision.outcome == "blocked":
            closed.append(f"{name} ({states_in_words(decision.blockers, 3, names) or 'too few votes'})")
        elif whose := _on_whose_silence(decision, names):
            silence.append(f"{name} ({whose})")
        else:
            rest.append(f"{name} ({_what_is_missing(decision)})")
    lines = (
        ("Can stand", stand),
        ("Open on one capital's silence", silence),
        ("Closed, by whom", closed),
        ("Open on votes, or on a condition beside the vote", rest),
    )
    return tuple(f"{word}: {'; '.join(told)}." for word, told in lines if told)


def _on_whose_silence(decision: RouteDecision, names: Mapping[str, str] | None) -> str:
    """Name the capital with a veto that is open and likeliest to use it; all of them where none stands out."""
    unsaid = [vote.state for vote in decision.votes if vote.vote == "open" and vote.state in decision.vetoes]
    if not unsaid:
        return ""
    whose = _standing_out(decision)
    if not whose:
        return f"any of {len(unsaid)} capitals" if decision.passes_in_silence else ""
    told = " or ".join(_called(whose, names))
    return told if decision.passes_in_silence else f"{told}, and votes for it"


def _standing_out(decision: RouteDecision) -> list[str]:
    """Name the open capitals with a veto that are likeliest to use it; none where more than two stand alike."""
    unsaid = [vote for vote in decision.votes if vote.vote == "open" and vote.state in decision.vetoes]
    likeliest = max((vote.chances.no for vote in unsaid), default=0.0)
    whose = [vote.state for vote in unsaid if vote.chances.no == likeliest]
    return whose if len(whose) <= _FEW else []


def _what_is_missing(decision: RouteDecision) -> str:
    """Say what an open route lacks: votes, or the conditions beside the vote that bind."""
    lacking = [] if decision.passes_in_silence else ["votes"]
    return ", ".join([*lacking, *_lacking_gates(decision)]) or "votes of those who are open"


def _lacking_gates(decision: RouteDecision) -> list[str]:
    return [_GATES[gate.id] for gate in decision.gates if gate.binding and gate.status != "met"]


_GATES: Mapping[GateName, str] = {
    "host_consent": "the consent of the host",
    "parties_consent": "the consent of the parties",
    "host_law": "a decision of the host's parliament",
    "parliaments": "votes of parliaments",
    "lead": "a state that leads",
    "group": "a group of members that is ready",
    "deadlock": "a deadlock of the Council",
    "call": "a call to meet",
}
"""What is lacking where a condition beside the vote is not met."""


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
        if len({changes[0].vote for changes in sets[:4]}) == 1:
            called = _called([changes[0].state for changes in sets[:4]], names)
            shown = [*called[:-1], _one_set(sets[len(called) - 1], names)]
        return f"{', '.join(shown[:-1])} or {shown[-1]}" + (f", or any of {others - 3} others" if others > 3 else "")
    number = f"{others}" if decision.changes_complete else f"at least {others}"
    return f"{_one_set(first, names)}, or one of {number} other sets of {len(first)}"


def probability_in_words(decision: RouteDecision) -> str:
    """Say how likely the vote passes, gates left aside.

    Parameters
    ----------
    decision : RouteDecision
        The decision.

    Returns
    -------
    str
        Under independent votes, under a common factor, and the range over all stated assumptions; "not known" where that range
        is wider than half the scale, with how many members have said nothing. Of an opt-in it is not told: what counts is
        whether those who join carry the force.
    """
    chance = decision.probability
    if chance is None:
        return "not computed"
    if decision.rule == "opt_in":
        return "not told: that so many join says nothing of the force"
    if is_not_known(decision):
        said_nothing = f"; {decision.silent} of {len(decision.votes)} silent" if decision.silent else ""
        return f"not known ({chance.low:.2f} to {chance.high:.2f}{said_nothing})"
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


def firmness_in_words(coalition: Coalition) -> str:
    """Say how firm the members of the greatest coalition are, step by step: who is only open has offered nothing yet.

    Parameters
    ----------
    coalition : Coalition
        The coalition.

    Returns
    -------
    str
        One sentence, or nothing where there are no members.
    """
    steps = [
        None if member.modality is None else min(member.modality, Modality.PLEDGED)
        for member in coalition.members
        if member.in_greatest
    ]
    parts = [f"{steps.count(step)} {word}" for step, word in _FIRMNESS.items() if step in steps]
    return f"By firmness, in whatever role: {', '.join(parts)}." if parts else ""


_FIRMNESS = {
    Modality.PLEDGED: "pledged or decided",
    Modality.READY_IF: "ready on conditions",
    Modality.OPEN: "only open",
    Modality.UNDECIDED: "undecided",
    None: "counted by choice of the case",
}


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
