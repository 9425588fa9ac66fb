"""A chain with every kind of column that costs nothing: four states, a line, a provider, and what pools have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from interpose.exploration.chain.protocol import Criterion, FutureOutcome, UncertainColumn

__all__ = ["STATES", "SmallChain", "small_futures"]

STATES = ("AAA", "BBB", "CCC", "DDD")
SIZES = (6.0, 6.0, 6.0, 1.0)
AS_IT_IS = np.array([0.3, 0.3, 0.8, 0.8, 0.5, 0.1, 0.5, 0.5])
"""AAA and BBB take part, CCC and DDD do not; 1,000 km, full enablers, pools in the middle: 12 of 12.5 units."""


@dataclass(frozen=True, kw_only=True)
class SmallChain:
    """What is missing: a line that needs units, less what comes from states that take part, larger without the provider.

    Its points are Kronecker's sequence. Every state takes part with 6 in 10; the line has from 500 to 1,500 km.
    """

    identity: Mapping[str, str | int] = field(default_factory=lambda: {"case": "b" * 64, "version": "1", "seed": 3})

    @property
    def columns(self) -> tuple[UncertainColumn, ...]:
        states = [
            UncertainColumn(
                id=f"will.{state}",
                input=f"positions.{state}",
                kind="participation",
                group="will",
                unit="word",
                words=f"{state} takes part",
                basis="reported",
                claims=(f"{state}-1",),
                dimension=place,
            )
            for place, state in enumerate(STATES)
        ]
        line = UncertainColumn(
            id="line",
            input="planning_factors.csv#line_length_factor",
            kind="triangular",
            group="line",
            low=500.0,
            mode=1_000.0,
            high=1_500.0,
            unit="km",
            words="length of the line",
            basis="estimated",
            dimension=4,
        )
        provider = UncertainColumn(
            id="provider",
            input="scenario.yaml#options.external_enablers.ZZZ",
            kind="choice",
            group="provider",
            values=("full", "part", "none"),
            unit="word",
            words="enablers of ZZZ",
            dimension=5,
        )
        common = UncertainColumn(
            id="pools.common", input="pools.csv#*/units", kind="own", part="common", group="pools", unit="rank", dimension=6
        )
        rows = UncertainColumn(
            id="pools.rows", input="pools.csv#*/units", kind="own", part="rows", group="pools", unit="rank", dimension=7
        )
        return (*states, line, provider, common, rows)

    @property
    def outcomes(self) -> tuple[FutureOutcome, ...]:
        missing = FutureOutcome(name="shortfall_share", unit="share", words="what is missing", bounded="below")
        required = FutureOutcome(name="requirement.personnel", unit="persons", words="persons required")
        return missing, FutureOutcome(name="force.sustained", unit="persons", words="persons held"), required

    @property
    def thresholds(self) -> tuple[Criterion, ...]:
        return (Criterion("shortfall_share", "<=", 0.25),)

    def points(self, start: int, stop: int) -> np.ndarray:
        rows = np.arange(start, stop)[:, None]
        found: np.ndarray = np.modf((rows + 0.5) * np.sqrt([2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0]))[0]
        return found

    def values(self, points: np.ndarray) -> pd.DataFrame:
        points = np.where(np.isnan(points), AS_IT_IS, points)
        frame = pd.DataFrame({f"will.{state}": points[:, place] < 0.6 for place, state in enumerate(STATES)})
        line = points[:, 4]
        frame["line"] = np.where(line < 0.5, 500 + 1000 * np.sqrt(line / 2), 1500 - 1000 * np.sqrt((1 - line) / 2))
        frame["provider"] = np.array(["full", "part", "none"])[np.minimum((points[:, 5] * 3).astype(int), 2)]
        frame["pools.common"], frame["pools.rows"] = points[:, 6], points[:, 7]
        return frame

    def evaluate(self, points: np.ndarray) -> pd.DataFrame:
        values = self.values(points)
        force = sum(size * values[f"will.{state}"] for state, size in zip(STATES, SIZES, strict=True))
        force = force * (0.9 + 0.2 * values["pools.common"]) * np.where(values["provider"] == "none", 0.8, 1.0)
        need = values["line"] / 80
        missing = (1 - force / need).clip(lower=0.0)
        return pd.DataFrame(
            {
                "shortfall_share": missing,
                "shortfall_share.bound": (missing - 0.02).clip(lower=0.0),
                "force.sustained": 1_000 * force,
                "requirement.personnel": 1_000 * need,
            }
        )


def small_futures(chain: SmallChain, rows: int) -> pd.DataFrame:
    """Compute futures as a study keeps them: inputs under `input.`, then outcomes."""
    points = chain.points(0, rows)
    inputs = chain.values(points).add_prefix("input.")
    return pd.concat([pd.DataFrame({"row": np.arange(rows, dtype=float)}), inputs, chain.evaluate(points)], axis="columns")
