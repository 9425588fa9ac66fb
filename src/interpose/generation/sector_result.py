"""Sectors of a plan: who leads, who stands where in which months, and what the sector rules cost."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SectorLead", "SectorPhase", "SectorPlan", "SectorShortfall", "SectorTour"]


@dataclass(frozen=True, slots=True)
class SectorLead:
    """Who leads a sector, and who stands in it: the framework nation first, then by posts and unit-months."""

    sector: str
    framework_nation: str
    nations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorPhase:
    """Months for which nations keep their sectors: build-up, steady state (numbered where there are several) or drawdown.

    Leads are those of sectors in which troops that hold them stand, in the order of the requirement.
    """

    name: str
    first_month: int
    last_month: int
    leads: tuple[SectorLead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorTour:
    """A row of the calendar in one sector.

    An empty sector means that the sector rules leave no place for its units, or that sectors need none.
    """

    state: str
    unit_type: str
    units: int
    start_month: int
    end_month: int
    belt: str
    sector: str
    commitment: str = ""
    serves: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorShortfall:
    """What is missing of a capability in a sector, belt and month, in units."""

    sector: str
    capability: str
    belt: str
    month: int
    quantity: float
    required: float


@dataclass(frozen=True, kw_only=True)
class SectorPlan:
    """The calendar with sectors.

    Who leads and who stands where, phase by phase; all units of the calendar, each with its sector; and what is missing once
    the build-up is over (until then only the totals of the belts count).

    Parameters
    ----------
    loss : tuple of (str, float)
        Unit-months that are short in sectors beyond what is short in their belts, by capability.
    loss_share : float or None
        What the rules of sectors add to `shortfall_share`: the plan with them, dealt to sectors, less the plan without them.
        None where the plan without them was not reached.
    objective, gap : float, float or None
        Priced shortfall of the plan, counted by sector, and its distance from the proved bound, as a share of the price of
        missing everything.
    """

    phases: tuple[SectorPhase, ...]
    tours: tuple[SectorTour, ...]
    shortfall: tuple[SectorShortfall, ...]
    loss: tuple[tuple[str, float], ...]
    loss_share: float | None
    objective: float
    gap: float | None

    @property
    def steady(self) -> tuple[SectorLead, ...]:
        """Who leads in the first phase of the steady state."""
        for phase in self.phases:
            if phase.name.startswith("steady state"):
                return phase.leads
        return ()
