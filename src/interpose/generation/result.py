"""What a plan consists of: frozen results of force generation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from interpose.case.quantities import Figure
from interpose.generation.sector_result import SectorLead, SectorPlan
from interpose.solver import SolverRecord, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Binding",
    "Contribution",
    "Force",
    "Generation",
    "Mode",
    "RotationRow",
    "SectorLead",
    "Shortfall",
    "Stage",
    "Withdrawal",
]

Mode = Literal["fixed", "largest", "pledges"]
"""What is asked: who fills the requirement, how large a force can be sustained, or what the pledges alone bring."""


@dataclass(frozen=True, slots=True)
class Force:
    """The force in the country, in persons.

    Parameters
    ----------
    peak : int
        Most in any month.
    sustained : int
        Least in any month from the end of the build-up to the begin of the drawdown.
    by_month : tuple of int
        Month by month.
    outside_peak : int
        Most that serve the force from outside the country in any month; in none of the other numbers.
    """

    peak: int
    sustained: int
    by_month: tuple[int, ...]
    outside_peak: int = 0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing of a capability in a belt and month, in units."""

    capability: str
    belt: str
    month: int
    quantity: float
    required: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a state sends, in persons: its peak, month by month, and whether they serve from outside the country."""

    state: str
    personnel_peak: int
    by_month: tuple[int, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Units that the plan takes from where they are bound, and the price that it pays for them."""

    state: str
    unit_type: str
    commitment: str
    units: int
    price: float


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit whose relaxation would lessen a shortfall.

    Parameters
    ----------
    what : str
        The limit, in a planner's words.
    effect : str
        What lifting it alone would do, in a sentence.
    capability, cause : str
        The capability that is short, and the cause: no such pool, dwell, notice, caveat, cap, not participating,
        sector rules.
    quantity : float
        Unit-months of shortfall that lifting it alone would remove; for `no such pool`, those that nothing removes.
    """

    what: str
    effect: str
    capability: str
    cause: str
    quantity: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the lexicographic search: what it lessens, how far it came, what is proved, and its status."""

    objective: str
    value: float
    bound: float | None
    status: Status


