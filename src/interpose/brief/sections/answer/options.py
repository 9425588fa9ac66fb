"""Options: every mandate with its need, its precedent, what can be sustained and what is short."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from interpose.brief.context import BriefContext
from interpose.brief.tables.shortfalls import worst_shortfall
from interpose.brief.text.format_number import about, count, first_capital, headcount, per_cent, plural, share_of, spread
from interpose.brief.text.manned import MANNED_FROM, is_manned
from interpose.brief.text.names import names
from interpose.generation import Plan
from interpose.generation.analysis.level import LevelAnswer

__all__ = ["MandateOption", "OptionsView", "options_view"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateOption:
    """One mandate as an option.

    Parameters
    ----------
    name, task : str
        The mandate.
    chosen : bool
        Whether the scenario plans for it.
    size : Markup
        Most likely personnel, linked.
    spread : str
        Low to high.
    precedent : str
        What such missions had; empty where no mission on record tests the mandate.
    sustained : Markup
        What can be sustained as the scenario chose.
    shortfall : Markup
        What is short, and by how much.
    verdict : str
        Can it be manned, in two or three words.
    level : str
        `met`, `part` or `far`: for the mark beside the verdict.
    """

    name: str
    task: str
    chosen: bool
    size: Markup
    spread: str
    precedent: str
    sustained: Markup
    shortfall: Markup
    verdict: str
    level: str


@dataclass(frozen=True, slots=True)
class OptionsView:
    """The section: its finding, a sentence for each variant of the scenario, and a row for each mandate."""

    finding: str
    variants: tuple[str, ...]
    rows: tuple[MandateOption, ...]


def options_view(context: BriefContext) -> OptionsView:
    """Set the mandates beside one another, from the smallest to the largest."""
    found = context.assessment
    needs = sorted(found.requirement.mandates, key=lambda need: (need.personnel.mode, need.id))
    manned = [need.name.lower() for need in needs if is_manned(found.chosen.of(need.id), need.personnel.mode)]
    if len(manned) == len(needs):
        finding = "Every mandate can be manned, or nearly, at its most likely size"
    elif manned:
        finding = (
            f"{count(len(manned)).capitalize()} of {count(len(needs))} mandates can be manned, or nearly, at "
            f"{plural(len(manned), 'its', 'their')} most likely size: {names(manned)}"
        )
    else:
        finding = "No mandate can be manned at its most likely size"
    return OptionsView(finding, _variants(context), tuple(_option(context, need.id) for need in needs))


def _option(context: BriefContext, mandate: str) -> MandateOption:
    need, chosen = context.assessment.requirement.of(mandate), context.assessment.chosen
    plan = chosen.of(mandate)
    verdict, level = _verdict(plan, need.personnel.mode)
    own = mandate == context.assessment.case.scenario.mandate
    figure = "force.sustained" if own else f"plan.{mandate}.{chosen.key}.force.sustained"
    return MandateOption(
        name=need.name,
        task=need.task,
        chosen=own,
        size=context.persons(f"requirement.{need.id}.personnel", need.personnel.mode),
        spread=spread(need.personnel),
        precedent=spread(need.precedent.persons) if need.precedent is not None else "",
        sustained=context.persons(figure, plan.sustained) if plan is not None and plan.has_numbers else Markup("no answer"),
        shortfall=_short(context, plan, mandate),
        verdict=verdict,
        level=level,
    )


def _variants(context: BriefContext) -> tuple[str, ...]:
    """Say for each other variant for which mandates it makes a difference."""
    found, told = context.assessment, []
    for other in found.others:
        differ, compared = [], 0
        for need in found.requirement.mandates:
            one, another = found.chosen.of(need.id), other.of(need.id)
            if one is None or another is None or not (one.has_numbers and another.has_numbers):
                continue
            compared += 1
            if not context.no_difference(other, need.id):
                differ.append(f"{need.name.lower()} {headcount(another.sustained)} instead of {headcount(one.sustained)}")
        if compared:
            words = "; ".join(differ) or f"no difference in troops for {'any' if compared > 1 else 'the'} mandate"
            told.append(f"{first_capital(other.name)}: {words}.")
    return tuple(told)


def _verdict(plan: Plan | LevelAnswer | None, size: float) -> tuple[str, str]:
    if plan is None:
        return "Not planned", "far"
    if not plan.has_numbers:
        return "No plan" if plan.status == "infeasible" else "No answer", "far"
    share = share_of(plan.sustained, size)
    if is_manned(plan, size):
        return "Can be manned" if not plan.shortfall else f"Nearly manned{f': {per_cent(share)}' if share < 1 else ''}", "met"
    if not plan.sustained:
        return "Not manned", "far"
    just = "just under " if per_cent(share) == per_cent(MANNED_FROM) else ""
    return f"Manned to {just}{per_cent(share)}", "part" if share >= 0.5 else "far"


def _short(context: BriefContext, plan: Plan | LevelAnswer | None, mandate: str) -> Markup:
    if plan is None or not plan.has_numbers:
        return Markup("no answer")
    worst = worst_shortfall(plan, context.assessment.requirement.of(mandate), context.build_up)
    if worst is None:
        return Markup("none")
    text = Markup("{}: {} of {} units").format(
        context.capability(worst.capability).capitalize(), about(worst.missing), about(worst.required)
    )
    if worst.months[-1] < context.build_up:
        text += " while it builds up"
    return context.cite(worst.figure, text) if mandate == context.assessment.case.scenario.mandate else text
