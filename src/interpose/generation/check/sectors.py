"""Sectors of a plan: places, leads, posts that stay, caveats and shortfalls, counted from case, requirement and calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from operator import attrgetter

from interpose.generation.check.facts import COMMAND, Facts, PhaseMonths, Violation, differing, worst
from interpose.generation.result import Plan
from interpose.generation.sector_result import SectorLead, SectorPlan

__all__ = ["sector_violations"]

_ROW = attrgetter("state", "unit_type", "start_month", "end_month", "belt", "commitment", "serves")


def sector_violations(facts: Facts, plan: Plan, *, recount: bool) -> Iterator[Violation]:
    """Check posts and sectors of a plan; one without sectors keeps only its posts, if it was planned with any.

    With `recount` what each sector needs is counted anew: the plan was made for the requirement as it stands.
    """
    stay, sectors = facts.options.minimum_stay == "phase", plan.by_sector
    if facts.held:
        yield from _posts(facts, plan)
    if facts.held and stay and (plan.kept or sectors is not None):
        yield from _comers(facts, plan)
    if sectors is None:
        return
    yield from _calendar(plan, sectors)
    yield from _phases(facts, sectors)
    yield from _caveats(facts, sectors)
    places = list(_places(facts, plan, sectors)) if facts.held else []
    for place in places:
        yield from _nations(facts, place)
        yield from _lead(facts, place)
    steady = [place for place in places if place.span.steady]
    if recount and facts.options.lead_headquarters == "own":
        for place in steady:
            yield from _headquarters(facts, place)
        yield from _headquarters_of_leads(facts, sectors, steady) if stay else ()
    yield from _moves(facts, plan, steady) if stay else ()
    yield from _shortfalls(facts, plan, sectors, recount=recount)


def _posts(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Who keeps posts for a phase mans them in every month of it."""
    steady = {span.name: span for span in facts.phases if span.steady}
    kept: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in plan.kept:
        kept[row.nation, row.phase, row.capability] += row.count
    for (name, phase, capability), count in sorted(kept.items()):
        if phase not in steady:
            yield Violation(f"posts of {name}: there is no phase {phase}", 1.0)
            continue
        months = steady[phase].months
        standing = facts.by_nation(plan.rotation, (facts.held[0][0], capability), months).get(name, [0.0] * len(months))
        rule = f"posts of {name}: {capability} kept for {phase} is not manned"
        yield from worst(rule, months, (count - each for each in standing))


