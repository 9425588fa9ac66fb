"""A study of the small chain: its analysis with everything in it, as a brief tells it, and as a folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from interpose.brief.study import BriefStudy, study_of
from interpose.exploration.analysis.analysing import Analysis, analyse, keep_analysis
from interpose.exploration.analysis.effects.drivers import DriverRows
from interpose.exploration.analysis.effects.screened import ScreeningRows
from interpose.exploration.analysis.flips import flip_points
from interpose.exploration.study import FutureRows, StudyFolder, run_design, workers_for
from tests.builders.small_chain import SmallChain, small_futures

__all__ = ["small_analysis", "small_study", "study_folder"]

ROWS = 400
CHAIN = SmallChain()


@cache
def small_analysis() -> Analysis:
    futures, design = small_futures(CHAIN, ROWS), DriverRows.of(CHAIN, points=64)
    screening = ScreeningRows.of(CHAIN, 5)
    return analyse(
        CHAIN,
        futures,
        driver_rows=(design, design.table(CHAIN, 0, design.rows)),
        screening_rows=(screening, screening.table(CHAIN, 0, screening.rows)),
        flips=flip_points(CHAIN, CHAIN.thresholds[0]),
        options={"as chosen": futures, "poorer": futures.assign(shortfall_share=futures["shortfall_share"] + 0.1)},
        large=("will.AAA", "will.BBB", "will.CCC"),
    )


@cache
def small_study() -> BriefStudy:
    return study_of(small_futures(CHAIN, ROWS), small_analysis())


def study_folder(path: Path, *, analysed: bool = True, **identity: str) -> Path:
    """Write a study as `interpose explore` does, with an identity of its own."""
    folder = StudyFolder.opened(path, {**CHAIN.identity, **identity}, {"method": "made up"})
    with workers_for(CHAIN, 1) as workers:
        run_design(folder, FutureRows(rows=ROWS), workers)
    if analysed:
        keep_analysis(path, small_analysis())
    return path
