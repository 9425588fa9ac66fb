"""Sectors of a plan: places, leads, posts that stay, caveats and shortfalls, counted from case, requirement and calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

import numpy as np

from interpose.generation.check.facts import Facts, Months, Violation, differing, worst
from interpose.generation.problem.demand import COMMAND, Phase
from interpose.generation.result import SectorLead, SectorPlan, SectorTour

__all__ = ["RULES"]


def _posts(facts: Facts) -> Iterator[Violation]:
    """Who keeps posts for a phase mans them in every month of it."""
    steady = {span.name: span for span in facts.phases if span.steady}
    for (name, phase, capability), count in sorted(facts.kept.items()) if facts.held else ():
        if phase not in steady:
            yield Violation(f"posts of {name}: there is no phase {phase}", 1.0)
            continue
        standing = facts.over(facts.calendar, name, facts.held[0][0], capability)[steady[phase].months]
        yield from worst(f"posts of {name}: {capability} kept for {phase} is not manned", count - standing, steady[phase])


def _comers(facts: Facts) -> Iterator[Violation]:
    """Who keeps no posts does not come for the steady state, where posts are kept for whole phases."""
    kept = {key[:2] for key in facts.kept}
    if not (facts.held and facts.stays and (kept or facts.plan.by_sector is not None)):
        return
    for row in facts.plan.rotation:
        name, first, last = facts.nation(row.state), row.start_month, row.end_month
        touched = [span for span in facts.phases if span.first_month <= last and first <= span.last_month]
        inside = facts.demand.steady.start < first and last <= facts.demand.steady.stop
        if inside and not any((name, span.name) in kept for span in touched):
            brings = facts.offers(row.state, row.unit_type, row.belt, row.serves)
            for capability in (what for belt, what in facts.held if belt == row.belt and what in brings):
                rule = f"posts of {name}: {capability} comes in month {first}, and none of its posts is kept"
                yield Violation(rule, float(row.units))


def _calendar(facts: Facts) -> Iterator[Violation]:
    """Every unit of the calendar stands in one sector for its whole tour, or in none; its phases are those of the case."""
    sectors = facts.plan.by_sector
    if sectors is None:
        return

    counted: dict[tuple[str, ...], float] = defaultdict(float)
    told = counted.copy()
    for row in (*facts.plan.rotation, *sectors.tours):
        months, of = (f"{row.start_month}", f"{row.end_month}"), told if isinstance(row, SectorTour) else counted
        of[row.state, row.unit_type, *months, row.belt, row.commitment, row.serves] += row.units
    yield from differing(counted, told, "sectors: {} {} of month {} do not agree with the calendar")
    for tour in sectors.tours:
        if tour.units < 1:
            yield Violation(f"sectors: {tour.state} {tour.unit_type}: no whole unit", 1.0)
    phases = [(phase.name, phase.first_month, phase.last_month) for phase in sectors.phases]
    if phases != [(span.name, span.first_month, span.last_month) for span in facts.phases]:
        yield Violation("sectors: the phases are not those of the case", float(abs(len(phases) - len(facts.phases)) or 1))


def _caveats(facts: Facts) -> Iterator[Violation]:
    for row in facts.tours:
        names = ("*", *facts.offers(row.state, row.unit_type, row.belt, row.serves))
        if row.sector and facts.caveats(row.state) & {f"{name}@{row.sector}" for name in names}:
            yield Violation(f"sectors: {row.state} {row.unit_type}: caveat on {row.sector}", float(row.units))


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class _Place:
    """A sector in a phase: its lead, the troops it needs, and what nations have there of troops and headquarters by month."""

    sector: str
    span: Phase
    lead: SectorLead | None
    leader: str
    troops: dict[str, Months]
    heads: dict[str, Months]
    led_from_headquarters: bool
    need: int

    def __str__(self) -> str:
        return f"{self.sector}, {self.span.name}"

    def troops_of(self, name: str) -> Months:
        """Return the troops of a nation by month."""
        return self.troops.get(name, np.zeros(self.span.last_month - self.span.first_month + 1))


def _places(facts: Facts, sectors: SectorPlan) -> Iterator[_Place]:
    """Look at each sector that is held, phase by phase."""
    leads = {(phase.name, lead.sector): lead for phase in sectors.phases for lead in phase.leads}
    troops, *command = facts.held
    commanded = {place[0] for place, months in facts.needed_in_sectors.items() if place[1:] in command and months.max() >= 1}
    for sector in sorted({place[0] for place in facts.placed} - {""}):
        for span in facts.phases:
            lead = leads.get((span.name, sector))
            yield _Place(
                sector=sector,
                span=span,
                lead=lead,
                leader=facts.nation(lead.framework_nation) if lead else "",
                troops=facts.by_nation(sector, troops, span),
                heads=facts.by_nation(sector, command[0], span) if command else {},
                led_from_headquarters=sector in commanded,
                need=_need(facts, sector, troops, span),
            )


def _need(facts: Facts, sector: str, key: tuple[str, str], span: Phase) -> int:
    """Return what a sector needs in a phase, in whole units: what stands there beyond it is no post."""
    return ceil(float(facts.needed_in_sectors[sector, *key][span.months].max()) - 1e-9)


def _held_sectors(facts: Facts) -> Iterator[Violation]:
    """Few nations hold a sector, one leads it, and who holds some stays there."""
    sectors, stays = facts.plan.by_sector, facts.stays
    places = list(_places(facts, sectors)) if facts.held and sectors is not None else []
    for place in places:
        yield from _nations(facts, place)
        yield from _lead(facts, place)
    steady = [place for place in places if place.span.steady]
    if facts.options.lead_headquarters == "own":
        for place in steady:
            yield from _headquarters(facts, place)
        yield from _headquarters_of_leads(facts, steady) if stays else ()
    yield from _moves(facts, steady) if stays else ()


def _nations(facts: Facts, place: _Place) -> Iterator[Violation]:
    """Few nations hold a sector in a phase, those that the plan names."""
    factor, there = facts.case.planning_factors.get("sector_most_nations"), {*place.troops, *place.heads}
    if factor and (more := len(there) - max(1, floor(factor.value))) > 0:
        yield Violation(f"sectors: too many nations in {place}", float(more))
    if place.lead and (wrong := {facts.nation(name) for name in place.lead.nations} ^ there):
        yield Violation(f"sectors: the nations of {place} do not agree with the calendar", float(len(wrong)))


def _lead(facts: Facts, place: _Place) -> Iterator[Violation]:
    """One nation leads, with its share of the posts and a battalion in every month; none, where troops only pass through."""
    stays = place.span.steady and facts.stays
    # Troops that stand there in every month, nation by nation: no more than the sector needs.
    posts = min(place.need, sum(float(months.min()) for months in place.troops.values()))
    if place.lead is None:
        if place.troops and (posts or not stays):
            yield Violation(f"sectors: no framework nation in {place}", 1.0)
        return
    if place.lead.framework_nation not in place.lead.nations:
        yield Violation(f"sectors: the lead of {place} is none of its nations", 1.0)
    if not place.span.steady:
        return
    factor, there = facts.case.planning_factors.get("framework_share"), place.troops_of(place.leader)
    least = posts * min(1.0, max(0.0, factor.value)) if factor else 0.0
    if there.min() < least - 1e-3:
        yield Violation(f"sectors: share of the framework nation of {place}", least - float(there.min()))
    if stays:
        yield from worst(f"sectors: {place.leader} leads {place}, without a battalion", (there <= 0).astype(float), place.span)


def _headquarters(facts: Facts, place: _Place) -> Iterator[Violation]:
    """Let a headquarters stand only with a battalion of its nation, and the lead's own lead."""
    for name, months in place.heads.items():
        # Where posts are kept for whole phases, those that come early, or run on, may be alone for a while.
        if facts.stays and not (months.min() and (name, place.span.name, COMMAND) in facts.kept):
            continue
        alone = ((months > 0) & (place.troops_of(name) == 0)).astype(float)
        yield from worst(f"sectors: a headquarters of {name} in {place} without its battalion", alone, place.span)
        if facts.stays and place.leader != name and place.led_from_headquarters:
            yield Violation(f"sectors: a headquarters of {name} in {place}, which another leads", 1.0)


