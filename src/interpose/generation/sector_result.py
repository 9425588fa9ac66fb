"""What the sectors of a plan consist of: who leads, who stands where in which months, and what the sector rules cost."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SectorLead", "SectorPhase", "SectorPlan", "SectorShortfall", "SectorTour"]


@dataclass(frozen=True, slots=True)
class SectorLead:
    """Who leads a sector, and who stands in it: the framework nation first, then by unit-months."""

    sector: str
    framework_nation: str
    nations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorPhase:
    """A stretch of months for which nations keep their sectors.

    Parameters
    ----------
    name : str
        Build-up, steady state (numbered where it is longer than one phase) or drawdown.
    first_month, last_month : int
        First and last month.
    leads : tuple of SectorLead
        Sectors in the order of the requirement, those in which troops of the rules stand.
    """

    name: str
    first_month: int
    last_month: int
    leads: tuple[SectorLead, ...]


@dataclass(frozen=True, slots=True)
class SectorTour:
    """Units of a state that begin and end a tour together in one sector.

    Parameters
    ----------
    state, unit_type : str
        Whose units, of which type.
    units : int
        How many.
    start_month, end_month : int
        First and last month on the ground.
    belt, sector : str
        Where they stand; an empty sector means that the sector rules leave no place for them.
    commitment, serves : str
        As in the row of the calendar that the tour belongs to.
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


@dataclass(frozen=True, slots=True)
class SectorShortfall:
    """What is missing of a capability in a sector, belt and month, in units."""

    sector: str
    capability: str
    belt: str
    month: int
    quantity: float
    required: float


@dataclass(frozen=True)
class SectorPlan:
    """The calendar with sectors.

    Parameters
    ----------
    phases : tuple of SectorPhase
        Who leads and who stands where, phase by phase.
    tours : tuple of SectorTour
        The calendar: all of its units, each with its sector.
    shortfall : tuple of SectorShortfall
        What is missing; only what is above zero.
    loss : tuple of (str, float)
        Unit-months that are short only because units belong to sectors, by capability.
    objective : float
        Priced shortfall of the plan with sectors.
    gap : float or None
        Distance of this from the bound of a plan without sector rules, as a share of the whole priced requirement.
        Rules only take away, so the bound holds for every plan with sectors.
    handed_over : int
        Tours that another nation serves than the plan without sectors had chosen.
    """

    phases: tuple[SectorPhase, ...]
    tours: tuple[SectorTour, ...]
    shortfall: tuple[SectorShortfall, ...]
    loss: tuple[tuple[str, float], ...]
    objective: float
    gap: float | None
    handed_over: int = 0

    @property
    def steady(self) -> tuple[SectorLead, ...]:
        """Who leads in the first phase of the steady state."""
        for phase in self.phases:
            if phase.name.startswith("steady state"):
                return phase.leads
        return ()
