"""What would change the answer: levers and unknowns with the effect that was computed for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from interpose.assessment import VariantAssessment
from interpose.brief.context import BriefContext, join, listed
from interpose.brief.tables.shortfalls import shortfalls_by_capability
from interpose.brief.text.format_number import about, count, first_capital, headcount, per_cent, plural, share_of
from interpose.brief.text.study import flip_words, input_words, value_words

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
    """List what would change the answer, as far as it was computed; what stands last is told elsewhere, too."""
    found = [
        _repair(context),
        _flips(context),
        *_variants(context),
        _size(context),
        _threshold(context),
        *_coalition(context),
        *_routes(context),
    ]
    return tuple(row for row in found if row is not None)


def _flips(context: BriefContext) -> Sensitivity | None:
    """Tell the nearest values at which one input alone changes the answer of the study."""
    flips = [flip for flip in context.study.analysis.flips if not flip.never] if context.study is not None else []
    if not flips:
        return None
    told = "; ".join(
        f"{input_words(flip.words)}, {flip_words(flip)} (now {value_words(flip.now, flip.unit)})"
        for flip in flips[:_MOST_FLIPS]
    )
    return Sensitivity("One input alone", Markup("The criterion of the study is {} at: {}.").format(flips[0].becomes, told))


_MOST_FLIPS = 3


def _repair(context: BriefContext) -> Sensitivity | None:
    """Tell the cheapest changes that close the shortfall, those of one kind together."""
    mended = context.assessment.repair
    if mended is None or not mended.total:
        return None
    states: dict[str, list[str]] = {}
    for change in mended.changes:
        # The words begin with who does it; those that do the same are told together.
        states.setdefault(change.words.removeprefix(change.state).strip(), []).append(change.state)
    told = "; ".join(_doing(context, codes, does) for does, codes in states.items())
    left = " What nobody has stays short." if mended.lacking or mended.left else ""
    closing = f"{left} Prices of changes are assumed."
    return Sensitivity("The cheapest changes that close the shortfall", Markup("{}.{}").format(first_capital(told), closing))


def _doing(context: BriefContext, codes: list[str], does: str) -> str:
    """Say who does something: one state finds a unit, several find one each."""
    does = _MORE.sub(lambda found: f"{found[1]} more {found[2] if found[1] == '1' else _several(found[2])}", does)
    whose = plural(len(codes), "its", "their")
    does = _OWN.sub(lambda found: f"{found[1]} {whose} {_several(found[2])} ", does)
    verb, _, rest = does.partition(" ")
    if not verb.islower():
        # Enablers come: the words name whose they are.
        return does
    if len(codes) == 1:
        return f"{context.states(codes)} {does}"
    plain = {"readies": "ready"}.get(verb, verb.removesuffix("s"))
    return f"{context.states(codes)} {plain} {rest}" + ("" if verb == "takes" else " each")


_MORE, _OWN = re.compile(r"(\d+) more of (.+)"), re.compile(r"^(gives|readies) (.+?) (?=\d)")


def _several(kind: str) -> str:
    """Name several units of a kind.

    Examples
    --------
    >>> _several("medical company"), _several("brigade headquarters"), _several("training team")
    ('medical companies', 'brigade headquarters', 'training teams')
    """
    return kind if kind.endswith("s") else f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _variants(context: BriefContext) -> list[Sensitivity]:
    return [row for other in context.assessment.others if (row := _variant(context, other)) is not None]


def _variant(context: BriefContext, other: VariantAssessment) -> Sensitivity | None:
    """Set a variant beside the scenario as chosen: what is sustained, what is shorter, who stays away."""
    chosen, mandate = context.assessment.chosen, context.plan.mandate
    on, off = chosen.plan, other.plan
    if not (on.has_numbers and off.has_numbers):
        return None
    kept = context.persons("force.sustained", on.sustained)
    if context.no_difference(other, mandate):
        effect = Markup("No difference in troops: {} either way.").format(kept)
    else:
        alone = context.persons(f"plan.{mandate}.{other.key}.force.sustained", off.sustained)
        effect = Markup("{} can be kept instead of {}.").format(alone, kept)
    if on.shortfall_share is not None and off.shortfall_share is not None:
        here, there = per_cent(on.shortfall_share), per_cent(off.shortfall_share)
        missing = context.cite("shortfall_share", here)
        if here == there:
            effect += Markup(" By price {} of the requirement is missing in both.").format(missing)
        else:
            effect += Markup(" By price {} of the requirement is missing as chosen, {} there.").format(missing, there)
    need = context.assessment.requirement.of(mandate)
    before = {row.capability: row for row in shortfalls_by_capability(on, need, context.build_up)}
    worse = []
    for row in shortfalls_by_capability(off, need, context.build_up):
        already = before[row.capability].missing if row.capability in before else 0.0
        if row.missing > already + 0.5:
            worse.append(f"{context.capability(row.capability)} from {about(already)} to {about(row.missing)} units short")
    if worse:
        effect += Markup(" There: {}.").format("; ".join(worse[:3]))
    lost = [state for state, _ in off.waiting if state not in dict(on.waiting)]
    if lost:
        effect += Markup(" There {} {} away, on {} own conditions.").format(
            context.states(lost, 4), plural(len(lost), "stays", "stay"), plural(len(lost), "its", "their")
        )
    return Sensitivity(other.name[:1].upper() + other.name[1:], effect)


def _size(context: BriefContext) -> Sensitivity | None:
    plan, need = context.plan, context.need
    if not plan.has_numbers or not plan.force.sustained:
        return None
    parts = [
        f"{_part(share_of(plan.force.sustained, size))} of {told(size)} ({word})"
        for size, word, told in (
            (need.personnel.low, "low", about),
            (need.personnel.mode, "most likely", headcount),
            (need.personnel.high, "high", about),
        )
        if size
    ]
    return Sensitivity(
        "A smaller or larger requirement",
        Markup("{} cover {}.").format(
            context.persons("force.sustained", plan.force.sustained), f"{', '.join(parts[:-1])} or {parts[-1]}"
        ),
    )


def _part(share: float) -> str:
    return "all" if share >= 1 else per_cent(share)


def _threshold(context: BriefContext) -> Sensitivity | None:
    """Tell what each firmness of positions brings, each a solve of its own."""
    found = [rung for rung in context.assessment.rungs if rung.without_end.has_numbers]
    if len(found) < 2 or not any(rung.without_end.sustained for rung in found):
        return None
    parts = [
        Markup("{} from {}").format(
            context.persons(f"rungs.{rung.rung}.without_end.force.sustained", rung.without_end.sustained), _RUNGS[rung.rung]
        )
        for rung in found
    ]
    effect = Markup("Held without end: {}.").format(join(parts, "; "))
    unlimited = list(dict.fromkeys(state for rung in found for state in rung.without_number))
    if unlimited:
        effect += Markup(" {} pledged without a number: what {} counted with is limited by nothing but {} units.").format(
            context.states(unlimited, 4), plural(len(unlimited), "it is", "they are"), plural(len(unlimited), "its", "their")
        )
    return Sensitivity("How firm a state must be to count", effect)


_RUNGS = {
    "pledged": "states that have pledged or decided",
    "ready_if": "these and states that are ready on conditions",
    "open": "these and states that are only open",
}


def _coalition(context: BriefContext) -> list[Sensitivity]:
    """Tell who is lost to waiting for others, and who to conditions that nothing on record settles."""
    coalition = context.assessment.authority.coalition
    least, greatest = len(coalition.least), len(coalition.greatest)
    waiting = greatest - len(coalition.coordination)
    most = context.cite("authority.coalition.greatest.members", count(greatest))
    told = []
    if waiting < greatest:
        effect = Markup("If each waits for the others, {} {}; if each trusts the others, {} do.").format(
            f"{count(waiting)} {plural(waiting, 'state')}", plural(waiting, "joins", "join"), most
        )
        if coalition.tipping:
            effect += Markup(" One unconditional pledge by {} tips all of them.").format(context.states(coalition.tipping, 4))
        told.append(Sensitivity("Who goes first", effect))
    if least < waiting:
        fewest = context.cite("authority.coalition.least.members", f"{count(least)} {plural(least, 'state')}")
        effect = Markup("If none of them is met, {} {}; if all are, {}.").format(fewest, plural(least, "joins", "join"), most)
        told.append(Sensitivity("Conditions of states that are too vague to be judged", effect))
    return told


def _routes(context: BriefContext) -> list[Sensitivity]:
    """Tell which few votes would let a route pass, routes that hang on the same votes together; reforms are no law."""
    alike: dict[str, list[Markup]] = {}
    for route in context.assessment.authority.routes:
        if route.outcome == "passes" or route.status == "reform" or not route.smallest_changes:
            continue
        smallest = route.smallest_changes[0]
        if not smallest or len(smallest) > 3:
            continue
        told = " and ".join(f"{context.the(change.state)} {_VOTES.get(change.vote, change.vote)}" for change in smallest)
        more = len(route.smallest_changes) - 1
        if more:
            told += f", or {count(more)} others in {plural(len(smallest), 'its', 'their')} place"
        alike.setdefault(told, []).append(context.cite(f"authority.{route.id}", route.name.partition(" (")[0]))
    parts = [Markup("{} if {}").format(listed(routes), told) for told, routes in list(alike.items())[:4]]
    return [Sensitivity("Votes", Markup("Would pass the vote: {}.").format(join(parts, "; ")))] if parts else []


_VOTES = {
    "yes": "voted yes",
    "no": "voted no",
    "abstain": "abstained",
    "declared_abstention": "abstained with a formal declaration",
    "join": "joined",
}