def _headquarters_of_leads(facts: Facts, places: Sequence[_Place]) -> Iterator[Violation]:
    """Headquarters of a nation stand in the sectors that it leads, as far as those that it keeps there suffice."""
    for span in {place.span: None for place in places}:
        for name, months in facts.by_nation(None, facts.held[-1], span).items():
            led = [each for each in places if each.span == span and each.leader == name and each.led_from_headquarters]
            least = min(float(len(led)), float(months.min()))
            manned = sum(float(place.heads[name].min()) for place in led if name in place.heads)
            if manned < least:
                rule = f"sectors: headquarters of {name} do not stand in the sectors that it leads in {span.name}"
                yield Violation(rule, least - manned)


def _moves(facts: Facts, places: Sequence[_Place]) -> Iterator[Violation]:
    """Let posts of a nation grow or fall between phases, but none move from one sector to another."""
    posts: dict[tuple[str, str, Phase], dict[str, float]] = defaultdict(dict)
    chosen: dict[tuple[str, str, Phase], float] = defaultdict(float)
    kept, outlasting = facts.kept, _outlasting(facts)
    for place in places:
        for key, has in zip(facts.held, (place.troops, place.heads), strict=False):
            most = _need(facts, place.sector, key, place.span)
            for name, months in has.items():
                standing = float(months.min())
                posts[key[1], name, place.span][place.sector] = min(most, standing)
                chosen[key[1], name, place.span] += min(most, standing - outlasting[place.sector, name, *key, place.span.name])
    for capability, name in sorted({key[:2] for key in posts}):
        for before, after in pairwise(span for span in facts.phases if span.steady):
            first, then = posts[capability, name, before], posts[capability, name, after]
            # Units that stand there beyond the posts that their nation keeps may come and go.
            each = [(chosen[capability, name, span], kept[name, span.name, capability]) for span in (before, after)]
            moved = min(map(min, each)) - sum(min(has, then.get(sector, 0.0)) for sector, has in first.items())
            if moved > 1e-6:
                rule = f"sectors: {capability} of {name} moves between sectors from {before.name} to {after.name}"
                yield Violation(rule, moved)


