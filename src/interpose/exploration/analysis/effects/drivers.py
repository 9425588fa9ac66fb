"""Which groups of inputs drive an outcome: rows to compute for it, and what they say.

From each point A of the study rows go to an independent point B: each group alone (for first-order and total effects), and one
group after the other in a drawn order (for Shapley effects), or all subsets where groups are few. Rows are a table of their own
in the folder of a study, and more of them leave the first ones as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.analysis.effects.given_data import first_order_effects
from interpose.exploration.analysis.effects.mixing import order_points
from interpose.exploration.analysis.effects.resampling import Numbers
from interpose.exploration.analysis.effects.shapley import (
    ShapleyShares,
    drawn_orders,
    shapley_effects_by_orders,
    shapley_effects_over_subsets,
    subset_points,
)
from interpose.exploration.analysis.effects.sobol_indices import pick_freeze_points, sobol_effects
from interpose.exploration.chain.protocol import FutureChain, UncertainColumn
from interpose.exploration.design import Design, in_blocks, numbered
from interpose.exploration.inputs.sampling import hashed, seed_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Driver", "DriverRows", "InputEffect", "drivers_of", "group_words", "groups_of", "input_effects"]

_MOST_SUBSETS = 5
"""Up to so many groups all subsets take no more than three times the rows of one order."""


@dataclass(frozen=True, kw_only=True)
class Driver:
    """What a group of inputs does to an outcome.

    Parameters
    ----------
    outcome, group, words : str
        The outcome, the group, and what the group is about.
    first, first_low, first_high : float
        Share of the outcome's variance that the group explains by itself (Sobol'), with an interval of nine in ten resamples;
        below 0 by chance where it explains next to nothing.
    total, total_low, total_high : float
        Share that would remain if everything else were known.
    shapley, shapley_low, shapley_high : float
        Share by Shapley's rule, which divides what groups do together; the shares of all groups sum to 1.
    above_noise : bool
        Whether the whole interval of the total effect lies above what chance alone would explain; if not, the effect is not
        told apart from chance.
    noise_floor : float
        What chance alone would explain.
    rows : int
        Points behind it.
    """

    outcome: str
    group: str
    words: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float
    shapley: float
    shapley_low: float
    shapley_high: float
    above_noise: bool
    noise_floor: float
    rows: int


@dataclass(frozen=True, kw_only=True)
class InputEffect:
    """What one input explains of an outcome by itself, from the futures at hand.

    Parameters
    ----------
    outcome, id, words : str
        The outcome, the input, and what the input is.
    effect, low, high : float
        Share of the variance, with an interval of nine in ten resamples.
    noise_floor : float
        What all inputs together stay below in 19 of 20 shuffles.
    above_noise : bool
        Whether the effect is told apart from chance.
    rows : int
        Futures behind it.
    """

    outcome: str
    id: str
    words: str
    effect: float
    low: float
    high: float
    noise_floor: float
    above_noise: bool
    rows: int


def groups_of(columns: Sequence[UncertainColumn]) -> dict[str, tuple[int, ...]]:
    """Gather columns by their group, in the order of the case."""
    found: dict[str, tuple[int, ...]] = {}
    for place, column in enumerate(columns):
        found[column.group] = (*found.get(column.group, ()), place)
    return found


def group_words(columns: Sequence[UncertainColumn]) -> dict[str, str]:
    """Say what each group is about: what its rows have in common, or its one input; else its own name."""
    found: dict[str, str] = {}
    for group, places in groups_of(columns).items():
        own = [columns[place] for place in places]
        common = [column.words for column in own if column.part == "common" and column.words]
        alone = [own[0].words] if len(own) == 1 and own[0].words else []
        found[group] = next(iter([*common, *alone, group]))
    return found


@dataclass(frozen=True, kw_only=True)
class DriverRows(Design):
    """Rows to compute for effects of groups: a design that a study's workers can run.

    Parameters
    ----------
    groups : tuple of tuple of int
        Columns of each group.
    seed : int
        Seed of orders and of the second sample.
    """

    groups: tuple[tuple[int, ...], ...]
    seed: int
    name: str = "drivers"

    @classmethod
    def of(cls, chain: FutureChain, points: int = 128) -> DriverRows:
        """Ask for the groups of a chain, by its own seed, from so many points."""
        return cls.between(tuple(groups_of(chain.columns).values()), points, int(chain.identity.get("seed", 0)))

    @classmethod
    def between(cls, groups: tuple[tuple[int, ...], ...], points: int, seed: int) -> DriverRows:
        """Ask for groups of columns, from so many points; each takes `per_point` rows."""
        count = len(groups)
        rows, part, task = in_blocks(2**count if count <= _MOST_SUBSETS else 2 * count, points)
        return cls(groups=groups, seed=seed, rows=rows, part_rows=part, task_rows=task)

    @property
    def per_point(self) -> int:
        """Count the rows that a point takes."""
        return 2 ** len(self.groups) if self.over_subsets else 2 * len(self.groups)

    @property
    def over_subsets(self) -> bool:
        """Say whether all subsets of groups are computed."""
        return len(self.groups) <= _MOST_SUBSETS

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the rows from `start` up to `stop`: row, point, block, and every outcome that is a number."""
        import pandas as pd

        first, last = start // self.per_point, -(-stop // self.per_point)
        own = slice(start - first * self.per_point, stop - first * self.per_point)
        outcomes = chain.evaluate(self._blocks(chain, first, last)[own]).select_dtypes(["number", "bool"])
        rows = np.arange(start, stop)
        places = pd.DataFrame({"base": rows // self.per_point, "block": rows % self.per_point})
        return numbered(start, stop, places, outcomes)

    def orders(self, points: int) -> NDArray[np.int64]:
        """Return in which order each of the first points takes its groups from B."""
        return drawn_orders(len(self.groups), points, self.seed)

    def _blocks(self, chain: FutureChain, first: int, last: int) -> Numbers:
        """Build the rows of some points, all blocks of a point together."""
        a, b = chain.points(first, last), _second_sample(chain.columns, self.seed, first, last)
        count = last - first
        if self.over_subsets:
            stacked = subset_points(a, b, self.groups)
        else:
            walk = order_points(a, b, self.groups, self.orders(last)[first:]).reshape(-1, count, a.shape[1])
            stacked = np.concatenate([pick_freeze_points(a, b, self.groups), *walk[2:-1]])
        return stacked.reshape(self.per_point, count, -1).swapaxes(0, 1).reshape(-1, a.shape[1])

    def effects(self, blocks: Numbers, points: NDArray[np.int64]) -> tuple[Numbers, ShapleyShares]:
        """Give Sobol' effects, shape (groups, 6), and Shapley effects, from an outcome at points, shape (per_point, points)."""
        count = len(self.groups)
        if self.over_subsets:
            alone = np.stack([blocks[0], blocks[-1], *(blocks[1 << group] for group in range(count))])
            shares = shapley_effects_over_subsets(blocks, seed=self.seed)
        else:
            alone, orders = blocks[: count + 2], self.orders(int(points[-1]) + 1)[points]
            # The first step of a walk is a group alone, and its last one is B.
            start = np.take_along_axis(alone[2:], orders[:, :1].T, axis=0)
            walk = np.concatenate([alone[:1], start, blocks[count + 2 :], alone[1:2]])
            shares = shapley_effects_by_orders(walk, orders, seed=self.seed)
        effects = sobol_effects(alone, seed=self.seed)
        return np.array([[getattr(each, name) for name in _SOBOL] for each in effects]), shares


_SOBOL = ("first", "first_low", "first_high", "total", "total_low", "total_high")


def drivers_of(
    table: pd.DataFrame,
    design: DriverRows,
    names: Mapping[str, str],
    outcomes: Sequence[str],
    noise_floors: Mapping[str, float],
) -> tuple[Driver, ...]:
    """Tell which groups drive which outcome, by outcome the largest total effect first.

    Rows are those of the design, in order; names say what each group is about, in the order of the design; noise floors say by
    outcome what chance alone would explain. What does not vary is left out, and so are points at which an outcome is not known.
    """
    found: list[Driver] = []
    for outcome in outcomes:
        blocks = table[outcome].to_numpy(float).reshape(-1, design.per_point).T
        points = np.flatnonzero(np.isfinite(blocks).all(axis=0))
        if len(points) < 2 or np.ptp(blocks[:, points]) == 0:
            continue
        effects, shares = design.effects(blocks[:, points], points)
        floor = noise_floors.get(outcome, 0.0)
        rows = [
            Driver(
                outcome=outcome,
                group=name,
                words=words,
                **dict(zip(_SOBOL, effects[place].tolist(), strict=True)),
                shapley=float(shares.value[place]),
                shapley_low=float(shares.low[place]),
                shapley_high=float(shares.high[place]),
                above_noise=bool(effects[place][4] > floor),
                noise_floor=floor,
                rows=len(points),
            )
            for place, (name, words) in enumerate(names.items())
        ]
        found += sorted(rows, key=lambda row: (-row.total, row.group))
    return tuple(found)


def input_effects(
    inputs: Mapping[str, Numbers],
    futures: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    words: Mapping[str, str] | None = None,
    seed: int = 0,
) -> tuple[InputEffect, ...]:
    """Tell what each input explains by itself, by outcome the largest effect first, from the futures at hand.

    Inputs are numbers by name, shape (futures,); `words` says what they are. An outcome that does not vary is left out, and so
    are futures in which it is not known.
    """
    found: list[InputEffect] = []
    columns = np.column_stack(list(inputs.values()))
    for outcome in outcomes:
        values = futures[outcome].to_numpy(float)
        known = np.isfinite(values)
        if known.sum() < 8 or np.ptp(values[known]) == 0:
            continue
        effects = first_order_effects(columns[known], values[known], seed=seed)
        rows = [
            InputEffect(
                outcome=outcome,
                id=name,
                words=(words or {}).get(name, name),
                **asdict(each),
                above_noise=each.told_apart,
                rows=int(known.sum()),
            )
            for name, each in zip(inputs, effects, strict=True)
        ]
        found += sorted(rows, key=lambda row: (-row.effect, row.id))
    return tuple(found)


def _second_sample(columns: Sequence[UncertainColumn], seed: int, first: int, last: int) -> Numbers:
    """Draw independent points: a number hangs on the seed, its column's name and its row alone.

    No other scramble of the same Sobol' dimension would do: two scrambles of one dimension depend on one another row by row.
    """
    keys = np.array([seed_of(seed, f"second {column.id}") for column in columns], dtype=np.uint64)
    rows = np.arange(first + 1, last + 1, dtype=np.uint64)[:, None]
    drawn: Numbers = (hashed(hashed(rows) ^ keys) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return drawn
