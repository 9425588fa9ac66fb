"""Sectors of a plan: places, leads, posts that stay, caveats and shortfalls, counted from case, requirement and calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

import numpy as np

from interpose.generation.check.facts import COMMAND, Facts, Months, Span, Table, Violation, differing, worst
from interpose.generation.result import RotationRow
from interpose.generation.sector_result import SectorLead, SectorPlan, SectorTour

__all__ = ["RULES"]


def _posts(facts: Facts) -> Iterator[Violation]:
    """Who keeps posts for a phase mans them in every month of it."""
    steady = {span.name: span for span in facts.phases if span.steady}
    for (name, phase, capability), count in sorted(_kept(facts).items()) if facts.held else ():
        if phase not in steady:
            yield Violation(f"posts of {name}: there is no phase {phase}", 1.0)
            continue
        standing = facts.over(facts.calendar, name, facts.held[0][0], capability)[steady[phase].months]
        yield from worst(f"posts of {name}: {capability} kept for {phase} is not manned", count - standing, steady[phase].first)


def _comers(facts: Facts) -> Iterator[Violation]:
    """Who keeps no posts does not come for the steady state, where posts are kept for whole phases."""
    kept = {key[:2] for key in _kept(facts)}
    if not (facts.held and _stays(facts) and (kept or facts.plan.by_sector is not None)):
        return
    for row in facts.plan.rotation:
        name, first, last = facts.nation(row.state), row.start_month, row.end_month
        touched = [span for span in facts.phases if span.first <= last and first <= span.last]
        inside = facts.steady.start < first and last <= facts.steady.stop
        if inside and not any((name, span.name) in kept for span in touched):
            brings = facts.offers(row.state, row.unit_type, row.belt, row.serves)
            for capability in (what for belt, what in facts.held if belt == row.belt and what in brings):
                rule = f"posts of {name}: {capability} comes in month {first}, and none of its posts is kept"
                yield Violation(rule, float(row.units))


def _stays(facts: Facts) -> bool:
    return facts.options.minimum_stay == "phase"


def _kept(facts: Facts) -> Counter[tuple[str, str, str]]:
    """Return the posts that are kept, by nation, phase and capability."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in facts.plan.kept:
        found[row.nation, row.phase, row.capability] += row.count  # type: ignore[assignment]
    return found


def _calendar(facts: Facts) -> Iterator[Violation]:
    """Every unit of the calendar stands in one sector for its whole tour, or in none; its phases are those of the case."""
    sectors = facts.plan.by_sector
    if sectors is None:
        return

    def units(tours: Sequence[RotationRow | SectorTour]) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for row in tours:
            months = (f"{row.start_month}", f"{row.end_month}")
            found[row.state, row.unit_type, *months, row.belt, row.commitment, row.serves] += row.units
        return found

    rule = "sectors: {} {} of month {} do not agree with the calendar"
    yield from differing(units(facts.plan.rotation), units(sectors.tours), rule)
    for tour in sectors.tours:
        if tour.units < 1:
            yield Violation(f"sectors: {tour.state} {tour.unit_type}: no whole unit", 1.0)
    told = [(phase.name, phase.first_month, phase.last_month) for phase in sectors.phases]
    if told != [(span.name, span.first, span.last) for span in facts.phases]:
        yield Violation("sectors: the phases are not those of the case", float(abs(len(told) - len(facts.phases)) or 1))


def _caveats(facts: Facts) -> Iterator[Violation]:
    for row in facts.plan.by_sector.tours if facts.plan.by_sector is not None else ():
        names = ("*", *facts.offers(row.state, row.unit_type, row.belt, row.serves))
        if row.sector and facts.caveats(row.state) & {f"{name}@{row.sector}" for name in names}:
            yield Violation(f"sectors: {row.state} {row.unit_type}: caveat on {row.sector}", float(row.units))


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class _Place:
    """A sector in a phase: its lead, and what nations have there of troops and headquarters by month."""

    sector: str
    span: Span
    lead: SectorLead | None
    leader: str
    troops: dict[str, Months]
    heads: dict[str, Months]
    led_from_headquarters: bool

    def __str__(self) -> str:
        return f"{self.sector}, {self.span.name}"

    def troops_of(self, name: str) -> Months:
        """Return the troops of a nation by month."""
        return self.troops.get(name, np.zeros(self.span.last - self.span.first + 1))


