"""What is asked of the planner, its tuned numbers, and the planning problem: what both models read."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from interpose.case import Case
from interpose.case.tables.evidence import Modality
from interpose.case.tables.scenario import Options
from interpose.errors import UsageError
from interpose.evidence import Positions
from interpose.generation.problem.demand import COMMAND, Demand, Phase, SectorNeed, demand, phases, sector_need
from interpose.generation.problem.supply import Lift, Participation, PoolSupply, participation, pledged_personnel, supplies
from interpose.requirement import Requirement
from interpose.solver import Limits

__all__ = ["KeptPosts", "Mode", "PlanRequest", "PlanRules", "Problem", "Settings", "StateLimit", "problem_of"]


Mode = Literal["fixed", "largest", "pledges"]
"""Who fills the requirement; how large a force lasts; or what the pledges alone bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPosts:
    """Posts of troops that hold sectors, or of headquarters, that a nation or partner group keeps for a steady phase."""

    nation: str
    phase: str
    capability: str
    count: Annotated[float, Field(ge=0, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class PlanRequest:
    """What is asked of the planner; everything else is an option of the scenario.

    Parameters
    ----------
    mandate : str, optional
        Mandate to plan for; the scenario's own unless given.
    mode : str
        fixed: who fills the requirement · largest: the most troops that can be held, with what enables them in the
        mandate's proportion · pledges: what those bring who have pledged, up to the personnel that they named.
    least_modality : int, optional
        How firm a position must be for its state to take part; the scenario's choice unless given.
    compared : bool
        Whether the plan is set beside other endurances (`force.without_end`, `own_relief`, `horizon`) and beside itself without
        the rules of sectors (`by_sector.loss_share`). The plan is the same either way.
    limits : Limits
        How long to look; limits of work, not of time, unless given.
    kept : tuple of KeptPosts, optional
        Posts of an earlier plan that nations keep unless moving them gains more than it costs; those that the case pins
        (`pins.csv`) unless given.
    change_price : float
        Price of a post that its nation gives up, in unit-months of its capability. One stands for a month of double manning,
        while a nation that is new to a post takes it over; 1,000 or more moves nothing that can be kept.
    """

    mandate: str | None = None
    mode: Mode = "fixed"
    least_modality: int | None = None
    compared: bool = True
    limits: Limits = field(default_factory=Limits)
    kept: tuple[KeptPosts, ...] | None = None
    change_price: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.change_price < math.inf:
            raise UsageError(f"the price of a change is {self.change_price:g}", "give unit-months, at least 0")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Tuned numbers of the planner.

    What breaks ties (units from inside before units from outside, no posts that nobody needs, few tours and changes) may cost
    `tie_share` of the price of missing everything; the bound is lowered by as much. Branch and bound may leave `solver_share`
    of the gap asked for; the rest is kept for what is dealt to sectors afterwards. With more than `most_entries` of tours by
    class, station, month of begin and month of the tour there is no monthly model: the 10,300 of ukraine-2024 take 1 s; 32
    states, 12 types and 48 months have 95,000, and the posts of the slot model get a calendar.

    There a month in which a post stands empty outside the steady state costs `empty_before` of one within it; a crew's calendar
    takes at most `calendar_nodes`, or is good enough within `calendar_gap` of its steady post-months of the bound. With these
    the 32 states of `python -m benchmarks generate` take 5 s without and 8 s with caps, and leave 0.1 and 0.4 % of the posts
    empty.
    """

    tie_share: float = 1e-7
    solver_share: float = 0.5
    most_entries: int = 60_000
    empty_before: float = 0.1
    calendar_nodes: int = 30
    calendar_gap: float = 0.005


@dataclass(frozen=True, slots=True)
class StateLimit:
    """Hard limits on the personnel of a state: a cap in every month, and a least once the build-up is over."""

    state: str
    most: float | None
    least: float | None


class PlanRules(Options):
    """Rules of a plan beyond rotation: the options of the scenario, planning factors, and the partner group of each state.

    At most `most_nations` hold a sector in a phase (0: no such rule), and the framework nation of a sector provides at least
    `least_share` of its troops. A partner group counts as one nation.
    """

    most_nations: int = 0
    least_share: float = 0.0
    partners: dict[str, str]

    @property
    def whole_phases(self) -> bool:
        """Whether posts that hold sectors are kept for a whole phase."""
        return self.minimum_stay == "phase"

    @property
    def own_headquarters(self) -> bool:
        """Whether a headquarters goes only where its nation keeps a battalion, and leads there."""
        return self.lead_headquarters == "own"

    def nation(self, state: str) -> str:
        """Return the name under which a state is counted: its partner group, or its own code."""
        return self.partners.get(state, state)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A planning problem: what is required, by whom it may be filled, and the rules that hold.

    `owned_headquarters` are those of each state wherever they are; `limits` its caps and leasts; `caveats` what it forbids its
    units, `capability@place`. Without sectors the mandate knows none. The `gap`, a distance to the proved bound that is good
    enough, is a share of the price of missing everything. Nations keep the posts in `kept`, by nation, phase of the steady
    state (from 0) and capability, unless one is worth more than the `change_price`, in unit-months of its capability; no gain
    moves the posts of those who are `held_fast`, to see what their moves gain.
    """

    mandate: str
    mode: Mode
    demand: Demand
    pools: tuple[PoolSupply, ...]
    owned_headquarters: Mapping[str, int]
    limits: Mapping[str, StateLimit]
    rules: PlanRules
    sectors: SectorNeed | None
    phases: tuple[Phase, ...]
    participation: Participation
    caveats: Mapping[str, frozenset[str]]
    gap: float
    seed: int
    kept: Mapping[tuple[str, int, str], float] = field(default_factory=dict)
    change_price: float = 1.0
    held_fast: frozenset[str] = frozenset()
    settings: Settings = field(default_factory=Settings)

    def with_rules(self, **rules: object) -> Problem:
        """Return the problem under other rules."""
        return replace(self, rules=self.rules.replace(**rules))

    def without_sector_rules(self) -> Problem:
        """Return the problem without posts for whole phases, places, leads and contingents: rotation and endurance alone."""
        return self.with_rules(minimum_stay="tour", lead_headquarters="any", most_nations=0, minimum_contingent=0)

    def scaled(self, scale: float) -> Problem:
        """Return the problem with a part, or a multiple, of its requirement."""
        need, sectors = self.demand, self.sectors
        quantity = {key: np.round(months * scale, 6) for key, months in need.quantity.items()}
        if sectors is not None:
            sectors = replace(sectors, quantity={key: months * scale for key, months in sectors.quantity.items()})
        return replace(self, demand=replace(need, quantity=quantity), sectors=sectors)


def problem_of(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest | None = None,
    *,
    lifted: Collection[Lift] = (),
    joined: Participation | None = None,
) -> Problem:
    """Resolve what is to be planned, with some limits lifted to see what they cost.

    Who takes part (`joined`) is worked out from the positions unless it is known already.

    Raises
    ------
    UsageError
        Where the mandate is not known.
    """
    request = request or PlanRequest()
    options = case.scenario.options
    mandate = request.mandate or case.scenario.mandate
    required = requirement.of(mandate)
    pledges = request.mode == "pledges"
    least = max(Modality.PLEDGED, request.least_modality or 0) if pledges else request.least_modality
    if "participation" in lifted:
        able = sorted({pool.state for pool in case.pools} - case.excluded_providers)
        joined = Participation({code: "position" for code in able if case.states[code].participates != "no"}, {})
    taking_part = joined or participation(case, positions, least_modality=least)
    named = pledged_personnel(case, positions, taking_part.states) if pledges else {}
    limits = {} if "caps" in lifted else _limits(case, taking_part, named)
    need = demand(case, required)
    rules, months = _rules(case), phases(need, options.phase_months)
    caveats = {code: frozenset(each.replace(" ", "") for each in state.caveats) for code, state in case.states.items()}
    return Problem(
        mandate=mandate,
        mode=request.mode,
        demand=need,
        pools=supplies(case, positions, taking_part.states, lifted, least_modality=least),
        owned_headquarters=_owned_headquarters(case),
        limits=limits,
        rules=rules,
        sectors=sector_need(need, required),
        phases=months,
        participation=taking_part,
        caveats={} if "caveats" in lifted else caveats,
        gap=options.relative_gap if request.limits.relative_gap is None else request.limits.relative_gap,
        seed=case.scenario.seed,
        kept=_kept(case, request, rules, [phase for phase in months if phase.steady]),
        change_price=request.change_price,
    )


def _kept(case: Case, request: PlanRequest, rules: PlanRules, steady: Sequence[Phase]) -> dict[tuple[str, int, str], float]:
    """Return the posts to keep: those of the request, or else those that the case pins."""
    rows = [(row.nation, row.phase, 0, row.capability, row.count) for row in request.kept or ()]
    if request.kept is None:
        rows = [(pin.nation, pin.phase or "", pin.first_month or 0, pin.capability, pin.count) for pin in case.pins]
    found: dict[tuple[str, int, str], float] = defaultdict(float)
    for nation, name, first, capability, count in rows:
        for place, phase in enumerate(steady):
            if name == phase.name or phase.first_month <= first <= phase.last_month:
                found[rules.nation(nation), place, capability] += count
    return dict(found)


def _limits(case: Case, taking_part: Participation, pledged: Mapping[str, float]) -> dict[str, StateLimit]:
    found = {}
    for code in taking_part.states:
        state = case.states[code]
        caps = [cap for cap in (state.personnel_cap, pledged.get(code)) if cap is not None]
        if caps or state.personnel_least is not None:
            found[code] = StateLimit(code, min(caps, default=None), state.personnel_least)
    return found


def _owned_headquarters(case: Case) -> Mapping[str, int]:
    """Count the headquarters that each state owns: those of its pools, and those bound elsewhere."""
    kinds, owned = {name for name, kind in case.unit_types.items() if COMMAND in dict(kind.capabilities)}, Counter[str]()
    rows = [(row.state, row.unit_type, row.units) for row in case.pools]
    for state, unit_type, units in (*rows, *((row.state, row.unit_type, row.units) for row in case.commitments)):
        if unit_type in kinds:
            owned[state] += math.floor(units + 1e-9)
    return owned


def _rules(case: Case) -> PlanRules:
    most, share = case.planning_factors.get("sector_most_nations"), case.planning_factors.get("framework_share")
    return PlanRules(
        **dict(case.scenario.options),
        most_nations=max(1, math.floor(most.value)) if most else 0,
        least_share=min(1.0, max(0.0, share.value)) if share else 0.0,
        partners={state: name for name, states in case.scenario.partners.items() for state in states},
    )
