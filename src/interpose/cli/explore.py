"""`interpose explore`: what if inputs turn out otherwise, and what would change the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interpose.cli import study_options as given
from interpose.cli.console import CaseArgument, Format, FormatOption, console, note, print_json, progress, read_case, show
from interpose.cli.plan_options import Mandate

if TYPE_CHECKING:
    from interpose.case import Case
    from interpose.exploration import ExploreRequest
    from interpose.exploration.study import Progress

__all__ = ["explore"]

_SECONDS_BETWEEN = 30.0
"""Where there is no terminal a line of progress is written this often: a log should not be all progress."""


def explore(
    case: CaseArgument,
    rows: given.Rows = None,
    out: given.Out = None,
    resume: given.Resume = False,
    like: given.Like = None,
    mandate: Mandate = None,
    variant: given.Variant = None,
    seed: given.Seed = None,
    threshold: given.Criteria = None,
    plans: given.Plans = 0,
    drivers: given.Drivers = False,
    screening: given.Screening = False,
    boxes: given.Boxes = False,
    flip: given.Flip = False,
    options: given.Options = False,
    workers: given.WorkersOption = 2,
    cluster: given.Cluster = None,
    row: given.RowOption = None,
    write: given.Write = None,
    output: FormatOption = Format.table,
) -> None:
    """Draw many futures, answer each over the whole chain, and say which inputs matter and where plans fail.

    Example: `interpose explore ukraine-2024 -n 1024 -o study --drivers --flip`
    """
    from interpose.errors import UsageError
    from interpose.exploration import ExploreRequest
    from interpose.exploration.study import begin_workers

    whole = {"--drivers": drivers, "--screening": screening, "--boxes": boxes, "--flip": flip, "--options": options}
    if row is not None and (idle := [name for name, asked_for in whole.items() if asked_for]):
        raise UsageError(f"--row shows one future, and {', '.join(idle)} ask of them all", "leave out --row, or the others")
    if write is not None and row is None:
        raise UsageError("--write is for one future", "add --row K")
    asked = {"thresholds": tuple(threshold)} if threshold else {}
    request = ExploreRequest(
        rows=rows,
        out=out,
        resume=resume,
        like=like,
        mandate=mandate,
        variant=variant,
        seed=seed,
        plans=plans,
        drivers=given.DRIVER_POINTS if drivers else 0,
        screening=given.SCREENING_TRAJECTORIES if screening else 0,
        flips=flip,
        options=min(given.OPTION_FUTURES, rows or given.OPTION_FUTURES) if options else 0,
        workers=workers,
        cluster=cluster,
        **asked,
    )
    if row is not None:
        _one_future(read_case(case), request, row, write, output)
        return
    if cluster is None:
        begin_workers(workers)
    _study(read_case(case), request, boxes, output)


def _study(case: Case, request: ExploreRequest, boxes: bool, output: Format) -> None:
    """Compute the study and show what it says, or where plans fail alone."""
    from interpose.brief.tables.exploration.study import study_tables
    from interpose.exploration import explore as explored
    from interpose.exploration.analysis.analysing import kept_rows

    if request.out is None:
        note("the futures are not kept: --output DIR keeps them, and goes on after an interruption")
    with _told() as step:
        try:
            found = explored(case, request, progress=step)
        except KeyboardInterrupt:
            if request.out is not None:
                note(f"interpose: finished parts are kept; the same call with --output {request.out} goes on")
            raise
    if request.out is not None and (more := kept_rows(request.out)) > len(found.futures):
        note(f"{request.out} keeps its analysis of {more:,} futures; that of the first {len(found.futures):,} is shown alone")
    show(found.document(), study_tables(found, boxes_alone=boxes), output)


def _one_future(case: Case, request: ExploreRequest, row: int, write: Path | None, output: Format) -> None:
    """Show one future by its number, and write it as a case."""
    from interpose.brief.tables.exploration.study import row_tables
    from interpose.errors import UsageError
    from interpose.exploration.chain.written_row import write_row
    from interpose.exploration.exploring import chain_of
    from interpose.exploration.request import MOST_ROWS

    if row >= MOST_ROWS:
        raise UsageError(f"future {row:,} is none of a study", f"give --row from 0 to {MOST_ROWS - 1:,}")
    chain = chain_of(case, request)
    points = chain.points(row, row + 1)
    inputs, outcomes = chain.values(points), chain.evaluate(points)
    if write is not None:
        write_row(chain, row, write)
        note(f"written: {write}")
    if output is Format.json:
        plain = [{str(name): _known(frame[name].iloc[0]) for name in frame} for frame in (inputs, outcomes)]
        print_json({"row": row, "inputs": plain[0], "outcomes": plain[1]})
        return
    show(None, row_tables(row, inputs, outcomes, chain.columns, chain.outcomes), output)


def _known(cell: object) -> object:
    """Give a cell as JSON holds it: what is not a number is none."""
    value = getattr(cell, "item", lambda: cell)()
    return None if value != value else value


@contextmanager
def _told() -> Iterator[Callable[[str | Progress], None]]:
    """Show progress: in place on a terminal, and else a line now and then, so that a log says how far a night's run is."""
    if console(error=True).is_terminal:
        with progress() as step:
            yield lambda made: step(str(made))
        return
    told = [time.monotonic()]

    def line(made: str | Progress) -> None:
        now = time.monotonic()
        if not isinstance(made, str) and now - told[0] >= _SECONDS_BETWEEN:
            told[0] = now
            note(str(made))

    yield line
