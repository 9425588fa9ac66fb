"""What is asked of the planner."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from interpose.errors import UsageError
from interpose.solver import Limits

__all__ = ["KeptPosts", "Level", "Mode", "PlanRequest"]

Mode = Literal["fixed", "largest", "pledges"]
"""Who fills the requirement; how large a force lasts; or what the pledges alone bring."""

Level = Literal["low", "mode", "high"]
"""Which end of the requirement is planned for."""


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
    level : str, optional
        Which end of the requirement is planned for: low, mode or high; the scenario's choice unless given.
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
    level: Level | None = None
    least_modality: int | None = None
    compared: bool = True
    limits: Limits = field(default_factory=Limits)
    kept: tuple[KeptPosts, ...] | None = None
    change_price: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.change_price < math.inf:
            raise UsageError(f"the price of a change is {self.change_price:g}", "give unit-months, at least 0")
