"""The bottom line: at most 60 words, made from the results and never from a stock text."""

from __future__ import annotations

from markupsafe import Markup

from interpose.brief.context import BriefContext, join
from interpose.brief.tables.shortfalls import worst_shortfall
from interpose.brief.text.authority import WIDEST, is_not_known
from interpose.brief.text.format_number import about, per_cent, plural
from interpose.brief.text.likelihood import likelihood_of_range
from interpose.case import Range
from interpose.case.tables.evidence import Modality
from interpose.generation import Plan

__all__ = ["MOST_WORDS", "bottom_line", "in_sentence", "likelihood_told", "route_phrase", "words_in"]

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
    ranked = [
        sentence
        for sentence in (_unknown(context), _force(context), _route(context), _short(context), _variant(context))
        if sentence
    ]
    while len(ranked) > 1 and words_in(join(ranked)) > MOST_WORDS:
        ranked.pop()
    return join(ranked)


def words_in(text: Markup) -> int:
    """Count the words a reader sees."""
    return len(text.striptags().split())


def _unknown(context: BriefContext) -> Markup:
    """Say where the ledger holds nothing: an empty plan then says nothing of any state."""
    if context.assessment.quality.claims:
        return Markup()
    return Markup("No claim is on record yet, so who would take part is not known.")


def _force(context: BriefContext) -> Markup:
    plan, need = context.plan, context.need
    mandate = need.name.lower()
    size = context.persons(f"requirement.{need.id}.personnel", need.personnel.mode)
    if not plan.has_numbers:
        return Markup("The mandate “{}” needs about {} troops. No plan is given: the solver's answer was “{}”.").format(
            mandate, size, plan.status
        )
    sustained = context.persons("force.sustained", plan.force.sustained)
    number = len(context.by_position)
    helpers = [code for code in plan.providers if code in plan.participants and code not in context.by_position]
    demonyms = " and ".join(context.assessment.case.demonym(code) for code in helpers)
    return Markup("{} {} {}{} could sustain about {} troops {}; the mandate “{}” needs about {} ({} to {}).").format(
        number or "No",
        plural(number, "state"),
        _firm(context.assessment.case.scenario.options.least_modality),
        f", with {demonyms} enablers," if helpers else "",
        sustained,
        context.lasts(plan.endurance),
        mandate,
        size,
        about(need.personnel.low),
        about(need.personnel.high),
    )


def _firm(least_modality: int) -> str:
    """Say how firm a state's position is at least; a state that is only open is not called willing."""
    if least_modality >= Modality.PLEDGED:
        return "that have pledged"
    return "ready on conditions or firmer" if least_modality == Modality.READY_IF else "at least open to it"


def _route(context: BriefContext) -> Markup:
    decision = context.assessment.authority.of(context.assessment.case.scenario.route)
    if decision is None:
        return Markup()
    link = context.cite(f"authority.{decision.id}", route_phrase(context, decision.outcome, decision.blockers, decision.open))
    told = likelihood_told(context)
    if told is not None:
        return Markup("Under {} it is {}; {}.").format(in_sentence(decision.name), link, told[0])
    return Markup("Under {} it is {}.").format(in_sentence(decision.name), link)


def likelihood_told(context: BriefContext) -> tuple[Markup, Range | None] | None:
    """Say how likely the planned route carries, only where evidence does: the vote, or for a coalition that the joiners do.

    Parameters
    ----------
    context : BriefContext
        The result.

    Returns
    -------
    tuple of (Markup, Range or None), or None
        A clause without its full stop, and the range that it rests on; without a range the likelihood is not known, or there
        is none to ask for. None where nothing was computed.
    """
    authority = context.assessment.authority
    decision = authority.of(context.assessment.case.scenario.route)
    if decision is None:
        return None
    if decision.id == authority.coalition.route:
        return _joined(context)
    chance = decision.probability
    if chance is None:
        return None
    if is_not_known(decision):
        return Markup("how likely its vote passes is not known"), None
    span = Range(chance.low, min(max(chance.common_factor, chance.low), chance.high), chance.high)
    cited = context.cite(f"authority.{decision.id}.probability.common_factor", likelihood_of_range(span))
    return Markup("its vote passing is rated {}").format(cited), span


def _joined(context: BriefContext) -> tuple[Markup, Range | None] | None:
    """Say whether those who join carry the required force, with a lead among them."""
    found = context.assessment.joiners
    if found is None:
        return None
    everything = next((each for each in found.carry if each.share == 1), None)
    if everything is None or everything.high == 0:
        share = context.cite("joiners.together", per_cent(found.together))
        return Markup("all {} that may join would carry {} of it together").format(len(found.joiners), share), None
    if everything.high - everything.low > WIDEST:
        return Markup("whether those who join carry it is not known"), None
    span = Range(everything.low, min(max(everything.common_factor, everything.low), everything.high), everything.high)
    cited = context.cite("joiners.carry_all", likelihood_of_range(span))
    return Markup("that those who join carry it is rated {}").format(cited), span


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


def _variant(context: BriefContext) -> Markup:
    """Set the first other variant beside the scenario as chosen, where the two differ by more than is proved."""
    found = context.assessment
    if not found.others or not context.plan.has_numbers or not found.others[0].plan.has_numbers:
        return Markup()
    other = found.others[0]
    name = other.name[:1].upper() + other.name[1:]
    if _alike(context.plan, other.plan):
        return Markup("{}: no difference.").format(name)
    figure = f"plan.{context.plan.mandate}.{other.key}.force.sustained"
    return Markup("{}: about {}.").format(name, context.persons(figure, other.plan.sustained))


def _alike(one: Plan, other: Plan) -> bool:
    """Whether two plans differ by no more than is proved of them."""
    shares = one.shortfall_share, other.shortfall_share
    gaps = (one.gap or 0.0) + (other.gap or 0.0)
    return None not in shares and abs((shares[0] or 0.0) - (shares[1] or 0.0)) <= gaps + 1e-3 and one.posts == other.posts


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