@dataclass(frozen=True)
class Generation:
    """A force generation and rotation plan.

    Parameters
    ----------
    mandate : str
        Mandate that was planned for.
    american_enablers : bool
        Whether American units take part.
    status : str
        optimal · feasible · infeasible · unbounded · no answer · numerical trouble; only the first two carry numbers.
    gap : float or None
        Distance between the plan and the proved bound, as a share of the whole priced requirement.
    bound : float or None
        No plan can have a lower priced shortfall.
    objective : float or None
        Priced shortfall of this plan.
    requirement : float
        Price of missing everything: what the gap is measured against.
    participants : tuple of str
        States that take part.
    force : Force
        Persons on the ground.
    shortfall : tuple of Shortfall
        What is missing; only what is above zero.
    contributions : tuple of Contribution
        By state, those that send anybody.
    rotation : tuple of RotationRow
        The calendar.
    sectors : tuple of SectorLead
        Sectors with their framework nation in the (first phase of the) steady state.
    sectors_status : str
        Optimal where the sector rules cost no coverage, otherwise feasible; no answer where sectors were not asked for.
    binds : tuple of Binding
        What binds, the largest effect first.
    conflicts : tuple of str
        Hard rules that cannot hold together, where the status is infeasible.
    max_violation : float or None
        Most that any rule is violated, recomputed from the case by code that does not know the model.
    stages : tuple of Stage
        The stages of the search.
    solver : SolverRecord
        With what it was solved.
    by_sector : SectorPlan or None
        The calendar with sectors; None where the mandate knows none, or where no explanation was asked for.
    mode : str
        fixed: who fills the requirement · largest: the most that can be sustained · pledges: what was pledged, alone.
    scale : float
        Part of the mandate's requirement that was planned for: 1, but for the largest force.
    scale_bound : float or None
        In the mode `largest`: no force beyond this part of the requirement can be sustained.
    withdrawn : tuple of Withdrawal
        Units taken from where they are bound.
    interrupted : bool
        Whether the search was broken off by Ctrl-C; the plan is the best until then, and its bound holds.
    waiting : tuple of (str, tuple of str)
        States that stay away while conditions of theirs are not met, with these conditions.
    """

    mandate: str
    american_enablers: bool
    status: Status
    gap: float | None
    bound: float | None
    objective: float | None
    requirement: float
    participants: tuple[str, ...]
    force: Force
    shortfall: tuple[Shortfall, ...]
    contributions: tuple[Contribution, ...]
    rotation: tuple[RotationRow, ...]
    sectors: tuple[SectorLead, ...]
    sectors_status: Status
    binds: tuple[Binding, ...]
    conflicts: tuple[str, ...]
    max_violation: float | None
    stages: tuple[Stage, ...]
    solver: SolverRecord
    traces: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = field(default=(), repr=False)
    by_sector: SectorPlan | None = None
    mode: Mode = "fixed"
    scale: float = 1.0
    scale_bound: float | None = None
    withdrawn: tuple[Withdrawal, ...] = ()
    interrupted: bool = False
    waiting: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sector_loss(self) -> dict[str, float]:
        """Unit-months that are short only because of the sector rules, by capability."""
        return dict(self.by_sector.loss) if self.by_sector else {}

    @property
    def has_numbers(self) -> bool:
        """Whether there is a plan to read numbers from."""
        return self.status in ("optimal", "feasible")

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the plan, each with what it is computed from."""
        return tuple(self._figures()) if self.has_numbers else ()

    def _figures(self) -> Iterator[Figure]:
        traced = {name: (inputs, claims) for name, inputs, claims in self.traces}
        own = {row.state: f"contributions.{row.state}.peak" for row in self.contributions}
        choices = ("scenario.yaml#horizon_months", "scenario.yaml#options.least_modality", "scenario.yaml#mandate")
        stances = (name for inputs, _ in traced.values() for name in inputs if name.startswith(("positions.", "states.csv#")))
        inside = [own[row.state] for row in self.contributions if not row.outside]
        outside = tuple(own[row.state] for row in self.contributions if row.outside)
        everybody = (*inside, *dict.fromkeys(stances), f"requirement.{self.mandate}.personnel", *choices)
        formula = "most persons in the country in any month: sum over all units on tour there"
        yield Figure("force.peak", self.force.peak, "persons", formula, everybody)
        yield Figure(
            "force.sustained",
            self.force.sustained,
            "persons",
            "least persons in the country in any month from the end of the build-up to the begin of the drawdown",
            (*everybody, "scenario.yaml#options.build_up_months"),
        )
        yield Figure(
            "force.outside_peak",
            self.force.outside_peak,
            "persons",
            "most persons that serve the force from outside the country in any month; not counted in the force",
            (*outside, "scenario.yaml#options.external_enablers"),
        )
        for row in self.contributions:
            inputs, claims = traced.get(row.state, ((), ()))
            yield Figure(
                own[row.state],
                row.personnel_peak,
                "persons",
                f"most persons of this state {'outside' if row.outside else 'in'} the country in any month: "
                "units on tour times personnel of each",
                inputs,
                claims,
            )
        for capability, month, missing, required in self.shortfall_by_capability():
            inputs, _ = traced.get(f"capability {capability}", ((), ()))
            yield Figure(
                f"shortfall.{capability}.month_{month}",
                missing,
                "units",
                f"required {required:g} less what stands there, each belt by itself and never below zero",
                (f"requirement.{self.mandate}.{capability}", *inputs, *choices),
            )

        if self.by_sector is not None:
            yield Figure(
                "sectors.loss",
                round(sum(months for _, months in self.by_sector.loss), 6),
                "unit-months",
                "what is short in the sectors, month by month, less what is short in their belts: what sector rules cost",
                ("planning_factors.csv#sector_most_nations", "planning_factors.csv#framework_share", *everybody),
            )

    def shortfall_by_capability(self) -> tuple[tuple[str, int, float, float], ...]:
        """Return capability, month, units missing and units required in the belts that are short, summed over belts."""
        found: dict[tuple[str, int], tuple[float, float]] = {}
        for row in self.shortfall:
            missing, required = found.get((row.capability, row.month), (0.0, 0.0))
            found[row.capability, row.month] = (missing + row.quantity, required + row.required)
        return tuple((*key, *found[key]) for key in sorted(found))

    def table(self) -> pd.DataFrame:
        """Return the calendar as a table.

        Returns
        -------
        pandas.DataFrame
            Columns: state, unit_type, units, start_month, end_month, belt.
        """
        import pandas as pd

        columns = ["state", "unit_type", "units", "start_month", "end_month", "belt"]
        return pd.DataFrame([[getattr(row, name) for name in columns] for row in self.rotation], columns=columns)
