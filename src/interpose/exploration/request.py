"""What is asked of a study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interpose.errors import UsageError

__all__ = ["MOST_ROWS", "ROWS", "ExploreRequest"]

ROWS = 1_024
"""Futures of a study that is not told how many."""

MOST_ROWS = 1_000_000
"""Most futures of a study."""


@dataclass(frozen=True, kw_only=True)
class ExploreRequest:
    """What is asked of a study; everything else stands in the case.

    Parameters
    ----------
    rows : int, optional
        How many futures: 1,024 unless given, or as many as the study has that goes on. More of them leave those that are
        there as they are, and fewer take the first of them and leave the analysis of all in the folder.
    out : pathlib.Path, optional
        Folder of the study, which goes on where it ended; without one nothing is kept.
    resume : bool
        Go on with the study in `out`, which must be there.
    like : pathlib.Path, optional
        Folder of an earlier study whose columns keep their dimensions, so that its futures stay comparable where
        `uncertainties.csv` has other rows, or the same in another order. A study in `out` keeps its own: it must agree.
    mandate, variant : str, optional
        Mandate and variant that are planned for; the scenario's own unless given.
    seed : int, optional
        Seed of the sample; that of the scenario unless given.
    thresholds : tuple of str
        What a future must meet, such as `shortfall_share<=0.25`.
    plans : int
        How many of the first futures are planned in full, beside the slot model.
    drivers : int
        Points from which effects of groups are measured; 0 measures none.
    screening : int
        Trajectories on which every input is moved by itself; 0 screens none.
    flips : bool
        Whether to look for the value of each input at which the answer changes.
    options : int
        How many of the first futures every mandate and variant is answered for; 0 answers none.
    workers : int
        Processes of this machine.
    cluster : str, optional
        Address of a Dask scheduler whose workers compute in place of them.
    """

    rows: int | None = None
    out: Path | None = None
    resume: bool = False
    like: Path | None = None
    mandate: str | None = None
    variant: str | None = None
    seed: int | None = None
    thresholds: tuple[str, ...] = ("shortfall_share<=0.5",)
    plans: int = 0
    drivers: int = 0
    screening: int = 0
    flips: bool = False
    options: int = 0
    workers: int = 2
    cluster: str | None = None

    def __post_init__(self) -> None:
        if self.rows is not None and not 1 <= self.rows <= MOST_ROWS:
            raise UsageError(f"a study of {self.rows:,} futures is none", f"give -n from 1 to {MOST_ROWS:,}")
        most = MOST_ROWS if self.rows is None and self.resume else self.rows or ROWS
        for name in ("plans", "options"):
            count = getattr(self, name)
            if not 0 <= count <= most:
                raise UsageError(
                    f"--{name} {count:,} asks for more futures than the study has, or fewer than none",
                    f"give 0 to {most:,}, or more futures with -n",
                )
        if self.drivers < 0:
            raise UsageError(f"effects of groups cannot start from {self.drivers:,} points", "give 0 or more")
        if self.screening < 0:
            raise UsageError(f"inputs cannot be screened on {self.screening:,} trajectories", "give 0 or more")
        if self.resume and self.out is None:
            raise UsageError("there is no study to go on with", "give its folder with --output")
        if not self.thresholds:
            raise UsageError("a study judges futures by a threshold", "give one, such as shortfall_share<=0.25")
