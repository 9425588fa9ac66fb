"""Under whose flag: each route with its claims and the smallest change that passes, and the coalition that results."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from interpose.authority import RouteDecision
from interpose.brief.context import BriefContext
from interpose.brief.text.authority import (
    blocking_in_words,
    blocking_today,
    changes_in_words,
    firmness_in_words,
    is_not_known,
    standing_in_words,
    tipping_in_words,
    why_in_words,
)
from interpose.brief.text.format_number import count, first_capital, per_cent, plural, spread
from interpose.brief.text.likelihood import likelihood_of_range, spans_half
from interpose.brief.text.names import by_name, names
from interpose.case import Range

__all__ = [
    "RouteView",
    "alike_sentence",
    "coalition_sentence",
    "route_views",
    "rows_of_routes",
    "standing_lines",
    "that_differ",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteView:
    """A route as the table shows it.

    Parameters
    ----------
    decision : RouteDecision
        The decision.
    decides : str
        Who decides, as a sentence.
    blocking_claims : tuple of str
        Claims behind the votes of those who block, as far as the brief shows them.
    reported_claims : tuple of str
        Claims that name the route without speaking for a state, as far as the brief shows them.
    today : str
        Who blocks today, or nobody, in words.
    why : str
        On whom or what an open route hangs, and who is for one that passes; empty of a blocked one: `today` says it.
    smallest_change, smallest_block : str
        The smallest change of votes that passes, where it does not pass yet, and the one by which a state with a veto blocks a
        route that passes in silence, in words.
    vote : str
        How likely the vote passes; empty where it is not known, and where each state decides for itself.
    """

    decision: RouteDecision
    decides: str
    blocking_claims: tuple[str, ...]
    reported_claims: tuple[str, ...]
    today: str
    why: str
    smallest_change: str
    smallest_block: str
    vote: str


def route_views(context: BriefContext, shown: Collection[str]) -> tuple[RouteView, ...]:
    """Gather what the table of routes shows.

    Parameters
    ----------
    context : BriefContext
        The result.
    shown : collection of str
        Claims that have a place in the brief to link to.

    Returns
    -------
    tuple of RouteView
        One a route, in the order of the result.
    """
    names = _names(context)
    return tuple(
        RouteView(
            decision=decision,
            decides=f"{first_capital(decision.decides or decision.effect)}.",
            blocking_claims=_kept(
                (claim for vote in decision.votes if vote.state in decision.blockers for claim in vote.claims), shown
            ),
            reported_claims=_kept(decision.reported, shown),
            # Who is open is told beside the outcome.
            today=blocking_today(decision, names).partition("; open on")[0],
            why="" if decision.blockers else why_in_words(decision, names),
            smallest_change="" if decision.outcome == "passes" else changes_in_words(decision, names),
            smallest_block=blocking_in_words(decision, names) if decision.vetoes else "",
            vote=_vote(decision),
        )
        for decision in context.assessment.authority.routes
    )


def _vote(decision: RouteDecision) -> str:
    chance = decision.probability
    if decision.rule == "opt_in" or chance is None or is_not_known(decision):
        return ""
    span = Range(chance.low, min(max(chance.common_factor, chance.low), chance.high), chance.high)
    return f"{likelihood_of_range(span)} ({per_cent(span.low)} to {per_cent(span.high)})"


def that_differ(context: BriefContext, views: tuple[RouteView, ...]) -> tuple[RouteView, ...]:
    """Keep the routes that say something of their own: the planned one, what passes or is blocked, and known votes."""
    own = context.assessment.case.scenario.route
    return tuple(view for view in views if view.decision.id == own or view.decision.outcome != "open" or view.vote)


def rows_of_routes(views: Iterable[RouteView]) -> tuple[tuple[RouteView, ...], ...]:
    """Put routes together of which the table would say the same: blocked by the same states, lifted by the same, paid alike."""
    rows: dict[tuple[object, ...], list[RouteView]] = {}
    for view in views:
        told = (view.today, view.why, view.smallest_change, view.smallest_block, view.vote, view.blocking_claims)
        route = view.decision
        rows.setdefault((route.outcome, route.pays, view.reported_claims, *told), []).append(view)
    return tuple(map(tuple, rows.values()))


def alike_sentence(views: tuple[RouteView, ...], shown: tuple[RouteView, ...]) -> str:
    """Say in one sentence what none of the other routes decides."""
    rest = [view for view in views if view not in shown]
    if len(rest) < 2:
        return f"{rest[0].decision.name}: {rest[0].decision.why}" if rest else ""
    consent = all(any(gate.id == "host_consent" and gate.status == "open" for gate in view.decision.gates) for view in rest)
    why = "each hangs on votes that nothing on record tells" + (" and on the consent of the host" if consent else "")
    return f"None of the other {count(len(rest))} routes is decided: {why}."


def standing_lines(context: BriefContext) -> tuple[str, ...]:
    """Tell which routes can stand and which hang on silence or votes, and how many are closed: the table has them all."""
    routes = [route for route in context.assessment.authority.routes if route.status != "reform"]
    told = standing_in_words([route for route in routes if route.outcome != "blocked"], _names(context))
    closed = sum(route.outcome == "blocked" for route in routes)
    return (*told, f"Closed: {count(closed)} {plural(closed, 'route')}, below.") if closed else told


def coalition_sentence(context: BriefContext) -> Markup:
    """Tell who joins a coalition of the willing: at least, at most, and whether anybody waits for another."""
    coalition = context.assessment.authority.coalition
    if not coalition.greatest:
        return Markup("Nobody has said enough to be counted in a coalition of the willing.")
    sentence = Markup(
        "Read as pledges, the positions make a coalition of {}: {}. Their pools hold {} persons before rotation. {}"
    ).format(
        context.cite(
            "authority.coalition.greatest.members", f"{len(coalition.greatest)} {plural(len(coalition.greatest), 'state')}"
        ),
        names(by_name(context.the(code) for code in coalition.greatest)),
        spread(coalition.personnel_greatest),
        tipping_in_words(coalition, _names(context)) if coalition.coordination else "None of them waits for another.",
    )
    sentence += Markup(" {}").format(firmness_in_words(coalition))
    return sentence + _joiners(context)


def _joiners(context: BriefContext) -> Markup:
    """Say what those who may join carry together, who could lead, and which part of the force no way of joining carries."""
    found = context.assessment.joiners
    if found is None:
        return Markup("")
    leading = context.states([each.state for each in found.joiners if each.leads])
    told = Markup(
        " The {} that may join carry {} of the required force by price before units are dealt to sectors; {} could lead."
    ).format(len(found.joiners), context.cite("joiners.together", per_cent(found.together)), leading)
    for each in found.carry:
        much = "the required force" if each.share == 1 else f"{per_cent(each.share)} of it"
        if each.high and not spans_half(each.low, each.high):
            span = Range(each.low, min(max(each.common_factor, each.low), each.high), each.high)
            told += Markup(" How likely those who join carry {}: {}.").format(much, likelihood_of_range(span))
    return told


def _names(context: BriefContext) -> dict[str, str]:
    return {code: context.the(code) for code in context.assessment.case.states}


def _kept(claims: Iterable[str], shown: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for claim in claims if claim in shown))
