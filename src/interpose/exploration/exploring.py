"""Many futures of a case: drawn, computed over the whole chain, kept, and what they say."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interpose.case import Case, load
from interpose.errors import UsageError, use_one_of
from interpose.exploration.analysis.analysing import analyse, keep_analysis
from interpose.exploration.analysis.discovery.large_states import large_states
from interpose.exploration.analysis.effects.drivers import DriverRows
from interpose.exploration.analysis.effects.screened import ScreeningRows
from interpose.exploration.analysis.flips import FlipPoint, flip_points
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.prepare import prepare
from interpose.exploration.chain.protocol import ChainRequest, FutureChain, Points
from interpose.exploration.comparison.differences import flat
from interpose.exploration.request import ROWS, ExploreRequest
from interpose.exploration.result import METHOD, Study
from interpose.exploration.study import (
    Design,
    FutureRows,
    PlanRows,
    Progress,
    StudyFolder,
    begin_workers,
    evaluated,
    run_design,
    workers_for,
)
from interpose.exploration.study.parts import need_parquet
from interpose.exploration.study.pool import Workers

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["chain_of", "explore"]

Told = Callable[[str | Progress], None]


def explore(
    case: Case | str | Path,
    request: ExploreRequest | None = None,
    *,
    progress: Told = lambda _step: None,
    **choices: object,
) -> Study:
    """Ask what happens if inputs turn out otherwise: many futures over the whole chain, and what the answer hangs on.

    Parameters
    ----------
    case : Case, str or pathlib.Path
        The case with its `uncertainties.csv`; or its folder, or the name of a shipped case.
    request : ExploreRequest, optional
        What is asked.
    progress : callable
        Told each step as it begins, and how far the futures are.
    choices
        Fields of the request by name, in place of one: `rows=256, drivers=64, out="study"`.

    Returns
    -------
    Study
        The futures and what they say, as data frames.

    Raises
    ------
    InputError
        Where the case has faults, or the folder holds a study of something else.
    UsageError
        Where what is asked names nothing, the folder cannot be written to, or the package for Parquet is missing.
    NoAnswerError
        Where workers die over the same futures again and again.

    Notes
    -----
    Workers are processes of their own: in a script, call this under `if __name__ == "__main__":`, or with `workers=1`.

    Examples
    --------
    >>> study = explore("ukraine-2024", rows=256, out="study", drivers=64)  # doctest: +SKIP
    >>> study.drivers("shortfall_share")[["words", "total", "shapley"]]  # doctest: +SKIP
    """
    request = _request(request, choices)
    need_parquet()
    if request.cluster is None:
        begin_workers(request.workers)
    case = case if isinstance(case, Case) else load(case)
    progress("preparing the chain")
    chain = chain_of(case, request)
    with _folder(request) as path:
        folder, rows = _opened(path, chain, request)
        with folder.locked(), workers_for(chain, request.workers, request.cluster) as workers:
            return _computed(case, chain, folder, replace(request, rows=rows), workers, progress)


def chain_of(case: Case, request: ExploreRequest) -> CaseChain:
    """Put together the chain that a study asks: with the dimensions of the study that it goes on with, or is like.

    Raises
    ------
    InputError
        Where a folder holds no study that can be read.
    UsageError
        Where the study that goes on has other dimensions than the one that it is to be like.
    """
    alike = {} if request.like is None else _dimensions(request.like)
    kept = {} if request.out is None or not (request.out / "study.json").exists() else _dimensions(request.out)
    if other := next((name for name in kept if alike.get(name, kept[name]) != kept[name]), None):
        what = f"the study in {request.out} has its columns in other dimensions than that in {request.like}, such as {other!r}"
        raise UsageError(what, "leave out --like, or give another --output for a study that is like it")
    asked = ChainRequest(
        mandate=request.mandate,
        variant=request.variant,
        seed=request.seed,
        thresholds=request.thresholds,
        dimensions=kept or alike,
    )
    return prepare(case, asked)


def _dimensions(folder: Path) -> dict[str, int]:
    """Return the dimensions of the columns of a study."""
    return {str(column["id"]): int(column["dimension"]) for column in StudyFolder(folder).recorded().get("columns", [])}


def _request(request: ExploreRequest | None, choices: Mapping[str, object]) -> ExploreRequest:
    """Put choices in place of fields of the request."""
    if not choices:
        return request or ExploreRequest()
    known = ExploreRequest.__dataclass_fields__
    for name in choices:
        if name not in known:
            raise UsageError(f"a study has no {name!r}", use_one_of(name, known))
    given = {name: Path(str(each)) if name in ("out", "like") and each is not None else each for name, each in choices.items()}
    return replace(request or ExploreRequest(), **given)  # type: ignore[arg-type]


@contextmanager
def _folder(request: ExploreRequest) -> Iterator[Path]:
    """Give the folder of the study; one that nobody asked to keep goes afterwards."""
    if request.out is not None:
        yield request.out
        return
    with tempfile.TemporaryDirectory(prefix="interpose-") as place:
        yield Path(place)


def _opened(path: Path, chain: FutureChain, request: ExploreRequest) -> tuple[StudyFolder, int]:
    """Open the study, and say how many futures are asked for: as many as it has where it goes on and nobody says."""
    there = int(StudyFolder(path).recorded().get("rows", 0)) if request.resume or (path / "study.json").exists() else 0
    rows = request.rows or (there if request.resume and there else ROWS)
    columns = [
        {name: asdict(column)[name] for name in ("id", "input", "kind", "part", "group", "dimension")}
        for column in chain.columns
    ]
    about = {"rows": max(rows, there), "method": METHOD, "columns": columns}
    return StudyFolder.opened(path, chain.identity, about), rows


def _computed(
    case: Case, chain: CaseChain, folder: StudyFolder, request: ExploreRequest, workers: Workers, progress: Told
) -> Study:
    """Compute what is asked, and put together what it says."""

    def made(design: Design) -> pd.DataFrame:
        run_design(folder, design, workers, progress)
        return folder.table(design)

    futures, plans = FutureRows(rows=request.rows or ROWS), PlanRows(rows=request.plans)
    drivers, screening = DriverRows.of(chain, request.drivers), ScreeningRows.of(chain, request.screening)
    table = made(futures)
    planned = made(plans) if request.plans else None
    driver_rows = (drivers, made(drivers)) if request.drivers else None
    screening_rows = (screening, made(screening)) if request.screening else None
    flips = _flips(chain, request, workers, progress) if request.flips else ()
    options = _options(case, chain, folder, request, workers, progress) if request.options else None
    progress("what the futures say")
    found = analyse(
        chain,
        table,
        driver_rows=driver_rows,
        screening_rows=screening_rows,
        flips=flips,
        options=options,
        large=large_states(chain.case, chain.columns),
    )
    if request.options and (left_out := _for_the_horizon(case)):
        told = f"The options leave out {', '.join(left_out)}: a study plans what lasts without end, not for the horizon alone."
        found = replace(found, cannot_say=(*found.cannot_say, told))
    keep_analysis(folder.path, found)
    return Study(
        name=case.name,
        folder=request.out,
        identity=dict(chain.identity),
        digest=folder.digest(futures),
        versions=folder.recorded()["versions"],
        columns=chain.columns,
        outcomes=chain.outcomes,
        futures=table,
        plans=planned,
        analysis=found,
    )


def _flips(chain: CaseChain, request: ExploreRequest, workers: Workers, progress: Told) -> tuple[FlipPoint, ...]:
    """Look for flip points with all workers; full plans check them where full plans are asked for."""
    progress("at which value the answer changes")
    threshold = chain.thresholds[0]

    def plan_meets(point: Points) -> bool:
        return bool(threshold.met(chain.plan(point)[f"plan.{threshold.outcome}"].to_numpy(float))[0])

    known = f"plan.{threshold.outcome}" in chain.plan(chain.points(0, 1)) if request.plans else False
    return flip_points(chain, threshold, evaluate=partial(evaluated, workers), plan_meets=plan_meets if known else None)


def _options(
    case: Case, chain: CaseChain, folder: StudyFolder, request: ExploreRequest, workers: Workers, progress: Told
) -> dict[str, pd.DataFrame]:
    """Answer every mandate in every variant for the same first futures: what a variant sets is chosen in all, and not drawn."""
    chosen = replace(case, uncertainties=tuple(row for row in case.uncertainties if row.input not in _levers(case)))
    dimensions = {column.id: column.dimension for column in chain.columns}
    found: dict[str, pd.DataFrame] = {}
    for mandate in case.mandates:
        for variant in (each for each in case.variants() if each not in _for_the_horizon(case)):
            name = mandate if len(case.variants()) == 1 else f"{mandate}, {variant}"
            progress(f"option: {name}")
            asked = ChainRequest(
                mandate=mandate,
                variant=variant,
                seed=request.seed,
                thresholds=request.thresholds,
                dimensions=dimensions,
            )
            key = re.sub(r"[^a-z0-9]+", "_", name.casefold())
            design = FutureRows(rows=request.options, name=f"option-{key}")
            if folder.missing(design):
                workers.use(prepare(chosen, asked))
                run_design(folder, design, workers, progress)
            found[name] = folder.table(design)
    workers.use(chain)
    return found


def _for_the_horizon(case: Case) -> tuple[str, ...]:
    """Return the variants that ask for the horizon alone, which a study does not plan."""
    return tuple(name for name, each in case.variants().items() if each.scenario.options.endurance == "horizon")


def _levers(case: Case) -> frozenset[str]:
    """Return the inputs that a variant sets."""
    own = flat(case.scenario.options)
    changed = (flat(variant.scenario.options) for variant in case.variants().values())
    paths = {path for each in changed for path in each if each[path] != own.get(path)}
    return frozenset(f"scenario.yaml#options.{path}" for path in paths)
