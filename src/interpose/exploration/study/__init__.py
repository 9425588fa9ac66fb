"""Many futures, computed in parts that survive: a folder of Parquet files, worked at by processes of one machine or of many."""

from interpose.exploration.design import PART_ROWS, Design, FutureRows, PlanRows
from interpose.exploration.study.folder import StudyFolder
from interpose.exploration.study.processes import begin_workers
from interpose.exploration.study.running import Progress, evaluated, run_design, workers_for

__all__ = [
    "PART_ROWS",
    "Design",
    "FutureRows",
    "PlanRows",
    "Progress",
    "StudyFolder",
    "begin_workers",
    "evaluated",
    "run_design",
    "workers_for",
]
