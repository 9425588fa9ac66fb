"""The bottom line: the finding in at most 60 words, made from the results and never from a stock text."""

from __future__ import annotations

from markupsafe import Markup

from interpose.brief.context import BriefContext, join
from interpose.brief.tables.shortfalls import worst_shortfall
from interpose.brief.text.authority import is_not_known
from interpose.brief.text.format_number import about, count, first_capital, plural, spread
from interpose.brief.text.likelihood import NOT_KNOWN, likelihood_of_range, spans_half
from interpose.brief.text.manned import is_manned
from interpose.brief.text.names import names
from interpose.case import Range
from interpose.case.tables.evidence import Modality
from interpose.evidence import firm_roles, modality_word

__all__ = [
    "MOST_WORDS",
    "bottom_line",
    "in_sentence",
    "likelihood_told",
    "pledged_among",
    "route_phrase",
    "words_in",
]

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
    if not context.assessment.quality.claims:
        # The plan of nobody says nothing of any state.
        return join([Markup("No claim is on record yet, so who would take part is not known."), _need(context)])
    sentences = (_finding(context), _route(context), _short(context), _variant(context))
    ranked = [told for told in sentences if told]
    while len(ranked) > 1 and words_in(join(ranked)) > MOST_WORDS:
        ranked.pop()
    return join(ranked)


def words_in(text: Markup) -> int:
    """Count the words a reader sees."""
    return len(text.striptags().split())


def _need(context: BriefContext) -> Markup:
    """Say how many troops the mandate needs."""
    need = context.need
    size = context.persons(f"requirement.{need.id}.personnel", need.personnel.mode)
    told = Markup("The mandate “{}” needs about {} troops ({}).")
    return told.format(need.name.lower(), size, spread(need.personnel))


def pledged_among(context: BriefContext) -> int:
    """Count those who take part by their own position and have pledged or decided to send troops into the country."""
    case, positions = context.assessment.case, context.assessment.positions
    return sum(
        any(part.role in ("land", None) for part in firm_roles(case, positions.of(code), Modality.PLEDGED))
        for code in context.by_position
    )


def _finding(context: BriefContext) -> Markup:
    """Say whether the mandate can be manned, by whom, and how firm they are."""
    plan, need = context.plan, context.need
    needs = _need(context)
    if plan.conflicts:
        return Markup("No force can be planned: rules of this case cannot all be met. {}").format(needs)
    if not plan.has_numbers:
        return Markup("There is no plan: {}. {}").format(context.why_no_plan, needs)
    number, firm = len(context.by_position), _firm(context.assessment.case.scenario.options.least_modality)
    if not number:
        return Markup("No state is {}, so nobody can be planned with. {}").format(firm, needs)
    alone = context.the(context.by_position[0]) if number == 1 else ""
    who = f"{first_capital(alone)} alone, {firm}," if alone else f"The {count(number)} states of the plan, {firm},"
    sustained = context.persons("force.sustained", plan.force.sustained)
    size = context.persons(f"requirement.{need.id}.personnel", need.personnel.mode)
    lasts, bring = context.lasts(plan.endurance), "it can keep" if alone else "they can keep"
    able = "can" if is_manned(plan, need.personnel.mode) else "cannot"
    told = Markup("{} {} man the mandate “{}”: {} about {} troops {}, of {} needed ({}).").format(
        who, able, need.name.lower(), bring, sustained, lasts, size, spread(need.personnel)
    )
    return join([told, *_smaller(context), *_firmness(context)])


def _firm(least_modality: int) -> str:
    """Say how firm a state's position is at least; a state that is only open is not called willing."""
    if least_modality > Modality.PLEDGED:
        return f"as firm as “{modality_word(least_modality)}”"
    if least_modality == Modality.PLEDGED:
        return "pledged or firmer"
    return "ready on conditions or firmer" if least_modality == Modality.READY_IF else "at least open to joining"