def _places(facts: Facts, sectors: SectorPlan) -> Iterator[_Place]:
    """Look at each sector that is held, phase by phase."""
    leads = {(phase.name, lead.sector): lead for phase in sectors.phases for lead in phase.leads}
    troops, *command = facts.held
    commanded = {row.sector for row in facts.required.sectors if (row.belt, row.capability) in command and row.quantity >= 1}
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
            )


def _held_sectors(facts: Facts) -> Iterator[Violation]:
    """Few nations hold a sector, one leads it, and who holds some stays there."""
    sectors, stays = facts.plan.by_sector, _stays(facts)
    places = list(_places(facts, sectors)) if facts.held and sectors is not None else []
    for place in places:
        yield from _nations(facts, place)
        yield from _lead(facts, place)
    steady = [place for place in places if place.span.steady]
    if facts.recount and facts.options.lead_headquarters == "own":
        for place in steady:
            yield from _headquarters(facts, place)
        yield from _headquarters_of_leads(facts, steady) if stays else ()
    yield from _moves(facts, steady) if stays else ()


def _nations(facts: Facts, place: _Place) -> Iterator[Violation]:
    """Few nations hold a sector in a phase, those that the plan names."""
    factor, there = facts.case.planning_factors.get("sector_most_nations"), {*place.troops, *place.heads}
    more = len(there) - max(1, floor(factor.value)) if factor else 0
    if more > 0:
        yield Violation(f"sectors: too many nations in {place}", float(more))
    named = {facts.nation(name) for name in place.lead.nations} if place.lead else set()
    if place.troops and named != there:
        yield Violation(f"sectors: the nations of {place} do not agree with the calendar", float(len(named ^ there)))


def _lead(facts: Facts, place: _Place) -> Iterator[Violation]:
    """One nation leads: with its share of the posts, those manned in every month, and a battalion there in every month."""
    if place.lead is None:
        if place.troops:
            yield Violation(f"sectors: no framework nation in {place}", 1.0)
        return
    if place.lead.framework_nation not in place.lead.nations:
        yield Violation(f"sectors: the lead of {place} is none of its nations", 1.0)
    if not place.span.steady:
        return
    factor, there = facts.case.planning_factors.get("framework_share"), place.troops_of(place.leader)
    posts = sum(float(months.min()) for months in place.troops.values())
    least = posts * min(1.0, max(0.0, factor.value)) if factor else 0.0
    if there.min() < least - 1e-3:
        yield Violation(f"sectors: share of the framework nation of {place}", least - float(there.min()))
    # Troops that come a little early, before their nation keeps a post, lead only where nobody else stays.
    if _stays(facts) and (posts or (place.leader, place.span.name, facts.held[0][1]) in _kept(facts)):
        yield from worst(
            f"sectors: {place.leader} leads {place}, without a battalion", (there <= 0).astype(float), place.span.first
        )


