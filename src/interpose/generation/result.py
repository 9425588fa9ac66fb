"""A force generation plan: frozen results, with their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from interpose.case.quantities import Figure
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import Endurance
from interpose.generation.problem.planning_problem import KeptPosts, Mode
from interpose.notebook import Summarised
from interpose.solver import Answered, SolverRecord, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "SUSTAINED",
    "Contribution",
    "Force",
    "HeldPosts",
    "KeptPosts",
    "Plan",
    "RotationRow",
    "SectorLead",
    "SectorPhase",
    "SectorPlan",
    "SectorShortfall",
    "SectorTour",
    "Shortfall",
    "Withdrawal",
]


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
        return next((phase.leads for phase in self.phases if phase.name.startswith("steady state")), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """The force in the country, in persons: most in any month, and least in any of the steady state under the endurance chosen.

    Those that serve from outside (most in any month, least in any steady one) are in none of the other numbers. Where they
    stay away and others fill their posts in the country, `sustained` rises though no more posts are held: tell `from_outside`
    beside it. Last come the persons sustained without end if nations relieve one another, if each nation (or partner group)
    relieves itself, and for the months planned only: None where not reached, or where pledges are asked for.
    """

    peak: int
    sustained: int
    by_month: tuple[int, ...]
    outside_peak: int = 0
    from_outside: int = 0
    without_end: int | None = None
    own_relief: int | None = None
    horizon: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPosts:
    """Posts of a capability in a belt: how many the steady state requires, and how many are held in all of its months."""

    capability: str
    belt: str
    required: float
    held: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What is missing of a capability in a belt and month, in units."""

    capability: str
    belt: str
    month: int
    quantity: float
    required: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorShortfall(Shortfall):
    """What is missing of a capability in a sector, belt and month, in units."""

    sector: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a state sends, in persons: its peak, month by month, and whether they serve from outside the country."""

    state: str
    personnel_peak: int
    by_month: tuple[int, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationRow:
    """Units of a state that begin and end a tour together.

    `end_month` is the last month on the ground within the horizon; `commitment` says where they were bound before they
    were withdrawn, and `serves` for which capability they stand in; both are empty for most.
    """

    state: str
    unit_type: str
    units: int
    start_month: int
    end_month: int
    belt: str
    commitment: str = ""
    serves: str = ""

    @property
    def station(self) -> str:
        """Where they stand: a belt, or belt and capability where they stand in for others."""
        return f"{self.belt}:{self.serves}" if self.serves else self.belt


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorTour(RotationRow):
    """A row of the calendar in one sector: empty where its rules leave no place for the units, or sectors need none."""

    sector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Units that the plan takes from where they are bound, and the price that it pays for them."""

    state: str
    unit_type: str
    commitment: str
    units: int
    price: float


_COLUMNS = ("name", "value", "unit", "formula", "inputs", "claims")


def _scenario(*names: str) -> tuple[str, ...]:
    return tuple(str(RowRef.scenario(name)) for name in names)


_CHOICES = _scenario("horizon_months", "options.least_modality", "mandate")
SUSTAINED: dict[Endurance, str] = {"own": "own_relief", "relay": "without_end", "horizon": "horizon"}
"""Where a force tells what is sustained under each endurance; each lasts no more than the next."""

