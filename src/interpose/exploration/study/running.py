"""Compute what a study lacks, part by part, and keep every part that is done."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.errors import UsageError
from interpose.exploration.design import Design, PointRows, RowSpan
from interpose.exploration.study.folder import StudyFolder, parts_of
from interpose.exploration.study.parts import whole
from interpose.exploration.study.pool import LocalWorkers, ThisProcess, Workers

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.chain.protocol import FutureChain, Points

__all__ = ["Progress", "evaluated", "run_design", "workers_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come: rows of a design, those that are done, and time left at the pace of this run.

    The time is None before its first rows are done.
    """

    name: str
    rows: int
    done: int
    seconds_left: float | None

    def __str__(self) -> str:
        one, many = _WORDS.get(self.name, (self.name, self.name))
        told = f"{self.done:,} of {self.rows:,} {one if self.rows == 1 else many}"
        return told if self.seconds_left is None else f"{told}, about {_duration(self.seconds_left)} left"


_WORDS = {
    "part": ("future", "futures"),
    "plans": ("full plan", "full plans"),
    "drivers": ("future for drivers", "futures for drivers"),
    "screening": ("future for screening", "futures for screening"),
}


def run_design(
    folder: StudyFolder, design: Design, workers: Workers, progress: Callable[[Progress], None] = lambda _made: None
) -> None:
    """Compute the parts of a design that a study, which the caller has locked, lacks.

    Raises
    ------
    UsageError
        Where a part cannot be written: the parts before it are kept.
    """
    missing = folder.missing(design)
    part_of = {piece: part for part in missing for piece in part.pieces(design.task_rows)}
    left = {part: len(part.pieces(design.task_rows)) for part in missing}
    frames: defaultdict[RowSpan, dict[RowSpan, pd.DataFrame]] = defaultdict(dict)
    done = design.rows - sum(part.stop - part.start for part in missing)
    computed, begun = 0, time.monotonic()
    progress(Progress(name=design.name, rows=design.rows, done=done, seconds_left=None))
    for piece, frame in workers.run(design, list(part_of)):
        part = part_of[piece]
        frames[part][piece] = frame
        if len(frames[part]) == left[part]:
            _write(folder, design, part, frames.pop(part))
        computed += piece.stop - piece.start
        remaining = design.rows - done - computed
        pace = (time.monotonic() - begun) / computed
        progress(Progress(name=design.name, rows=design.rows, done=done + computed, seconds_left=pace * remaining))


def _write(folder: StudyFolder, design: Design, part: RowSpan, frames: dict[RowSpan, pd.DataFrame]) -> None:
    try:
        folder.write(design, part, [frames[piece] for piece in sorted(frames)])
    except UsageError as error:
        kept = sum(folder.place(design, span).exists() for span in parts_of(design))
        mend = f"{error.mend}; run it again with the same --output, and it goes on: finished parts are kept ({kept})"
        raise UsageError(error.what, mend) from error


def evaluated(workers: Workers, points: Points) -> pd.DataFrame:
    """Return the outcomes at points that a search asks about, one row a point, computed by the workers."""
    design = PointRows(points=points, rows=len(points))
    found = dict(workers.run(design, RowSpan(0, len(points)).pieces(design.task_rows)))
    return whole(found[span] for span in sorted(found))


@contextmanager
def workers_for(chain: FutureChain, workers: int, cluster: str | None = None) -> Iterator[Workers]:
    """Give who computes: this process with one worker, processes of this machine, or those of a cluster by its address.

    Raises
    ------
    UsageError
        Where there is nobody at the address, or the number of workers is none.
    """
    if workers < 1:
        raise UsageError(f"--workers {workers} computes nothing", "give 1 or more")
    chosen: Workers
    if cluster is not None:
        from interpose.exploration.study.cluster import ClusterWorkers

        chosen = ClusterWorkers(chain, cluster)
    else:
        chosen = ThisProcess(chain) if workers == 1 else LocalWorkers(chain, workers)
    try:
        yield chosen
    finally:
        chosen.close()


def _duration(seconds: float) -> str:
    """Tell a time as a person would.

    Examples
    --------
    >>> _duration(42.3), _duration(600), _duration(7200)
    ('42 s', '10 min', '2.0 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
