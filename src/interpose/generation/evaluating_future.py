"""Futures of a case, and what the fast evaluator says of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Evaluation", "Future", "sampled_futures"]


@dataclass(frozen=True)
class Future:
    """How a future differs from the case.

    Parameters
    ----------
    units, dwell, notice : mapping of str to float
        Factors on the units, the dwell ratio and the notice of pools: `*` for all pools, a state, or `state/unit_type`.
        Factors that
        meet multiply. Units are rounded down.
    requirement : mapping of str to float
        Factors on the required units: `*`, a capability, or `belt/capability`. What a factor changes is rounded up to whole
        units.
    takes_part : mapping of str to bool
        States that take part, or do not, whatever the case says of them.
    american_enablers : bool, optional
        Whether American units may take part; the scenario's choice unless given.
    caps : mapping of str to (float or None)
        Most persons of a state, in place of the case's cap; None for no cap.
    """

    units: Mapping[str, float] = field(default_factory=dict)
    dwell: Mapping[str, float] = field(default_factory=dict)
    notice: Mapping[str, float] = field(default_factory=dict)
    requirement: Mapping[str, float] = field(default_factory=dict)
    takes_part: Mapping[str, bool] = field(default_factory=dict)
    american_enablers: bool | None = None
    caps: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Evaluation:
    """What a future comes to.

    Parameters
    ----------
    shortfall : float
        Priced shortfall of a real rotation schedule: the best plan is no worse.
    bound : float
        Proved: no plan has a lower priced shortfall.
    gap : float
        Distance between them, as a share of the price of missing everything.
    keeps_least : bool
        Whether the schedule keeps the least of every state. Where it is false the shortfall is no proof of a plan; the bound
        holds all the same.
    sustained, peak : int
        Least persons in the country in any month between build-up and drawdown, and most in any month.
    contributions : mapping of str to int
        Most persons of a state in any month; states that send nobody are left out.
    missing : mapping of str to float
        Unit-months missing, by capability; only what is above zero.
    """

    shortfall: float
    bound: float
    gap: float
    keeps_least: bool
    sustained: int
    peak: int
    contributions: Mapping[str, int]
    missing: Mapping[str, float]


def sampled_futures(states: Sequence[str], samples: int, seed: int) -> Iterator[Future]:
    """Yield the case as it is, and futures that spread around it."""
    yield Future()
    random = np.random.default_rng(seed)
    for _ in range(max(0, samples - 1)):
        own = dict(zip(states, np.exp(random.normal(0.0, 0.4, len(states))).tolist(), strict=True))
        stays = random.random(len(states)) < random.uniform(0.0, 0.4)
        yield Future(
            units={"*": float(np.exp(random.normal(0.0, 0.3))), **own},
            dwell={"*": float(random.uniform(0.4, 1.4))},
            notice={"*": float(random.uniform(0.3, 1.8))},
            requirement={"*": float(random.uniform(0.6, 1.3))},
            takes_part={state: False for state, out in zip(states, stays.tolist(), strict=True) if out},
            american_enablers=bool(random.random() < 0.7),
        )
