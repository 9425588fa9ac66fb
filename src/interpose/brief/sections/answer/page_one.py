"""Page one: the seven words that a planner asks, each with a short answer and a reason."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from interpose.brief.context import BriefContext, join, listed
from interpose.brief.sections.answer.bottom_line import in_sentence, likelihood_told, pledged_among, route_phrase
from interpose.brief.study import BriefStudy
from interpose.brief.tables.force import by_peak
from interpose.brief.tables.shortfalls import shortfalls_by_capability
from interpose.brief.text.authority import why_in_words
from interpose.brief.text.format_number import about, count, first_capital, no_difference, per_cent, plural, share_of, spread
from interpose.brief.text.likelihood import confidence
from interpose.brief.text.names import names
from interpose.brief.text.study import flip_words, input_words, value_words
from interpose.generation.analysis.binding import CAUSE_WORDS
from interpose.generation.problem.supply import window_months

__all__ = ["Answer", "seven_answers", "soft_pools"]

_SOFT = ("estimated", "assumed")
_MOST_ROUTES = 3
_WIDE_RANGE = 2.0
"""From this ratio of high to low the size is known as an order of magnitude only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the seven words with its answer.

    Parameters
    ----------
    word : str
        The question.
    short : Markup
        The answer in a few words.
    detail : Markup
        What stands behind it, in a sentence or two.
    """

    word: str
    short: Markup
    detail: Markup


def seven_answers(context: BriefContext) -> tuple[Answer, ...]:
    """Answer who, how many, under whose flag, for how long, at what shortfall, what binds, how sure."""
    if not context.assessment.quality.claims:
        return _nothing_known(context)
    return (
        _who(context),
        _how_many(context),
        _flag(context),
        _how_long(context),
        _shortfall(context),
        _binds(context),
        _sure(context),
    )


def _nothing_known(context: BriefContext) -> tuple[Answer, ...]:
    """Answer where no claim is on record: what the mandate needs is known, and nothing of any state."""
    scenario, need = context.assessment.case.scenario, context.need
    size = context.persons(f"requirement.{need.id}.personnel", context.required)
    need_told = Markup("The need may be {}.{}").format(spread(need.personnel), _precedent(context))
    told = (
        ("Who?", "Not known", "No claim is on record: nothing is known of any state."),
        ("How many?", Markup("{} needed").format(size), need_told),
        ("Under whose flag?", "Not known", "No state has said how it would decide."),
        ("For how long?", f"{scenario.horizon_months} months are planned", "For how long a force would last is not known."),
        (
            "At what shortfall?",
            "Not known",
            "Nobody takes part in this plan, so all is missing: it says nothing of a state.",
        ),
        ("What binds?", "Not known", "What holds a force back shows once somebody takes part."),
        ("How sure?", "Only the need can be told", f"It spans {spread(need.personnel)}. Who would take part hangs on claims."),
    )
    return tuple(Answer(word, Markup("{}").format(short), Markup("{}").format(detail)) for word, short, detail in told)


def _no_plan(context: BriefContext, word: str) -> Answer:
    return Answer(word, Markup("No answer"), Markup("There is no plan: {}.").format(context.why_no_plan))


def _who(context: BriefContext) -> Answer:
    plan = context.plan
    if not plan.has_numbers:
        return _no_plan(context, "Who?")
    by_position = set(context.by_position)
    rows = [row for row in by_peak(plan) if row.state in by_position]
    pledged = pledged_among(context)
    firm = f"{count(pledged)} {plural(pledged, 'has', 'have')} pledged" if pledged else "none has pledged"
    if len(rows) == len(by_position) == 1:
        firm = "it has pledged" if pledged else "it has not pledged"
    # Where fewer go than have pledged, the two numbers are not of the same states.
    sent = f" of {count(len(by_position))}" if pledged > len(rows) else ""
    states = plural(len(by_position) if sent else len(rows), "state")
    short = f"{count(len(rows)).capitalize()}{sent} {states}{sent and ' in the plan'}; {firm}" if rows else "Nobody"
    shown = [
        Markup("{} ({})").format(context.the(row.state), context.persons(f"contributions.{row.state}.peak", row.personnel_peak))
        for row in rows[:4]
    ]
    parts = [Markup("Most at once: {}.").format(listed(shown))] if shown else []
    beside = []
    for row in plan.contributions:
        told = Markup("{} ({})").format(
            context.the(row.state), context.persons(f"contributions.{row.state}.peak", row.personnel_peak)
        )
        if row.outside:
            parts.append(Markup("Enablers of {} serve from outside the country and are not counted.").format(told))
        elif row.state not in by_position:
            beside.append(told)
    if beside:
        more = [Markup("{} others").format(count(len(beside) - 4))] if len(beside) > 4 else []
        whose = plural(len(beside), "counts too, whatever its position", "count too, whatever their positions")
        parts.append(Markup("By choice of the case {} {}.").format(listed([*beside[:4], *more]), whose))
    if plan.waiting:
        away = context.states([state for state, _ in plan.waiting], 4)
        stays = plural(len(plan.waiting), "stays", "stay")
        parts.append(Markup("While conditions are not met, {} {} away.").format(away, stays))
    return Answer("Who?", Markup("{}").format(short), join(parts))


def _how_many(context: BriefContext) -> Answer:
    plan, need = context.plan, context.need
    size = context.persons(f"requirement.{need.id}.personnel", context.required)
    alone = Markup("The need may be {}.{}").format(spread(need.personnel), _precedent(context))
    if not plan.has_numbers:
        return Answer("How many?", Markup("{} needed").format(size), alone)
    short = Markup("{} of {} needed").format(context.persons("force.sustained", plan.force.sustained), size)
    if not plan.force.peak:
        return Answer("How many?", short, Markup("Nobody takes part. {}").format(alone))
    detail = Markup("Sustained {}; the need may be {}. ").format(context.lasts(plan.endurance), spread(need.personnel))
    detail += first_capital(join(_levels(context), "; ")) + Markup(".")
    return Answer("How many?", short, detail + _precedent(context))


def _precedent(context: BriefContext) -> Markup:
    """Say what such missions had, or that there were none."""
    need = context.need
    if need.precedent is None:
        return Markup(" {}").format(need.without_precedent or "")
    size = context.cite(f"requirement.{need.id}.precedent", about(need.precedent.persons.mode))
    return Markup(" Such missions had {} ({}).").format(size, spread(need.precedent.persons))


def _levels(context: BriefContext) -> list[Markup]:
    """Tell the levels beside the headline: for the months planned, at the peak, if each nation relieves only itself."""
    force, months = context.plan.force, context.assessment.case.scenario.horizon_months
    levels = (
        ("without_end", "relay", "without end"),
        ("horizon", "horizon", f"for the {months} months planned"),
        ("peak", None, "at the peak"),
        ("own_relief", "own", "if each nation relieves only itself"),
    )
    found, same = [], []
    for name, endurance, words in levels:
        value = getattr(force, name)
        if value is None or endurance == context.plan.endurance:
            continue
        if no_difference(value, force.sustained):
            same.append(words)
        else:
            found.append(Markup("{} {}").format(words, context.persons(f"force.{name}", value)))
    alike = [Markup("{}{} no difference").format(names(same), ":" if len(same) > 1 else "")] if same else []
    return alike + found


def _flag(context: BriefContext) -> Answer:
    authority = context.assessment.authority
    chosen = authority.of(context.assessment.case.scenario.route)
    if chosen is None:
        return Answer("Under whose flag?", Markup("Not decided"), Markup("The scenario names a route that was not assessed."))
    outcome = route_phrase(context, chosen.outcome, chosen.blockers, chosen.open).removeprefix("is ")
    link = context.cite(f"authority.{chosen.id}", f"{chosen.name}: {outcome}")
    parts = [Markup("{}").format(why_in_words(chosen, {code: context.the(code) for code in context.assessment.case.states}))]
    others = [route for route in authority.routes if route.id != chosen.id]
    for outcome, words in (("blocked", "blocked"), ("passes", "able to authorise it"), ("open", "undecided")):
        found = [route for route in others if route.outcome == outcome]
        if found and len(found) == len(others):
            told = plural(len(found), "The other route is", f"All {count(len(found))} other routes are")
            parts.append(Markup('<a href="#routes">{}</a> {}.').format(told, words))
        elif found:
            named = [context.cite(f"authority.{route.id}", route.name.partition(" (")[0]) for route in found[:_MOST_ROUTES]]
            many = Markup('<a href="#routes">{} other {}</a>').format(count(len(found)), plural(len(found), "route"))
            told = listed(named) if len(found) <= _MOST_ROUTES else many
            parts.append(Markup("{}: {}.").format(first_capital(words), told))
    return Answer("Under whose flag?", link, join(parts))


def _how_long(context: BriefContext) -> Answer:
    scenario, plan = context.assessment.case.scenario, context.plan
    if not plan.has_numbers:
        return _no_plan(context, "For how long?")
    tours = sorted({pool.tour_months for pool in context.assessment.case.pools if pool.state in plan.participants})
    dwell = sorted({pool.dwell_ratio for pool in context.assessment.case.pools if pool.state in plan.participants})
    detail = Markup("{} to {}, an assumed calendar; from month {} the whole requirement is to be met.").format(
        context.month(1), context.month(scenario.horizon_months), scenario.options.build_up_months
    )
    if tours and dwell and plan.force.peak:
        months = f"{tours[0]}" if len(tours) == 1 else f"{tours[0]} to {tours[-1]}"
        home = f"{dwell[0]:g}" if len(dwell) == 1 else f"{dwell[0]:g} to {dwell[-1]:g}"
        detail += Markup(" Tours last {} months, with {} months at home for each month away.").format(months, home)
    cycle = max((window_months(pool) for pool in context.assessment.case.pools if pool.state in plan.participants), default=0)
    if plan.endurance == "horizon" and cycle > scenario.horizon_months:
        detail += Markup(" Some units come round again only after {} months: past the horizon less can be kept up.").format(
            cycle
        )
    short = f"{scenario.horizon_months} months"
    if not plan.force.peak:
        short += " are planned; nobody takes part"
    elif plan.endurance != "horizon":
        short = f"Without end; {short} are planned"
    return Answer("For how long?", Markup("{}").format(short), detail)


def _shortfall(context: BriefContext) -> Answer:
    word = "At what shortfall?"
    plan = context.plan
    if not plan.has_numbers:
        return _no_plan(context, word)
    rows = shortfalls_by_capability(plan, context.need, context.build_up)
    if not rows:
        return Answer(word, Markup("None"), Markup("Every capability is met in every month of the plan."))
    share = 1 - min(1.0, share_of(plan.force.sustained, context.required))
    lasting = [row for row in rows if row.months[-1] >= context.build_up]
    shown = [
        Markup("{} ({})").format(
            context.capability(row.capability), context.cite(row.figure, f"{about(row.missing)} of {about(row.required)}")
        )
        for row in (lasting or rows)[:4]
    ]
    when = "in the worst month" if lasting else "in the worst month of the build-up, and in no later one"
    parts = [Markup("Units missing {}: {}.").format(when, listed(shown))]
    if len(lasting) > len(shown):
        left = count(len(lasting) - len(shown))
        parts.append(Markup("Units of {} other kinds are short too.").format(left))
    short = (
        Markup("{} of the troops").format(per_cent(share))
        if share > 0
        else Markup("{} {}").format(count(len(rows)).capitalize(), plural(len(rows), "capability", "capabilities"))
    )
    return Answer(word, short, join(parts))


def _binds(context: BriefContext) -> Answer:
    binds = context.assessment.binds
    if context.plan.conflicts:
        rules = names([f"“{rule}”" for rule in context.plan.conflicts[:3]])
        told = plural(len(context.plan.conflicts), "This cannot be met", "These cannot all be met")
        return Answer("What binds?", Markup("Hard rules"), Markup("{}: {}.").format(told, rules))
    if not context.plan.has_numbers:
        return _no_plan(context, "What binds?")
    if not shortfalls_by_capability(context.plan, context.need):
        return Answer("What binds?", Markup("Nothing"), Markup("No unit is missing in any month."))
    if not binds:
        none = Markup("No limit was found whose relaxation would help.")
        return Answer("What binds?", Markup("Nothing found"), none)
    first = binds[0]
    # An effect says what is relaxed, and after a comma what goes: limits whose relaxation does the same are told together.
    effect = first.effect.rstrip(".")
    tied = [each for each in binds[1:] if each.effect.rstrip(".").partition(", ")[2] == effect.partition(", ")[2]]
    causes = names([CAUSE_WORDS[each.cause] for each in (first, *tied)])
    also = "".join(f"; the same {each.effect.partition(', ')[0].lower()}" for each in tied)
    short = f"{first_capital(causes)}: {context.capability(first.capability)}"
    return Answer("What binds?", Markup("{}").format(short), Markup("{}{}.").format(effect, also))


def soft_pools(context: BriefContext) -> tuple[int, int]:
    """Count the pools of the participants that rest on an estimate or an assumption, and all of them."""
    pools = [pool for pool in context.assessment.case.pools if pool.state in context.plan.participants]
    return sum(pool.basis in _SOFT for pool in pools), len(pools)


def _sure(context: BriefContext) -> Answer:
    quality, need = context.assessment.quality, context.need
    soft, pools = soft_pools(context)
    ratio = need.personnel.high / need.personnel.low if need.personnel.low else float("inf")
    wide = ratio >= _WIDE_RANGE or (pools and soft / pools >= 0.5)
    short = Markup("Order of magnitude only") if wide else Markup("Within {}").format(per_cent(ratio / 2 - 0.5))
    parts = []
    if context.study is not None:
        short, studied = _in_futures(context.study)
        parts.append(studied)
    told = (
        f" and {'all' if soft == pools else soft} of {pools} unit pools of participants are estimates or assumptions"
        if soft and context.by_position
        else ""
    )
    told = told.replace("all of", "all")
    parts.append(Markup("The need alone spans {}{}. ").format(spread(need.personnel), told))
    anonymous = quality.share_anonymous
    parts.append(
        Markup("{} {} from {} independent {}{}. ").format(
            context.cite("evidence.claims", quality.claims),
            plural(quality.claims, "claim"),
            context.cite("evidence.roots", quality.roots),
            plural(quality.roots, "first speaker"),
            ""
            if anonymous is None
            else Markup("; {} of the claims from unnamed sources").format(
                context.cite("evidence.share_anonymous", per_cent(anonymous) if anonymous else "none")
            ),
        )
    )
    parts.append(_chance(context))
    if context.plan.has_numbers and context.plan.gap is not None:
        # The proof is one of the model's posts: a plan that moves them within a phase was not looked at.
        posts = context.assessment.case.scenario.options.minimum_stay == "phase"
        which = "Among plans with kept posts it" if posts else "The plan"
        proved = _proved(context.plan.status, context.plan.gap)
        parts.append(Markup("{} is proved to be {} for these inputs.").format(which, proved))
    return Answer("How sure?", short, join(parts, ""))


def _in_futures(study: BriefStudy) -> tuple[Markup, Markup]:
    """Rest the answer on a study: how many futures keep the criterion, what moves it most, what flips it first."""
    judged = study.judged
    short = Markup("{} in {} of futures").format(first_capital(study.criterion), per_cent(judged.met))
    words = [
        Markup('Of <a href="#wrong">{:,} futures</a> {} keep the criterion, {} miss it').format(
            judged.rows, per_cent(judged.met), per_cent(judged.missed)
        )
    ]
    if judged.open:
        words.append(Markup(", {} stay open").format(per_cent(judged.open)))
    told = [each for each in study.analysis.drivers if each.outcome == study.threshold.outcome and each.above_noise]
    if told:
        words.append(Markup(". What moves it most: “{}”").format(input_words(told[0].words)))
    flips = [flip for flip in study.analysis.flips if not flip.never]
    if flips:
        what, now = input_words(flips[0].words), value_words(flips[0].now, flips[0].unit)
        words.append(Markup(". Nearest to a flip: “{}” (now {}; flips: {})").format(what, now, flip_words(flips[0])))
    return short, join([*words, Markup(". ")], "")


def _chance(context: BriefContext) -> Markup:
    """Say likelihood and confidence, and only where evidence carries them."""
    decision = context.assessment.authority.of(context.assessment.case.scenario.route)
    told = likelihood_told(context)
    if decision is None or told is None:
        return Markup()
    clause, span = told
    sentence = Markup("Under {} {}. ").format(in_sentence(decision.name), clause)
    return sentence if span is None else sentence + Markup("Confidence in this is {}. ").format(confidence(span))


def _proved(status: str, gap: float) -> str:
    if status == "optimal" or gap == 0:
        return "the best"
    return f"within {max(1, math.ceil(gap * 100))}% of the best"