def _firmness(context: BriefContext) -> list[Markup]:
    """Say how many have pledged, where that is not what made them count."""
    if context.assessment.case.scenario.options.least_modality >= Modality.PLEDGED:
        return []
    pledged = pledged_among(context)
    if pledged == len(context.by_position):
        return []
    if len(context.by_position) == 1:
        return [Markup("It has not pledged troops.")]
    told = f"{count(pledged).capitalize()} {plural(pledged, 'has', 'have')}" if pledged else "None has"
    return [Markup("{} pledged troops.").format(told)]


def _smaller(context: BriefContext) -> list[Markup]:
    """Name the largest smaller mandate that those who take part can man, where they cannot man this one."""
    own = context.need.personnel.mode
    if is_manned(context.plan, own):
        return []
    chosen = context.assessment.chosen
    others = [
        need
        for need in context.assessment.requirement.mandates
        if need.personnel.mode < own and is_manned(chosen.of(need.id), need.personnel.mode)
    ]
    if not others:
        return []
    largest = max(others, key=lambda need: (need.personnel.mode, need.id))
    held = chosen.of(largest.id)
    nearly = "nearly " if held is not None and held.shortfall else ""
    told = f"It {nearly}suffices" if len(context.by_position) == 1 else f"They {nearly}suffice"
    return [Markup("{} for “{}”.").format(told, largest.name.lower())]


def _route(context: BriefContext) -> Markup:
    decision = context.assessment.authority.of(context.assessment.case.scenario.route)
    if decision is None:
        return Markup()
    link = context.cite(f"authority.{decision.id}", route_phrase(context, decision.outcome, decision.blockers, decision.open))
    told = likelihood_told(context)
    if told is not None and told[1] is not None:
        return Markup("Under {} it {}; {}.").format(in_sentence(decision.name), link, told[0])
    return Markup("Under {} it {}.").format(in_sentence(decision.name), link)


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
        return Markup("how likely its vote passes is {}").format(NOT_KNOWN), None
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
        # The force itself is told: that all together fall short of it says nothing more.
        return None
    if spans_half(everything.low, everything.high):
        return Markup("whether those who join carry it is {}").format(NOT_KNOWN), None
    span = Range(everything.low, min(max(everything.common_factor, everything.low), everything.high), everything.high)
    cited = context.cite("joiners.carry_all", likelihood_of_range(span))
    return Markup("that those who join carry it is rated {}").format(cited), span


def route_phrase(context: BriefContext, outcome: str, blockers: tuple[str, ...], open_states: tuple[str, ...]) -> str:
    """Put an outcome in a few words: on whom it hangs, by whom it is blocked."""
    if outcome == "blocked" and blockers:
        return f"is blocked by {context.states(blockers, 2)}"
    if outcome == "open" and open_states:
        return f"hangs on {context.states(open_states, 2)}"
    return {"passes": "can be authorised", "blocked": "is blocked", "open": "is still open"}[outcome]


def _short(context: BriefContext) -> Markup:
    if not context.plan.has_numbers or not context.by_position:
        return Markup()
    worst = worst_shortfall(context.plan, context.need, context.build_up)
    if worst is None:
        return Markup("Nothing is short.")
    link = context.cite(worst.figure, f"{about(worst.missing)} of {about(worst.required)}")
    return Markup("Scarcest: {}, {} missing in the worst month.").format(context.capability(worst.capability), link)


def _variant(context: BriefContext) -> Markup:
    """Set the other variants beside the scenario as chosen: no difference, or what each sustains."""
    others = [other for other in context.assessment.others if other.plan.has_numbers]
    if not others or not context.plan.has_numbers:
        return Markup()
    alike = [other.name for other in others if context.no_difference(other, context.plan.mandate)]
    parts = [Markup("{}: no difference in troops.").format(first_capital(names(alike, 2)))] if alike else []
    for other in others:
        if other.name not in alike:
            figure = f"plan.{context.plan.mandate}.{other.key}.force.sustained"
            parts.append(
                Markup("{}: about {}.").format(first_capital(other.name), context.persons(figure, other.plan.sustained))
            )
    return join(parts)


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
