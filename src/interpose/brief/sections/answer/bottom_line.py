"""The bottom line: at most 60 words, made from the results and never from a stock text."""

from __future__ import annotations

from markupsafe import Markup

from interpose.brief.context import BriefContext, join
from interpose.brief.tables.shortfalls import worst_shortfall
from interpose.brief.text.format_number import about, plural
from interpose.brief.text.likelihood import likelihood_of_range
from interpose.case import Range

__all__ = ["MOST_WORDS", "bottom_line", "in_sentence", "route_phrase", "words_in"]

MOST_WORDS = 60


def bottom_line(context: BriefContext) -> Markup:
    """Say the answer in at most 60 words.

    Sentences are ranked; where all of them are too many words, those at the end of the ranking go.

    Parameters
    ----------
    context : BriefContext
        The result.

    Returns
    -------
    Markup
        The text, with each figure linked to its trace.
    """
    ranked = [sentence for sentence in (_force(context), _route(context), _short(context), _american(context)) if sentence]
    while len(ranked) > 1 and words_in(join(ranked)) > MOST_WORDS:
        ranked.pop()
    return join(ranked)


def words_in(text: Markup) -> int:
    """Count the words a reader sees."""
    return len(text.striptags().split())


def _force(context: BriefContext) -> Markup:
    plan, need = context.plan, context.need
    mandate = need.name.lower()
    size = context.persons(f"requirement.{need.id}.personnel", need.personnel.mode)
    if not plan.has_numbers:
        return Markup("The mandate “{}” needs about {} troops. No plan is given: the solver's answer was “{}”.").format(
            mandate, size, plan.status
        )
    sustained = context.persons("force.sustained", plan.force.sustained)
    number, others = len(context.willing), "USA" in plan.participants and "USA" not in context.willing
    return Markup(
        "{} willing {}{} could sustain about {} troops for {} months; the mandate “{}” needs about {} ({} to {})."
    ).format(
        number or "No",
        plural(number, "state"),
        ", with American enablers," if others else "",
        sustained,
        context.assessment.case.scenario.horizon_months,
        mandate,
        size,
        about(need.personnel.low),
        about(need.personnel.high),
    )


def _route(context: BriefContext) -> Markup:
    decision = context.assessment.authority.of(context.assessment.case.scenario.route)
    if decision is None:
        return Markup()
    link = context.cite(f"authority.{decision.id}", route_phrase(context, decision.outcome, decision.blockers, decision.open))
    if decision.probability is not None:
        chance = decision.probability
        word = likelihood_of_range(Range(chance.low, min(max(chance.common_factor, chance.low), chance.high), chance.high))
        cited = context.cite(f"authority.{decision.id}.probability.common_factor", word)
        return Markup("Under {} it is {}; its vote passing is rated {}.").format(in_sentence(decision.name), link, cited)
    return Markup("Under {} it is {}.").format(in_sentence(decision.name), link)


def route_phrase(context: BriefContext, outcome: str, blockers: tuple[str, ...], open_states: tuple[str, ...]) -> str:
    """Put an outcome in a few words: open on whom, blocked by whom."""
    if outcome == "blocked" and blockers:
        return f"blocked by {context.states(blockers, 2)}"
    if outcome == "open" and open_states:
        return f"open on {context.states(open_states, 2)}"
    return {"passes": "authorised", "blocked": "blocked", "open": "still open"}[outcome]


def _short(context: BriefContext) -> Markup:
    if not context.plan.has_numbers:
        return Markup()
    worst = worst_shortfall(context.plan, context.need)
    if worst is None:
        return Markup("Nothing is short.")
    link = context.cite(worst.figure, f"{about(worst.missing)} of {about(worst.required)}")
    return Markup("Shortest: {}, {} missing in the worst month.").format(context.capability(worst.capability), link)


def _american(context: BriefContext) -> Markup:
    plan = context.assessment.plan
    if not (plan.with_american_enablers.has_numbers and plan.without_american_enablers.has_numbers):
        return Markup()
    stem = f"plan.{plan.mandate}"
    other = "without" if plan.variant == "with_american_enablers" else "with"
    variant = f"{other}_american_enablers"
    value = (plan.without_american_enablers if other == "without" else plan.with_american_enablers).force.sustained
    return Markup("{} American enablers: about {}.").format(
        other.capitalize(), context.persons(f"{stem}.{variant}.force.sustained", value)
    )


def in_sentence(name: str) -> str:
    """Begin a common noun small and leave a proper name.

    Examples
    --------
    >>> in_sentence("Coalition of the willing"), in_sentence("NATO")
    ('a coalition of the willing', 'NATO')
    """
    first = name.split()[0]
    if any(letter.isupper() for letter in first[1:]):
        return name
    lowered = name[0].lower() + name[1:]
    return f"a {lowered}" if not lowered.startswith(("a ", "an ", "the ")) else lowered
