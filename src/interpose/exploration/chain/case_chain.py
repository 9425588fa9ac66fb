"""The whole chain of a case: one row of the sample in, one row of outcomes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.authority.ballots import RouteBallots
from interpose.case import Case
from interpose.case.tables.escalation import Escalation
from interpose.case.varied.inputs import POSITIONS, VOTES, Inputs
from interpose.deterrence.futures import unilateral_futures
from interpose.deterrence.race.forces import Forces, planned_force
from interpose.deterrence.race.plan_facts import PlanFacts, Stationed
from interpose.deterrence.race.reserves import on_network, reserves_at_home
from interpose.exploration.chain.arrival import Movement, movement_of
from interpose.exploration.chain.planning import Ground, PlannedFuture, Planning
from interpose.exploration.chain.protocol import Criterion, FutureOutcome
from interpose.exploration.chain.upkeep import upkeep_of
from interpose.exploration.inputs.drawing import triangular, values_of
from interpose.exploration.inputs.future import Future, case_with, futures, joining
from interpose.exploration.inputs.plan import TIMES, SamplePlan, UncertainColumn
from interpose.exploration.inputs.sampling import owen_points
from interpose.generation.plan import generate
from interpose.generation.problem.supply import participation
from interpose.requirement.requiring import require_on

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CaseChain"]

Points = NDArray[np.float64]
Table = dict[str, NDArray[np.float64]]

_AT_ONCE = 128
"""Futures that are kept in memory together."""


@dataclass(kw_only=True)
class CaseChain:
    """The chain of a case, as `prepare` puts it together: it can be pickled, and knows what a study asks of a `FutureChain`.

    Parameters
    ----------
    case : Case
        The case, as chosen or in the variant that is asked about.
    sample, planning
        Columns with the inputs that they stand for, and the planner's part.
    modality : dict of str to int
        How firm the position of each state is.
    ballots : dict of frozenset of str to tuple of RouteBallots
        Who votes on each route, by the external providers that support the force.
    seed, outcomes, thresholds, identity
        As `FutureChain` has them.
    movements : dict
        Units that may move, by ground.
    """

    case: Case
    sample: SamplePlan
    planning: Planning
    modality: Mapping[str, int]
    ballots: Mapping[frozenset[str], tuple[RouteBallots, ...]]
    seed: int
    outcomes: tuple[FutureOutcome, ...]
    thresholds: tuple[Criterion, ...]
    identity: Mapping[str, str | int]
    movements: dict[Ground, Movement | None] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[UncertainColumn, ...]:
        """What is drawn, one number from 0 to 1 a future and column."""
        return self.sample.columns

    def points(self, start: int, stop: int) -> Points:
        """Return rows start to stop of the sample, shape (rows, columns)."""
        names, dimensions = [each.id for each in self.columns], [each.dimension for each in self.columns]
        return owen_points(self.seed, names, dimensions, start, stop)

    def futures(self, points: Points) -> list[Future]:
        """Return the future of each point, a case of its own; what is not a number in a point is as the case has it."""
        return list(futures(self.case, self.sample.drawn, points, self.modality, self._standing(points)))

    def values(self, points: Points) -> pd.DataFrame:
        """Return the inputs in their own units and words, one column a `UncertainColumn.id`.

        What stands for many inputs, and how states are inclined to vote, is told as its place from 0 to 1, a factor on all of
        them alike as that factor. Where a point is not a number, the value is that of the case.
        """
        import pandas as pd

        found: dict[str, object] = {each.id: points[:, at] for at, each in enumerate(self.columns)}
        joined = joining(self.case, self.sample.drawn, points, self.modality, self._standing(points))
        stands = Inputs.of(self.case)
        for drawn in self.sample.drawn:
            kind = drawn.targets[0].file
            shared = None if drawn.common is None else self.columns[drawn.common]
            if shared is not None and shared.unit == TIMES:
                mode = np.nan if shared.mode is None else shared.mode
                factors = triangular(points[:, drawn.common], shared.low or 0.0, mode, shared.high or 0.0)
                found[shared.id] = np.where(np.isnan(factors), 1.0, factors)
            if kind == VOTES or drawn.row.rows == "seeded" or not drawn.own:
                continue
            names = [self.columns[at].id for at in drawn.own]
            if kind == POSITIONS:
                for name, target in zip(names, drawn.targets, strict=True):
                    found[name] = ["yes" if each[target.key] else "no" for each in joined]
            else:
                by_target = zip(*values_of(drawn, points), strict=True)
                for name, target, column in zip(names, drawn.targets, by_target, strict=True):
                    told = [stands.held(target) if value != value else value for value in column]
                    if drawn.choices:
                        found[name] = [_word(value) for value in told]
                    else:
                        found[name] = np.array([stands.used(target, float(value)) for value in told])
        return pd.DataFrame(found)

    def _standing(self, points: Points) -> tuple[str, ...]:
        """Return who takes part as the case has it, where a point leaves that open."""
        if not np.isnan(points).any():
            return ()
        planning = self.planning
        return participation(self.case, planning.positions, least_modality=planning.request.least_modality).states

    def evaluate(self, points: Points) -> pd.DataFrame:
        """Return the outcomes, one row a point; what has no answer in a future is not a number."""
        import pandas as pd

        parts = [self._evaluate(points[start : start + _AT_ONCE]) for start in range(0, len(points), _AT_ONCE)]
        names = [name for each in self.outcomes for name in (each.name, *([each.bound_name] if each.bounded else []))]
        whole = {name: np.concatenate([part[name] for part in parts]) if parts else np.zeros(0) for name in names}
        return pd.DataFrame(whole)

    def plan(self, points: Points) -> pd.DataFrame:
        """Plan futures in full, with the monthly model and sectors, and tell how far the slot model is from it.

        Columns are `plan.<outcome>` of the full plan, and `difference.<outcome>`: slot model less full plan.
        """
        import pandas as pd

        found: list[dict[str, float]] = []
        for future in self.futures(points):
            slots = self.planning.plan(future)
            full = generate(future.case, self.planning.positions, slots.requirement, self.planning.request)
            pairs = {
                "shortfall_share": (slots.plan.shortfall_share, full.shortfall_share),
                "force.sustained": (slots.plan.sustained, full.force.sustained if full.has_numbers else None),
            }
            row = {f"plan.{name}": _number(exact) for name, (_, exact) in pairs.items()}
            row["plan.shortfall_share.bound"] = _number(
                None if full.bound is None or not full.requirement else full.bound / full.requirement
            )
            row["plan.force.peak"] = _number(full.force.peak if full.has_numbers else None)
            row |= {f"difference.{name}": _number(slot) - _number(exact) for name, (slot, exact) in pairs.items()}
            found.append(row)
        return pd.DataFrame(found)

    def _evaluate(self, points: Points) -> Table:
        planned = [self.planning.plan(future) for future in self.futures(points)]
        return {
            **self._force(planned),
            **self._votes(planned),
            **self._arrivals(planned),
            **self._upkeep(planned),
            **self._deterrence(planned),
        }

    def _force(self, planned: Sequence[PlannedFuture]) -> Table:
        names = [each.name for each in self.outcomes]
        rows = [_force_of(each, self.planning.mandate) for each in planned]
        told = [name for name in names if name in rows[0] or name.startswith("shortfall.")]
        return {
            # What a future requires nothing of misses nothing of it.
            name: np.array([row.get(name, 0.0 if row["shortfall_share"] >= 0 else np.nan) for row in rows])
            for name in (*told, "shortfall_share.bound")
        }

    def _votes(self, planned: Sequence[PlannedFuture]) -> Table:
        """Put the ballots of each future to the law of each route."""
        found: Table = {}
        groups: dict[frozenset[str], list[int]] = {}
        for place, each in enumerate(planned):
            groups.setdefault(self._providers(each.future.case), []).append(place)
        for providers, places in groups.items():
            here = [planned[place].future for place in places]
            for ballots in self.ballots[providers]:
                column = found.setdefault(f"authority.{ballots.route.id}", np.zeros(len(planned)))
                column[places] = _decided(ballots, here)
        return found

    def ballots_in(self, case: Case) -> tuple[RouteBallots, ...]:
        """Return who votes on each route in a future."""
        return self.ballots[self._providers(case)]

    def _providers(self, case: Case) -> frozenset[str]:
        """Return the providers of a future as they were prepared; who is drawn to stay away changes no condition of others."""
        return case.providers if case.providers in self.ballots else self.case.providers

    def _arrivals(self, planned: Sequence[PlannedFuture]) -> Table:
        names = ("deployment.closure_day", "deployment.closure_day.bound", "deployment.late_days")
        found = {name: np.full(len(planned), np.nan) for name in names}
        groups: dict[Ground, list[int]] = {}
        for place, each in enumerate(planned):
            groups.setdefault(each.ground, []).append(place)
        for ground, places in groups.items():
            here = [planned[place] for place in places]
            movement = self._movement(ground)
            if movement is not None:
                arrivals = movement.arrivals(here)
                for name, values in zip(names, (arrivals.closure, arrivals.bound, arrivals.late), strict=True):
                    found[name][places] = values
        return found

    def _movement(self, ground: Ground) -> Movement | None:
        """Return the units that may move on a ground; on one that was not prepared those of the ground as chosen."""
        return self.movements[ground if ground in self.movements else next(iter(self.movements))]

    def know_movements(self) -> None:
        """Find the ways of all units on each ground that is surveyed, each pool with the most units that may be drawn."""
        by_hand = (code for code, each in self.case.states.items() if each.participates == "yes")
        states = sorted({*self.modality, *by_hand})
        most = {
            target: float(high)
            for drawn in self.sample.drawn
            for target, high in zip(drawn.targets, drawn.high, strict=False)
            if target.file == "pools.csv" and target.field == "units"
        }
        widest = case_with(self.case, most)
        for ground, (case, area) in self.planning.surveyed.items():
            requirement = require_on(case, area, [self.planning.mandate])
            self.movements[ground] = movement_of(widest, requirement, states, tuple(self.movements.values()))

    def _upkeep(self, planned: Sequence[PlannedFuture]) -> Table:
        upkeep = upkeep_of(planned)
        return {"sustainment.cost_year": upkeep.cost_year, "sustainment.imported_tonnes_month": upkeep.imported}

    def _deterrence(self, planned: Sequence[PlannedFuture]) -> Table:
        """Ask each future for the thresholds of its unilateral game."""
        names = [each.name for each in self.outcomes if each.name.startswith("deterrence.")]
        told = {name: np.full(len(planned), np.nan) for name in names}
        asked = {
            place: (game, forces)
            for place, each in enumerate(planned)
            if (game := self._game(each)) is not None and (forces := self._forces(each)) is not None
        }
        if not names or not asked:
            return told
        found, places = unilateral_futures(list(asked.values())), np.array(list(asked))
        told["deterrence.p_challenger"][places] = found.p_challenger
        told["deterrence.p_defender"][places] = found.p_defender
        cutoffs = found.thresholds
        answered: Mapping[str, NDArray[np.float64] | NDArray[np.bool_]] = {
            "c1": cutoffs.c1,
            "c2": cutoffs.c2,
            "d": cutoffs.d,
            "margin": found.margin,
            **{str(name): held for name, held in found.exists.items()},
        }
        for name, values in answered.items():
            # Payoffs that break an ordering of the game have no thresholds.
            told[f"deterrence.{name}"][places] = np.where(found.ordered, values, np.nan)
        return told

    def _game(self, planned: PlannedFuture) -> Escalation | None:
        """Return the games of a future; where there is a network, permits and reception are those of its movement."""
        case = planned.future.case
        game, movement = case.escalation, self._movement(planned.ground)
        if game is None or game.race is None or movement is None:
            return game
        return game.model_copy(update={"race": on_network(case, game.race)})

    def _forces(self, planned: PlannedFuture) -> Forces | None:
        """Describe the force of a future as the games see it, with what its participants could send after it, by distance."""
        case, plan = planned.future.case, planned.plan
        month = min(case.scenario.options.build_up_months + 1, case.scenario.horizon_months)
        facts = PlanFacts(
            mandate=self.planning.mandate,
            participants=planned.problem.participation.states,
            sustained=float(plan.sustained) if plan.has_numbers else None,
            stationed=tuple(
                Stationed(state=tour.state, unit_type=tour.unit_type, belt=tour.belt, units=tour.units)
                for tour in planned.tours
                if tour.start_month <= month
            ),
        )
        force = planned_force(case, planned.requirement, facts)
        if force is None:
            return None
        movement = self._movement(planned.ground)
        reserves = reserves_at_home(case, facts, None if movement is None else movement.ways)
        return Forces(compared=(force,), reserves=reserves, external_support=bool(case.providers))


def _force_of(planned: PlannedFuture, mandate: str) -> dict[str, float]:
    """Tell what the plan of one future comes to."""
    plan, need = planned.plan, planned.problem.demand
    found: dict[str, float] = {
        "participants": float(len(planned.problem.participation.states)),
        "requirement.personnel": planned.requirement.of(mandate).personnel.mode,
        "shortfall_share": _number(plan.shortfall_share),
        "shortfall_share.bound": _number(
            None if plan.bound is None else plan.bound / plan.requirement if plan.requirement else 0.0
        ),
        "force.sustained": float(plan.sustained) if plan.has_numbers else np.nan,
        "force.outside": float(plan.outside) if plan.has_numbers else np.nan,
    }
    missing: dict[str, float] = {}
    required: dict[str, float] = {}
    for (belt, capability), quantity in need.quantity.items():
        required[capability] = required.get(capability, 0.0) + float(np.sum(quantity))
        short = plan.short.get((belt, capability))
        missing[capability] = missing.get(capability, 0.0) + (0.0 if short is None else float(np.sum(short)))
    for name, units in required.items():
        found[f"shortfall.{name}"] = (
            missing[name] / units if units and plan.has_numbers else 0.0 if plan.has_numbers else np.nan
        )
    return found


def _decided(ballots: RouteBallots, here: Sequence[Future]) -> NDArray[np.float64]:
    """Say by future whether a route passes: by who joins, or by ballots where votes are drawn."""
    members = ballots.body.members
    if ballots.of_members:
        standing = dict(zip(members, ballots.joins, strict=True))
        joins = [[each.takes_part.get(state, standing[state]) for state in members] for each in here]
        return ballots.joined(np.array(joins, dtype=bool).reshape(len(here), len(members))).astype(float)
    inclined = np.array([[each.inclination.get(state, np.nan) for state in members] for each in here]).reshape(
        len(here), len(members)
    )
    return ballots.passing([each.case.votes for each in here], inclined).astype(float)


def _word(value: float | str | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