def _comers(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Who keeps no posts does not come for the steady state."""
    kept = {(row.nation, row.phase) for row in plan.kept}
    for tour in plan.rotation:
        name, brings = facts.nation(tour.state), facts.brings(tour)
        inside = tour.start_month in facts.steady and tour.end_month in facts.steady
        touched = [span for span in facts.phases if span.first <= tour.end_month and tour.start_month <= span.last]
        if inside and not any((name, span.name) in kept for span in touched):
            for capability in (key[1] for key in facts.held if key in brings):
                rule = f"posts of {name}: {capability} comes in month {tour.start_month}, and none of its posts is kept"
                yield Violation(rule, float(tour.units))


def _calendar(plan: Plan, sectors: SectorPlan) -> Iterator[Violation]:
    """Every unit of the calendar stands in one sector for its whole tour, or in none."""
    counted, told = Counter[tuple[str | int, ...]](), Counter[tuple[str | int, ...]]()
    for row in plan.rotation:
        counted[_ROW(row)] += row.units
    for tour in sectors.tours:
        told[_ROW(tour)] += tour.units
        if tour.units < 1:
            yield Violation(f"sectors: {tour.state} {tour.unit_type}: no whole unit", 1.0)
    rule = "sectors: {} {} of month {} do not agree with the calendar"
    yield from differing(counted, told, lambda key: rule.format(*key))


def _phases(facts: Facts, sectors: SectorPlan) -> Iterator[Violation]:
    """Compare the phases with those of the case."""
    told = [(phase.name, phase.first_month, phase.last_month) for phase in sectors.phases]
    counted = [(span.name, span.first, span.last) for span in facts.phases]
    if told != counted:
        yield Violation("sectors: the phases are not those of the case", float(abs(len(told) - len(counted)) or 1))


def _caveats(facts: Facts, sectors: SectorPlan) -> Iterator[Violation]:
    for tour in sectors.tours:
        names = ("*", *(name for _, name in facts.brings(tour)))
        if tour.sector and facts.caveats(tour.state) & {f"{name}@{tour.sector}" for name in names}:
            yield Violation(f"sectors: {tour.state} {tour.unit_type}: caveat on {tour.sector}", float(tour.units))


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A sector in a phase: its lead, what nations have there of troops and headquarters by month, who keeps which posts."""

    sector: str
    span: PhaseMonths
    lead: SectorLead | None
    leader: str
    troops: Mapping[str, list[float]]
    heads: Mapping[str, list[float]]
    kept: frozenset[tuple[str, str]]
    wants_headquarters: bool

    def __str__(self) -> str:
        return f"{self.sector}, {self.span.name}"

    def months_of(self, name: str) -> list[float]:
        """Return the troops of a nation by month."""
        return self.troops.get(name, [0.0] * len(self.span.months))


def _places(facts: Facts, plan: Plan, sectors: SectorPlan) -> Iterator[_Place]:
    """Look at each sector that is held, phase by phase."""
    troops, command = facts.held[0], facts.held[-1]
    leads = {(phase.name, lead.sector): lead for phase in sectors.phases for lead in phase.leads}
    wanting = {row.sector for row in facts.required.sectors if (row.belt, row.capability) == command and row.quantity >= 1}
    for sector in sorted({tour.sector for tour in sectors.tours if tour.sector}):
        here = [tour for tour in sectors.tours if tour.sector == sector]
        for span in facts.phases:
            lead = leads.get((span.name, sector))
            yield _Place(
                sector=sector,
                span=span,
                lead=lead,
                leader=facts.nation(lead.framework_nation) if lead else "",
                troops=facts.by_nation(here, troops, span.months),
                heads=facts.by_nation(here, command, span.months) if command != troops else {},
                kept=frozenset((row.nation, row.capability) for row in plan.kept if row.phase == span.name),
                wants_headquarters=command != troops and sector in wanting,
            )


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
    factor, there = facts.case.planning_factors.get("framework_share"), place.months_of(place.leader)
    posts = sum(min(months) for months in place.troops.values())
    least = posts * min(1.0, max(0.0, factor.value)) if factor else 0.0
    if min(there) < least - 1e-3:
        yield Violation(f"sectors: share of the framework nation of {place}", least - min(there))
    # Troops that come a little early, before their nation keeps a post, lead only where nobody else stays.
    if facts.options.minimum_stay == "phase" and (posts or (place.leader, facts.held[0][1]) in place.kept):
        rule = f"sectors: {place.leader} leads {place}, without a battalion"
        yield from worst(rule, place.span.months, (float(each <= 0) for each in there))


def _headquarters(facts: Facts, place: _Place) -> Iterator[Violation]:
    """With `lead_headquarters: own` a headquarters stands only with a battalion of its nation, and the lead's own leads.

    Where posts are kept for whole phases, this holds for posts: those that come early, or run on, may be alone for a while.
    """
    stays = facts.options.minimum_stay == "phase"
    for name, months in place.heads.items():
        if stays and not (min(months) and (name, COMMAND) in place.kept):
            continue
        alone = (float(there > 0 and not own) for there, own in zip(months, place.months_of(name), strict=True))
        yield from worst(f"sectors: a headquarters of {name} in {place} without its battalion", place.span.months, alone)
        if stays and place.leader != name and place.wants_headquarters:
            yield Violation(f"sectors: a headquarters of {name} in {place}, which another leads", 1.0)


def _headquarters_of_leads(facts: Facts, sectors: SectorPlan, places: Sequence[_Place]) -> Iterator[Violation]:
    """Headquarters of a nation stand in the sectors that it leads, as far as those that it keeps there suffice."""
    placed = [tour for tour in sectors.tours if tour.sector]
    for span in {place.span: None for place in places}:
        for name, months in facts.by_nation(placed, facts.held[-1], span.months).items():
            led = [each for each in places if each.span == span and each.leader == name and each.wants_headquarters]
            least, manned = min(len(led), *months), sum(min(place.heads.get(name, [0.0])) for place in led)
            if manned < least:
                rule = f"sectors: headquarters of {name} do not stand in the sectors that it leads in {span.name}"
                yield Violation(rule, least - manned)


def _moves(facts: Facts, plan: Plan, places: Sequence[_Place]) -> Iterator[Violation]:
    """Let posts of a nation grow or fall between phases, but none move from one sector to another."""
    posts: dict[tuple[str, str, PhaseMonths], dict[str, float]] = defaultdict(dict)
    for place in places:
        for key, has in zip(facts.held, (place.troops, place.heads), strict=False):
            rows = [row for row in facts.required.sectors if (row.sector, row.belt, row.capability) == (place.sector, *key)]
            # A unit beyond what the sector needs is no post.
            need = ceil(sum(row.quantity for row in rows) * plan.planned_scale - 1e-9)
            for name, months in has.items():
                posts[key[1], name, place.span][place.sector] = min(need, *months)
    for capability, name in sorted({key[:2] for key in posts}):
        for before, after in pairwise(span for span in facts.phases if span.steady):
            first, then = posts[capability, name, before], posts[capability, name, after]
            more = [then.get(sector, 0.0) - first.get(sector, 0.0) for sector in {*first, *then}]
            moved = min(sum(max(0.0, each) for each in more), sum(max(0.0, -each) for each in more))
            if moved > 1e-6:
                rule = f"sectors: {capability} of {name} moves between sectors from {before.name} to {after.name}"
                yield Violation(rule, moved)


def _shortfalls(facts: Facts, plan: Plan, sectors: SectorPlan, *, recount: bool) -> Iterator[Violation]:
    """Recount what is missing by sector and month once the build-up is over, what sector rules cost, and the price."""
    asked, begin = {(row.belt, row.capability) for row in facts.required.sectors}, facts.steady[0]
    standing = facts.standing(sectors.tours)
    needed = {(row.sector, row.belt, row.capability, row.month): row.required for row in sectors.shortfall}
    if recount and plan.planned_scale == 1:
        needed |= _at_full_strength(facts)
    short = {place: max(0.0, quantity - standing[place]) for place, quantity in needed.items() if place[3] >= begin}
    told = {(row.sector, row.belt, row.capability, row.month): row.quantity for row in sectors.shortfall}
    yield from differing(short, told, lambda place: f"sectors: shortfall of {place[2]} in {place[0]}, month {place[3]}")
    in_belt = {(row.belt, row.capability, row.month): row.quantity for row in plan.shortfall}
    missing, lost = defaultdict[tuple[str, str, int], float](float), defaultdict[str, float](float)
    for place, quantity in told.items():
        missing[place[1:]] += quantity
    for belt, name, month in sorted({*missing, *in_belt}):
        if (belt, name) in asked and month >= begin:
            more = missing[belt, name, month] - in_belt.get((belt, name, month), 0.0)
            lost[name] += more
            if more < -1e-5:
                yield Violation(f"sectors: less is short of {name} in month {month} than in the belt", -more)
    yield from differing(lost, plan.sector_loss, lambda name: f"sectors: what sector rules cost of {name}")
    beside = {key: quantity for key, quantity in in_belt.items() if key[:2] not in asked or key[2] < begin}
    price = facts.price_of(missing | beside) + sum(row.price for row in plan.withdrawn)
    if recount and abs(price - sectors.objective) > 1e-5 * max(1.0, plan.requirement):
        yield Violation("sectors: the price of what is missing, counted anew", abs(price - sectors.objective))


def _at_full_strength(facts: Facts) -> dict[tuple[str, str, str, int], float]:
    """Return what each sector needs in the months in which the belts need all that their sectors ask for."""
    asked: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in facts.required.sectors:
        asked[row.belt, row.capability][row.sector] += round(row.quantity)
    return {
        (sector, belt, capability, month): float(needed)
        for (belt, capability, month), quantity in facts.units.items()
        if month >= facts.steady[0] and sum(asked[belt, capability].values()) == quantity
        for sector, needed in asked[belt, capability].items()
    }
