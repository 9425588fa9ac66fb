"""What would change the answer: levers and unknowns with the effect that was computed for each."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from interpose.brief.context import BriefContext
from interpose.brief.tables.shortfalls import shortfalls_by_capability
from interpose.brief.text.format_number import about, count, per_cent, plural
from interpose.case.tables.evidence import Modality

__all__ = ["Sensitivity", "sensitivities"]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One thing that could be otherwise.

    Parameters
    ----------
    what : str
        What changes.
    effect : Markup
        What follows.
    """

    what: str
    effect: Markup


def sensitivities(context: BriefContext) -> tuple[Sensitivity, ...]:
    """List what would change the answer, as far as it was computed."""
    found = [_american(context), _size(context), _threshold(context), _coalition(context), *_routes(context)]
    return tuple(row for row in found if row is not None)


def _american(context: BriefContext) -> Sensitivity | None:
    plan = context.assessment.plan
    on, off = plan.with_american_enablers, plan.without_american_enablers
    if not (on.has_numbers and off.has_numbers):
        return None
    stem = f"plan.{plan.mandate}"
    effect = Markup("{} sustained with them, {} without.").format(
        context.persons(f"{stem}.with_american_enablers.force.sustained", on.force.sustained),
        context.persons(f"{stem}.without_american_enablers.force.sustained", off.force.sustained),
    )
    need = context.assessment.requirement.of(plan.mandate)
    shorter = {row.capability: row for row in shortfalls_by_capability(off, need)}
    before = {row.capability: row for row in shortfalls_by_capability(on, need)}
    worse = []
    for name, row in shorter.items():
        already = before[name].missing if name in before else 0.0
        if row.missing > already + 0.5:
            worse.append(f"{context.capability(name)} from {about(already)} to {about(row.missing)} units short")
    if worse:
        effect += Markup(" Without them: {}.").format("; ".join(worse[:3]))
    lost = [state for state, _ in off.waiting if state not in dict(on.waiting)]
    if lost:
        effect += Markup(" Without American support {} {} away, on {} own conditions.").format(
            context.states(lost, 4), plural(len(lost), "stays", "stay"), plural(len(lost), "its", "their")
        )
    return Sensitivity("American enablers", effect)


def _size(context: BriefContext) -> Sensitivity | None:
    plan, need = context.plan, context.need
    if not plan.has_numbers:
        return None
    parts = [
        f"{_part(plan.force.sustained / size)} of {about(size)} ({word})"
        for size, word in ((need.personnel.low, "low"), (need.personnel.mode, "most likely"), (need.personnel.high, "high"))
        if size
    ]
    return Sensitivity(
        "A smaller or larger requirement",
        Markup("The sustained force of {} covers {}.").format(
            context.persons("force.sustained", plan.force.sustained), f"{', '.join(parts[:-1])} or {parts[-1]}"
        ),
    )


def _part(share: float) -> str:
    return "all" if share >= 1 else per_cent(share)


def _threshold(context: BriefContext) -> Sensitivity | None:
    """Split the planned peak by how firm its contributors are: what is lost if the less firm stay out."""
    plan = context.plan
    if not plan.has_numbers or not plan.contributions:
        return None
    inside = [row for row in plan.contributions if not row.outside]
    total = sum(row.personnel_peak for row in inside)
    groups = {"pledged or firmer": 0.0, "ready on conditions": 0.0, "only open, or less": 0.0}
    for row in inside:
        position = context.assessment.positions.of(row.state)
        modality = position.modality if position and position.modality is not None else 0
        ready = modality == Modality.READY_IF
        key = "pledged or firmer" if modality >= Modality.PLEDGED else "ready on conditions" if ready else "only open, or less"
        groups[key] += row.personnel_peak
    parts = [f"{per_cent(value / total)} from states that are {word}" for word, value in groups.items() if total and value]
    effect = Markup(
        "Of the planned contributions, {}. If the less firm stay out, their part is lost; the plan was not solved again."
    ).format(", ".join(parts))
    return Sensitivity("How firm a state must be to count", effect)


def _coalition(context: BriefContext) -> Sensitivity | None:
    coalition = context.assessment.authority.coalition
    least, greatest = len(coalition.least), len(coalition.greatest)
    if least == greatest:
        return None
    effect = Markup("If each waits for the others, {} {}; if each trusts the others, {} do.").format(
        context.cite("authority.coalition.least.members", f"{count(least)} {plural(least, 'state')}"),
        plural(least, "joins", "join"),
        context.cite("authority.coalition.greatest.members", count(greatest)),
    )
    if coalition.tipping:
        effect += Markup(" One unconditional pledge by {} tips all of them.").format(context.states(coalition.tipping, 4))
    return Sensitivity("Who goes first", effect)


def _routes(context: BriefContext) -> list[Sensitivity]:
    rows = []
    for route in context.assessment.authority.routes:
        if route.outcome == "passes" or not route.smallest_changes:
            continue
        smallest = route.smallest_changes[0]
        if not smallest or len(smallest) > 3:
            continue
        steps = [f"{context.the(change.state)} {_VOTES.get(change.vote, change.vote)}" for change in smallest]
        more = len(route.smallest_changes) - 1
        effect = Markup("{} would pass the vote if {}.").format(
            context.cite(f"authority.{route.id}", route.name), " and ".join(steps)
        )
        if more:
            effect += Markup(" {} other {} of the same size would do.").format(
                count(more).capitalize(), plural(more, "set", "sets")
            )
        rows.append(Sensitivity("Votes", effect))
    return rows[:4]


_VOTES = {
    "yes": "voted yes",
    "no": "voted no",
    "abstain": "abstained",
    "declared_abstention": "abstained with a formal declaration",
    "join": "joined",
}
