"""What is asked of the planner, and its tuned numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from interpose.errors import UsageError
from interpose.solver import Limits

__all__ = ["KeptPosts", "Mode", "PlanRequest", "Settings"]


Mode = Literal["fixed", "largest", "pledges"]
"""Who fills the requirement; how large a force lasts; or what the pledges alone bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPosts:
    """Posts of troops that hold sectors, or of headquarters, that a nation or partner group keeps for a steady phase."""

    nation: str
    phase: str
    capability: str
    count: float

    def __post_init__(self) -> None:
        if not 0 <= self.count < math.inf:
            raise UsageError(
                f"{self.nation} cannot keep {self.count:g} posts of {self.capability}", "give a number, at least 0"
            )


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

    In the slot model what breaks ties (units from inside before units from outside, no posts that nobody needs) may cost
    `tie_share` of the price of missing everything; its bound is lowered by as much. Branch and bound may leave `solver_share`
    of the gap asked for; the rest is kept for what is dealt to sectors afterwards.

    The second stage of the monthly model, which breaks ties, ends after `tie_pauses`, or within `tie_gap` tours of its bound:
    20 pauses take at most 1 s on the shipped mandates and give the same plans as 100, which take up to 8 s; with 0
    there is no second stage. With more than
    `most_entries` of tours by class, station, month of begin and month of the tour there is no monthly model: the 10,300 of
    ukraine-2024 take 1 s; 32 states, 12 types and 48 months have 95,000, and the posts of the slot model get a calendar.

    There a month in which a post stands empty outside the steady state costs `empty_before` of one within it; a crew's calendar
    takes at most `calendar_nodes`, or is good enough within `calendar_gap` of its steady post-months of the bound. With these
    the 32 states of `python -m benchmarks generate` take 5 s without and 8 s with caps, and leave 0.1 and 0.4 % of the posts
    empty.
    """

    tie_share: float = 1e-4
    solver_share: float = 0.5
    tie_pauses: int = 20
    tie_gap: float = 4.0
    most_entries: int = 60_000
    empty_before: float = 0.1
    calendar_nodes: int = 30
    calendar_gap: float = 0.005
