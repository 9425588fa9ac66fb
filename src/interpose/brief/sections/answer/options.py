"""Option cards: every mandate with its size, belts, what can be sustained, what is short and who is on record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from interpose.assessment import VariantAssessment
from interpose.brief.context import BriefContext
from interpose.brief.tables.shortfalls import worst_shortfall
from interpose.brief.text.format_number import about, first_capital, per_cent, spread
from interpose.case.tables.evidence import Modality
from interpose.evidence import counted_part
from interpose.generation import Plan
from interpose.generation.analysis.level import LevelAnswer

__all__ = ["OptionCard", "option_cards"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCard:
    """One mandate as an option.

    Parameters
    ----------
    id, name, task : str
        The mandate.
    chosen : bool
        Whether the scenario plans for it.
    size : Markup
        Most likely personnel, linked.
    spread : str
        Low to high.
    belts : str
        Where the force stands.
    sustained : tuple of (str, Markup)
        What can be sustained, by name of the variant.
    shortfall : Markup
        What is short, and by how much.
    verdict : str
        Can it be manned, in two or three words.
    level : str
        `met`, `part` or `far`: for the mark beside the verdict.
    on_record : str
        Who takes part in the plan, by how firm they are.
    """

    id: str
    name: str
    task: str
    chosen: bool
    size: Markup
    spread: str
    belts: str
    sustained: tuple[tuple[str, Markup], ...]
    shortfall: Markup
    verdict: str
    level: str
    on_record: str


def option_cards(context: BriefContext) -> tuple[OptionCard, ...]:
    """Make one card a mandate, from the smallest to the largest."""
    needs = sorted(context.assessment.requirement.mandates, key=lambda need: (need.personnel.mode, need.id))
    return tuple(_card(context, need.id) for need in needs)


def _card(context: BriefContext, mandate: str) -> OptionCard:
    need = context.assessment.requirement.of(mandate)
    chosen = context.assessment.chosen.of(mandate)
    verdict, level = _verdict(chosen, need.personnel.mode)
    by_belt: dict[str, float] = defaultdict(float)
    for line in need.lines:
        by_belt[line.belt] += line.personnel.mode
    total = sum(by_belt.values()) or 1.0
    belts = ", ".join(f"{per_cent(by_belt[belt] / total)} {words}" for belt, words in _BELTS if by_belt.get(belt))
    return OptionCard(
        id=need.id,
        name=need.name,
        task=need.task,
        chosen=need.id == context.assessment.case.scenario.mandate,
        size=context.cite(f"requirement.{need.id}.personnel", about(need.personnel.mode)),
        spread=spread(need.personnel),
        belts=belts,
        sustained=tuple(
            (variant.name, _sustained(context, mandate, variant)) for variant in context.assessment.variants.values()
        ),
        shortfall=_short(context, chosen, mandate),
        verdict=verdict,
        level=level,
        on_record=_on_record(context, chosen),
    )


_BELTS = (("forward", "in the forward belt"), ("depth", "in depth"))


def _verdict(plan: Plan | LevelAnswer | None, size: float) -> tuple[str, str]:
    if plan is None:
        return "Not planned", "far"
    if not plan.has_numbers:
        return f"No answer: {plan.status}", "far"
    share = plan.sustained / size if size else 1.0
    if share >= 0.95:
        return "Can be manned" if not plan.shortfall else f"Nearly manned: {per_cent(share)}", "met"
    if share >= 0.5:
        return f"Manned to {per_cent(share)}", "part"
    return f"Manned to {per_cent(share)}", "far"


def _sustained(context: BriefContext, mandate: str, variant: VariantAssessment) -> Markup:
    plan = variant.of(mandate)
    if plan is None or not plan.has_numbers:
        return Markup("no answer")
    persons = context.persons(f"plan.{mandate}.{variant.key}.force.sustained", plan.sustained)
    outside = plan.force.from_outside if isinstance(plan, Plan) else plan.outside
    return Markup("{} and {} from outside,").format(persons, about(outside)) if outside else persons


def _short(context: BriefContext, plan: Plan | LevelAnswer | None, mandate: str) -> Markup:
    if plan is None or not plan.has_numbers:
        return Markup("no answer")
    worst = worst_shortfall(plan, context.assessment.requirement.of(mandate))
    if worst is None:
        return Markup("none")
    text = Markup("{}: {} of {} units").format(
        context.capability(worst.capability).capitalize(), about(worst.missing), about(worst.required)
    )
    return context.cite(worst.figure, text) if mandate == context.assessment.case.scenario.mandate else text


_CHOSEN = "enablers only, by choice of the scenario"
_FIRMNESS = ("pledged", "ready on conditions", "open", "undecided or less", "not on record", _CHOSEN)


def _firmness(modality: int | None) -> str:
    if modality is None:
        return "not on record"
    if modality >= Modality.PLEDGED:
        return "pledged"
    return {Modality.READY_IF: "ready on conditions", Modality.OPEN: "open"}.get(Modality(modality), "undecided or less")


def _on_record(context: BriefContext, plan: Plan | LevelAnswer | None) -> str:
    if plan is None or not plan.participants:
        return "nobody"
    if plan is not context.plan and plan.participants == context.plan.participants:
        return f"The same states as in “{context.need.name.lower()}”"
    by_firmness: dict[str, list[str]] = defaultdict(list)
    for code in plan.participants:
        if code not in context.by_position:
            by_firmness[_CHOSEN].append(code)
            continue
        position = context.assessment.positions.of(code)
        counted = None if position is None else counted_part(context.assessment.case, position)
        by_firmness[_firmness(None if counted is None else counted.modality)].append(code)
    parts = [f"{word}: {context.states(by_firmness[word], 6)}" for word in _FIRMNESS if by_firmness.get(word)]
    text = "; ".join(parts)
    return first_capital(text)