def _headquarters(facts: Facts, place: _Place) -> Iterator[Violation]:
    """With `lead_headquarters: own` a headquarters stands only with a battalion of its nation, and the lead's own leads.

    Where posts are kept for whole phases, this holds for posts: those that come early, or run on, may be alone for a while.
    """
    for name, months in place.heads.items():
        if _stays(facts) and not (months.min() and (name, place.span.name, COMMAND) in _kept(facts)):
            continue
        alone = ((months > 0) & (place.troops_of(name) == 0)).astype(float)
        yield from worst(f"sectors: a headquarters of {name} in {place} without its battalion", alone, place.span.first)
        if _stays(facts) and place.leader != name and place.led_from_headquarters:
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
    # A unit beyond what the sector needs is no post.
    need: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in facts.required.sectors:
        need[row.sector, row.belt, row.capability] += row.quantity * facts.plan.planned_scale
    posts: dict[tuple[str, str, Span], dict[str, float]] = defaultdict(dict)
    for place in places:
        for key, has in zip(facts.held, (place.troops, place.heads), strict=False):
            for name, months in has.items():
                most = ceil(need[place.sector, *key] - 1e-9)
                posts[key[1], name, place.span][place.sector] = min(most, float(months.min()))
    for capability, name in sorted({key[:2] for key in posts}):
        for before, after in pairwise(span for span in facts.phases if span.steady):
            first, then = posts[capability, name, before], posts[capability, name, after]
            more = [then.get(sector, 0.0) - first.get(sector, 0.0) for sector in {*first, *then}]
            moved = min(sum(max(0.0, each) for each in more), sum(max(0.0, -each) for each in more))
            if moved > 1e-6:
                rule = f"sectors: {capability} of {name} moves between sectors from {before.name} to {after.name}"
                yield Violation(rule, moved)


def _shortfalls(facts: Facts) -> Iterator[Violation]:
    """Recount what is missing by sector and month once the build-up is over, what sector rules cost, and the price."""
    plan, sectors = facts.plan, facts.plan.by_sector
    if sectors is None:
        return
    once = np.arange(facts.case.scenario.horizon_months) >= facts.steady.start
    rows = [((row.sector, row.belt, row.capability), row.month, row) for row in sectors.shortfall]
    told = facts.by_month((place, month, month, row.quantity) for place, month, row in rows)
    needed = facts.by_month((place, month, month, row.required) for place, month, row in rows)
    if facts.recount and plan.planned_scale == 1:
        for place, months in _at_full_strength(facts).items():
            needed[place] = np.where(months > 0, months, needed[place])
    standing: Table = facts.by_month(())
    for (sector, _, belt, capability), months in facts.placed.items():
        standing[sector, belt, capability] += months
    short = {place: np.maximum(0.0, months - standing[place]) * once for place, months in needed.items()}
    yield from differing(short, told, "sectors: shortfall of {2} in {0}")
    in_belt = facts.by_month(((row.belt, row.capability), row.month, row.month, row.quantity) for row in plan.shortfall)
    missing, lost = dict(in_belt), defaultdict[str, float](float)
    for key in sorted({(row.belt, row.capability) for row in facts.required.sectors}):
        more = (facts.over(told, *key) - in_belt[key]) * once
        lost[key[1]] += float(more.sum())
        missing[key] = in_belt[key] + more
        for month in np.flatnonzero(more < -1e-5).tolist():
            rule = f"sectors: less is short of {key[1]} in month {month + 1} than in the belt"
            yield Violation(rule, -float(more[month]))
    yield from differing(lost, plan.sector_loss, "sectors: what sector rules cost of {0}")
    price = facts.price_of(missing) + sum(row.price for row in plan.withdrawn)
    if facts.recount and abs(price - sectors.objective) > 1e-5 * max(1.0, plan.requirement):
        yield Violation("sectors: the price of what is missing, counted anew", abs(price - sectors.objective))


def _at_full_strength(facts: Facts) -> Table:
    """Return what each sector needs in the months in which the belts need all that their sectors ask for."""
    asked: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in facts.required.sectors:
        asked[row.belt, row.capability][row.sector] += round(row.quantity)
    return {
        (sector, *key): needed * (facts.needed[key] == sum(by_sector.values()))
        for key, by_sector in asked.items()
        if key in facts.needed
        for sector, needed in by_sector.items()
    }


RULES = (_posts, _comers, _calendar, _caveats, _held_sectors, _shortfalls)
"""Posts stay, few nations hold a sector, one of them leads it, and what is short there is told."""
