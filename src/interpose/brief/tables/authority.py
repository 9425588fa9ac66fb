"""Tables of decision routes, of votes, of the coalition, and of voting power."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interpose.authority.decision import RouteDecision
from interpose.authority.result import Authority, Coalition
from interpose.brief.table import CLAIMS, STATE, Table, from_headings, number, text
from interpose.brief.text.authority import (
    blocking_in_words,
    blocking_today,
    changes_in_words,
    firmness_in_words,
    probability_in_words,
    standing_in_words,
    states_in_words,
    tipping_in_words,
)
from interpose.brief.text.format_number import mode_and_range

if TYPE_CHECKING:
    from interpose.authority.power.result import PowerResult

__all__ = ["authority_tables", "power_tables", "routes_table", "votes_table"]

_INDICES = (
    ("banzhaf", "Banzhaf"),
    ("banzhaf_absolute", "absolute"),
    ("shapley_shubik", "Shapley–Shubik"),
    ("deegan_packel", "Deegan–Packel"),
    ("johnston", "Johnston"),
    ("holler", "Holler"),
    ("coleman_prevent", "prevent"),
    ("coleman_initiate", "initiate"),
)


def authority_tables(case: str, result: Authority, routes: Sequence[str] = ()) -> Iterator[Table]:
    """Put what decides into tables for a terminal.

    Parameters
    ----------
    case : str
        Name of the case.
    result : Authority
        The result.
    routes : sequence of str
        The routes that are asked for, each then with every vote and its law; all of them, in short, where none is.

    Yields
    ------
    Table
        Routes, reasons, votes and law of the routes that are asked for, the coalition.
    """
    decisions = [decision for decision in result.routes if not routes or decision.id in routes]
    yield from _route_tables(case, decisions, result)
    for decision in decisions if routes else ():
        yield from _vote_tables(decision)
    yield _coalition_table(result.coalition)


def routes_table(result: Authority) -> Table:
    """Give the routes for files: one row a route, with its probability."""
    columns = (
        text("route", "Route", "Name of the route."),
        text("name", "Name", "Name for readers."),
        text("outcome", "Outcome", "passes, blocked or open."),
        text("why", "Why", "The reason in a sentence."),
        text("blockers", "Blocked by", "States that block, divided by semicolons."),
        text("decides", "Who decides", "Who decides and how."),
        text("withheld", "Votes withheld", "Members by whose votes a count fails together, divided by semicolons."),
        text("unlocks", "Unlocks", "Contributors that ask for the mandate that it gives, divided by semicolons."),
        text("pays", "Who pays", "Who pays for a force that goes by the route."),
        text("open", "Open on", "States whose vote cannot be said and on which the outcome hangs."),
        number("probability_low", "Probability, low", "Least probability that the vote passes."),
        number("probability", "Probability", "Probability that the vote passes under a common factor."),
        number("probability_high", "Probability, high", "Greatest probability that the vote passes."),
        text("article", "Law", "Where the rule stands."),
    )
    rows = []
    for route in result.routes:
        chance = route.probability
        numbers = (chance.low, chance.common_factor, chance.high) if chance else (None, None, None)
        words = (route.id, route.name, route.outcome, route.why, "; ".join(route.blockers))
        follows = (route.decides, "; ".join(route.withheld), "; ".join(route.unlocks), route.pays, "; ".join(route.open))
        rows.append((*words, *follows, *numbers, route.article))
    return Table(
        name="routes",
        title="Decision routes",
        description="Under whose flag: what each route decides.",
        columns=columns,
        rows=tuple(rows),
    )


def votes_table(result: Authority) -> Table:
    """Give every vote on every route for files."""
    columns = (
        text("route", "Route", "Name of the route."),
        STATE,
        text("vote", "Vote", "yes, abstain, declared_abstention, no, or open where it cannot be said."),
        text("reason", "Reason", "Why it is read so."),
        CLAIMS,
    )
    rows = tuple(
        (route.id, vote.state, vote.vote, vote.reason, "; ".join(vote.claims))
        for route in result.routes
        for vote in route.votes
    )
    return Table(
        name="votes", title="Votes on each route", description="How each member is taken to vote.", columns=columns, rows=rows
    )


def power_tables(result: PowerResult) -> Iterator[Table]:
    """Put power indices into a table, one row a member; an index that was not computed has no column."""
    shown = [(key, heading) for key, heading in _INDICES if any(getattr(member, key) is not None for member in result.members)]
    rows = [(member.name, *(_digits(getattr(member, key)) for key, _ in shown)) for member in result.members]
    counts = [
        f"{result.winning_coalitions:,} winning coalitions" if result.winning_coalitions is not None else "",
        f"{result.minimal_winning_coalitions:,} minimal" if result.minimal_winning_coalitions is not None else "",
        f"collectivity to act {float(result.collectivity_to_act):.6g}",
    ]
    accuracy = result.accuracy
    how_sure = (
        "exact"
        if accuracy.exact
        else f"error at most {accuracy.banzhaf_error:.1e} (absolute Banzhaf), {accuracy.shapley_error:.1e} (Shapley–Shubik)"
    )
    yield from_headings(
        f"Power under the rule {result.rule}",
        ["member", *(heading for _, heading in shown)],
        rows,
        numbers=[heading for _, heading in shown],
        note=f"{', '.join(filter(None, counts))}; {how_sure}: {accuracy.method}.",
    )


def _route_tables(case: str, decisions: Sequence[RouteDecision], result: Authority) -> Iterator[Table]:

    supposed = f", supposing {', '.join(map(str, result.supposed))}" if result.supposed else ""
    rows = [
        [
            decision.name,
            decision.outcome,
            decision.decides,
            blocking_today(decision),
            changes_in_words(decision),
            states_in_words(decision.unlocks) or None,
            decision.pays or None,
        ]
        for decision in decisions
    ]
    yield from_headings(
        f"Under whose flag: {case}{supposed}",
        ["route", "outcome", "who decides", "who blocks today", "what would lift it", "unlocks", "who pays"],
        rows,
        note=" ".join(
            (
                *standing_in_words(decisions),
                "Unlocks: contributors whose own law, or whose own words, ask for the mandate that it gives.",
            )
        ),
    )
    yield from_headings(
        "Why, and what stands beside the vote",
        ["route", "why", "gates", "ground", "probability (range)"],
        [
            [
                decision.id,
                decision.why,
                "; ".join(f"{gate.id}: {gate.status}" for gate in decision.gates),
                decision.article,
                probability_in_words(decision),
            ]
            for decision in decisions
        ],
        note="Probability of the vote alone, gates left aside: independent / under a common factor (range).",
    )


def _vote_tables(decision: RouteDecision) -> Iterator[Table]:

    yield from_headings(
        f"{decision.name}: votes as they are taken",
        ["state", "vote", "because", "claims", "row of votes.csv", "decides alone"],
        [
            [vote.state, vote.vote, vote.reason, "; ".join(vote.claims), vote.assumption, vote.state in decision.pivotal]
            for vote in decision.votes
        ],
        note=f"Smallest change that blocks: {blocks}." if (blocks := blocking_in_words(decision)) else "",
    )
    yield from_headings(
        f"{decision.name}: the law",
        ["condition", "says", "article", "status"],
        [[clause.id, clause.says, clause.article, clause.status] for clause in decision.clauses],
        note=" ".join(
            (
                *(f"{gate.id}: {gate.why}" for gate in decision.gates),
                *([f"From outside: {decision.outsiders}."] if decision.outsiders else []),
                *([f"Who abstains: {decision.abstainers}."] if decision.abstainers else []),
                *(f"{frame.name}: {frame.says}." for frame in decision.frames),
            )
        ),
    )


def _coalition_table(coalition: Coalition) -> Table:

    return from_headings(
        "Coalition of the willing: who joins",
        ["coalition", "states", "members", "personnel in pools (range)"],
        [
            [
                "least: each waits",
                states_in_words(coalition.least, 40) or "nobody",
                len(coalition.least),
                mode_and_range(coalition.personnel_least),
            ],
            [
                "greatest: each trusts",
                states_in_words(coalition.greatest, 40) or "nobody",
                len(coalition.greatest),
                mode_and_range(coalition.personnel_greatest),
            ],
        ],
        numbers=["members"],
        note=" ".join(filter(None, (firmness_in_words(coalition), tipping_in_words(coalition)))),
    )


def _digits(value: object) -> str | None:
    if value is None:
        return None
    number = float(value)  # type: ignore[arg-type]
    return f"{number:.6f}" if number == 0.0 or number >= 0.001 else f"{number:.3e}"