def _outlasting(facts: Facts) -> Mapping[tuple[str, ...], float]:
    """Return what stands in a sector throughout a phase and before and after: such tours cannot follow the posts of it."""
    found: dict[tuple[str, ...], float] = defaultdict(float)
    for row in facts.tours:
        for name, quantity in facts.offers(row.state, row.unit_type, row.belt, row.serves).items():
            for span in facts.phases:
                if row.start_month < span.first_month and row.end_month >= span.last_month:
                    found[row.sector, facts.nation(row.state), row.belt, name, span.name] += row.units * quantity
    return found


def _shortfalls(facts: Facts) -> Iterator[Violation]:
    """Recount what is missing by sector and month once the build-up is over, what sector rules cost, and the price."""
    plan, sectors = facts.plan, facts.plan.by_sector
    if sectors is None:
        return
    once = np.arange(facts.demand.horizon) >= facts.demand.steady.start
    told = facts.by_month(
        ((row.sector, row.belt, row.capability), row.month, row.month, row.quantity) for row in sectors.shortfall
    )
    short = {
        (sector, *key): np.maximum(0.0, months - facts.over(facts.placed, sector, None, *key)) * once
        for (sector, *key), months in facts.needed_in_sectors.items()
    }
    yield from differing(short, told, "sectors: shortfall of {2} in {0}")
    in_belt = facts.by_month(((row.belt, row.capability), row.month, row.month, row.quantity) for row in plan.shortfall)
    missing, lost = {(belt, name): months for (belt, name), months in in_belt.items()}, defaultdict[str, float](float)
    for belt, name in facts.sectors.quantity if facts.sectors is not None else ():
        more = (facts.over(told, belt, name) - in_belt[belt, name]) * once
        lost[name] += float(more.sum())
        missing[belt, name] = in_belt[belt, name] + more
        yield from worst(f"sectors: less is short of {name} than in the {belt} belt", -more)
    yield from differing(lost, plan.sector_loss, "sectors: what sector rules cost of {0}")
    price = facts.demand.price_of(missing) + sum(row.price for row in plan.withdrawn)
    if abs(price - sectors.objective) > 1e-5 * max(1.0, plan.requirement):
        yield Violation("sectors: the price of what is missing, counted anew", abs(price - sectors.objective))


RULES = (_posts, _comers, _calendar, _caveats, _held_sectors, _shortfalls)
"""Posts stay, few nations hold a sector, one of them leads it, and what is short there is told."""