_LASTS: dict[Endurance, str] = {
    "relay": "without end, nations relieve one another",
    "own": "without end, each nation relieves itself",
    "horizon": "for the months planned only",
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Plan(Summarised, Answered):
    """A force generation and rotation plan.

    Parameters
    ----------
    mandate, mode, endurance : str
        What was planned for: fixed, who fills the requirement · largest, the most that can be held · pledges, what was pledged,
        alone; and for how long the level lasts, and who relieves whom: relay · own · horizon.
    providers : tuple of str
        External providers that support the force.
    status : str
        optimal · feasible · infeasible · unbounded · no answer · numerical trouble; only the first two carry numbers.
    gap : float or None
        Distance between the plan and the proved bound, as a share of the price of missing everything.
    bound : float or None
        No plan under the same rules can have a lower priced shortfall as the model counts it: where posts are kept for whole
        phases, in steady months by its posts. What stands there beyond them betters `objective` and is not in the bound.
    objective, requirement, shortfall_share : float or None
        Priced shortfall of this plan, counted from its calendar; the price of missing everything; and the one over the other.
    participants, waiting : tuple
        States that take part, and those that stay away while conditions of theirs are not met, with these conditions.
    force : Force
        Persons on the ground.
    posts : tuple of HeldPosts
        Posts held of posts required in the steady state, by capability and belt.
    kept : tuple of KeptPosts
        Posts that nations keep for whole phases; empty where no sector rule asks for them.
    shortfall : tuple of Shortfall
        What is missing; only what is above zero.
    contributions : tuple of Contribution
        By state, those that send anybody.
    rotation : tuple of RotationRow
        The calendar.
    by_sector : SectorPlan or None
        The calendar with sectors; None where the mandate knows none.
    conflicts : tuple of str
        Hard rules that cannot hold together, where the status is infeasible.
    max_violation : float or None
        Most that any rule is violated, recomputed from the case by code that does not know the model.
    solver : SolverRecord
        With what it was solved.
    scale, scale_bound, planned_scale : float
        In the mode `largest` the part of the requirement for troops that can be held in every month of the steady state, above
        1 where more can be, and its bound; and the part that was planned for, at least 1, so that the largest force is never
        below the one that fills what it can.
    withdrawn : tuple of Withdrawal
        Units taken from where they are bound.
    interrupted : bool
        Whether the search was broken off by Ctrl-C; the plan is the best until then, and its bound holds.
    traces : tuple
        What each contribution rests on: inputs and claims, by state and by capability.
    """

    mandate: str
    mode: Mode
    endurance: Endurance
    providers: tuple[str, ...]
    status: Status
    gap: float | None = None
    bound: float | None = None
    objective: float | None = None
    requirement: float
    shortfall_share: float | None = None
    participants: tuple[str, ...]
    waiting: tuple[tuple[str, tuple[str, ...]], ...] = ()
    force: Force = field(default_factory=lambda: Force(peak=0, sustained=0, by_month=()))
    posts: tuple[HeldPosts, ...] = ()
    kept: tuple[KeptPosts, ...] = ()
    shortfall: tuple[Shortfall, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    rotation: tuple[RotationRow, ...] = ()
    by_sector: SectorPlan | None = None
    conflicts: tuple[str, ...] = ()
    max_violation: float | None = None
    solver: SolverRecord
    scale: float = 1.0
    scale_bound: float | None = None
    planned_scale: float = 1.0
    withdrawn: tuple[Withdrawal, ...] = ()
    interrupted: bool = False
    traces: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = field(default=(), repr=False)

    @property
    def sectors(self) -> tuple[SectorLead, ...]:
        """Sectors with their framework nation in the first phase of the steady state."""
        return self.by_sector.steady if self.by_sector else ()

    @property
    def sector_loss(self) -> dict[str, float]:
        """Unit-months that are short only because of the sector rules, by capability."""
        return dict(self.by_sector.loss) if self.by_sector else {}

    @property
    def sustained(self) -> int:
        """Least persons in the country in any month of the steady state."""
        return self.force.sustained

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the plan, each with what it is computed from."""
        rows = self._told() if self.has_numbers else ()
        return tuple(Figure(**dict(zip(_COLUMNS, row, strict=False))) for row in rows if row[1] is not None)

    def _told(self) -> Iterator[tuple[Any, ...]]:
        """Yield the columns of each figure; claims where it rests on some; without a value there is no figure."""
        # What the force rests on: who is in the country, why, and what is required of them.
        force, share = self.force, self.shortfall_share
        used = [name for _, inputs, _ in self.traces for name in inputs if name.startswith(("positions.", "states.csv#"))]
        inside, outside = (
            [f"contributions.{row.state}.peak" for row in self.contributions if row.outside == away] for away in (False, True)
        )
        everybody = (*inside, *dict.fromkeys(used), f"requirement.{self.mandate}.personnel", *_CHOICES)
        formula = "most persons in the country in any month, units on tour summed; states' own peaks do not add up to it"
        yield "force.peak", force.peak, "persons", formula, everybody
        formula = "least persons in the country in any month of the steady state: " + _LASTS[self.endurance]
        inputs = (*everybody, *_scenario("options.build_up_months", "options.endurance"))
        yield "force.sustained", force.sustained, "persons", formula, inputs
        for lasts, formula in _LASTS.items():
            formula = f"persons in the country once all posts are manned: {formula}"
            yield f"force.{SUSTAINED[lasts]}", getattr(force, SUSTAINED[lasts]), "persons", formula, everybody
        formula = "price of what is missing over the price of missing everything; the worst month of the steady state "
        formula += "counts as often as it has months, once more"
        inputs = (*everybody, *_scenario("options.endurance"))
        yield "shortfall_share", None if share is None else round(share, 6), "share", formula, inputs
        inputs = (*outside, *_scenario("options.external_enablers"))
        formula = "{} persons that serve the force from outside the country in any month{}; not counted in the force"
        yield "force.outside_peak", force.outside_peak, "persons", formula.format("most", ""), inputs
        yield "force.from_outside", force.from_outside, "persons", formula.format("least", " of the steady state"), inputs
        traced, place = {name: (inputs, claims) for name, inputs, claims in self.traces}, attrgetter("capability", "month")
        for row in self.contributions:
            formula = f"most persons of this state {'outside' if row.outside else 'in'} the country in any month: "
            formula += "units on tour times personnel of each"
            yield f"contributions.{row.state}.peak", row.personnel_peak, "persons", formula, *traced.get(row.state, ((), ()))
        for (capability, month), rows in groupby(sorted(self.shortfall, key=place), place):
            missing, required = map(sum, zip(*((row.quantity, row.required) for row in rows), strict=True))
            formula = f"required {required:g} less what stands there, each belt by itself and never below zero"
            pools, _ = traced.get(f"capability {capability}", ((), ()))
            inputs = (f"requirement.{self.mandate}.{capability}", *pools, *_CHOICES)
            yield f"shortfall.{capability}.month_{month}", missing, "units", formula, inputs
        if self.by_sector is not None:
            factors = tuple(str(RowRef("planning_factors.csv", name)) for name in ("sector_most_nations", "framework_share"))
            loss, share = sum(self.sector_loss.values()), self.by_sector.loss_share
            formula = "what is short in the sectors, month by month, less what is short in their belts: what sector rules cost"
            yield "sectors.loss", round(loss, 6), "unit-months", formula, (*factors, *everybody)
            formula = "shortfall share of this plan counted by sector, less that of the plan without any rule of sectors"
            inputs = ("shortfall_share", *factors)
            yield "sectors.loss_share", None if share is None else round(share, 6), "share", formula, inputs

    def table(self) -> pd.DataFrame:
        """Return the calendar as a table: state, unit_type, units, start_month, end_month, belt."""
        import pandas as pd

        columns = ["state", "unit_type", "units", "start_month", "end_month", "belt"]
        return pd.DataFrame([[getattr(row, name) for name in columns] for row in self.rotation], columns=columns)
