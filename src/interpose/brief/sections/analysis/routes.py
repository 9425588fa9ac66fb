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
    joiners_in_words,
    standing_in_words,
    states_in_words,
    tipping_in_words,
)
from interpose.brief.text.format_number import spread

__all__ = ["RouteView", "coalition_sentence", "route_views", "standing_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteView:
    """A route as the table shows it.

    Parameters
    ----------
    decision : RouteDecision
        The decision.
    blocking_claims : tuple of str
        Claims behind the votes of those who block, as far as the brief shows them.
    reported_claims : tuple of str
        Claims that name the route without speaking for a state, as far as the brief shows them.
    today : str
        Who blocks today, or nobody, in words.
    unlocks : str
        Contributors whose own law or words ask for the mandate that it gives, in words.
    smallest_change, smallest_block : str
        The smallest change of votes that passes, and the one that blocks where it passes in silence, in words.
    not_known : bool
        Whether the range of the probability is too wide to be told.
    """

    decision: RouteDecision
    blocking_claims: tuple[str, ...]
    reported_claims: tuple[str, ...]
    today: str
    smallest_change: str
    smallest_block: str
    unlocks: str
    not_known: bool


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
            blocking_claims=_kept(
                (claim for vote in decision.votes if vote.state in decision.blockers for claim in vote.claims), shown
            ),
            reported_claims=_kept(decision.reported, shown),
            today=blocking_today(decision, names),
            unlocks=states_in_words(decision.unlocks, 8, names) or "nobody who waits for a mandate",
            smallest_change=changes_in_words(decision, names),
            smallest_block=blocking_in_words(decision, names),
            not_known=is_not_known(decision),
        )
        for decision in context.assessment.authority.routes
    )


def standing_lines(context: BriefContext) -> tuple[str, ...]:
    """Tell which routes can stand, which hang on silence, and which are closed."""
    return standing_in_words(context.assessment.authority.routes, _names(context))


def coalition_sentence(context: BriefContext) -> Markup:
    """Tell who joins a coalition of the willing: at least, at most, and whether anybody waits for another."""
    coalition = context.assessment.authority.coalition
    if not coalition.greatest:
        return Markup("Nobody has said enough to be counted in a coalition of the willing.")
    sentence = Markup(
        "Read as pledges, the positions make a coalition of {} ({}), whose pools hold {} persons before rotation. {}"
    ).format(
        context.cite("authority.coalition.greatest.members", f"{len(coalition.greatest)} states"),
        context.states(coalition.greatest),
        spread(coalition.personnel_greatest),
        tipping_in_words(coalition, _names(context)),
    )
    sentence += Markup(" {}").format(firmness_in_words(coalition))
    if coalition.least != coalition.greatest:
        sentence += Markup(" If each waits for the others, only {} join.").format(context.states(coalition.least) or "none")
    found = context.assessment.joiners
    return sentence if found is None else sentence + Markup(" {}").format(joiners_in_words(found, _names(context)))


def _names(context: BriefContext) -> dict[str, str]:
    return {code: context.the(code) for code in context.assessment.case.states}


def _kept(claims: Iterable[str], shown: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for claim in claims if claim in shown))
