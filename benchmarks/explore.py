"""Studies of futures: what the store and the workers cost beside the futures themselves, and beside other packages.

`python -m benchmarks explore --peers` runs the evaluators of the EMA workbench on the same function in the same run. One
future is some milliseconds of plain arithmetic; what is not that is overhead: starting processes, sending, and, for Interpose
alone, writing Parquet that survives. Times are of this machine; the ratios are what travels.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.peers.comparing_power import PYTHON, ROOT
from benchmarks.peers.future_function import NAMES, height
from benchmarks.peers.with_ema_workbench import EVALUATORS, Found
from interpose.case import load
from interpose.exploration.chain.prepare import prepare
from interpose.exploration.chain.protocol import Criterion, FutureOutcome, Points, UncertainColumn
from interpose.exploration.study import FutureRows, StudyFolder, run_design, workers_for

GOAL = "goal: two processes at least 1.8 times one"


@dataclass(frozen=True, kw_only=True)
class WorkedFunction:
    """Ishigami's function after so much work, as a chain."""

    work: int
    identity: Mapping[str, str | int] = field(default_factory=lambda: {"case": "benchmark", "seed": 1})

    @property
    def columns(self) -> tuple[UncertainColumn, ...]:
        """Three inputs."""
        return tuple(
            UncertainColumn(id=name, input=f"benchmark#{name}", kind="uniform", group=name, dimension=place)
            for place, name in enumerate(NAMES)
        )

    @property
    def outcomes(self) -> tuple[FutureOutcome, ...]:
        """One outcome."""
        return (FutureOutcome(name="height", unit="", words="height"),)

    @property
    def thresholds(self) -> tuple[Criterion, ...]:
        """None."""
        return ()

    def points(self, start: int, stop: int) -> Points:
        """Return a sequence of Kronecker."""
        places: Points = np.modf((np.arange(start, stop)[:, None] + 0.5) * np.sqrt([2.0, 3.0, 5.0]))[0]
        return places

    def values(self, points: Points) -> pd.DataFrame:
        """Return the inputs."""
        return pd.DataFrame(np.pi * (2 * points - 1), columns=list(NAMES))

    def evaluate(self, points: Points) -> pd.DataFrame:
        """Return the function, point by point."""
        rows: NDArray[np.float64] = np.pi * (2 * points - 1)
        return pd.DataFrame({"height": [height(x, y, z, self.work) for x, y, z in rows.tolist()]})

    def plan(self, points: Points) -> pd.DataFrame:
        """Return nothing: there is no fuller model."""
        return pd.DataFrame(index=range(len(points)))


def interpose(rows: int, processes: int, work: int) -> Found:
    """Run a study into a folder, and tell what it took."""
    chain, design = WorkedFunction(work=work), FutureRows(rows=rows)
    before, begin = cpu(), time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        folder = StudyFolder.opened(Path(place) / "study", chain.identity, {})
        with folder.locked(), workers_for(chain, processes) as workers:
            run_design(folder, design, workers)
        seconds = time.perf_counter() - begin
        mean = float(folder.table(design)["height"].mean())
    return {"seconds": seconds, "cpu": cpu() - before, "mean": mean}


def peer(evaluator: str, rows: int, processes: int, work: int, python: Path) -> Found | str:
    """Let the workbench run the same function in a process of its own; in words why there is no answer."""
    asked = json.dumps({"evaluator": evaluator, "rows": rows, "processes": processes, "work": work})
    command = [str(python), "-W", "ignore", "-m", "benchmarks.peers.with_ema_workbench"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed"
    found: Found = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def cpu() -> float:
    """Return the seconds of all processors so far, of children that have ended too."""
    whom = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(each).ru_utime + resource.getrusage(each).ru_stime for each in whom)


def report(name: str, processes: int, found: Found | str, pure: float) -> None:
    """Print a line: who, with how many processes, seconds, processor seconds, and these as a multiple of the function alone."""
    if isinstance(found, str):
        print(f"{name:34}{processes:>6}   {found}", flush=True)
        return
    times = found["cpu"] / pure
    print(
        f"{name:34}{processes:>6}{found['seconds']:>10.2f}{found['cpu']:>10.2f}{times:>10.2f}{found['mean']:>10.3f}", flush=True
    )


def measure_overhead(rows: int, work: int, peers: bool, python: Path) -> None:
    """Time the same function by every evaluator: 1 process, then 2."""
    chain = WorkedFunction(work=work)
    begin = time.process_time()
    chain.evaluate(chain.points(0, rows))
    pure = time.process_time() - begin
    print(f"{rows:,} futures of {1000 * pure / rows:.1f} ms; {GOAL}")
    print(f"{'evaluator':34}{'proc.':>6}{'s':>10}{'CPU s':>10}{'of pure':>10}{'mean':>10}")
    alone, both = (interpose(rows, processes, work) for processes in (1, 2))
    report("Interpose, this process", 1, alone, pure)
    report("Interpose, processes", 2, both, pure)
    print(f"{'':34}two processes {alone['seconds'] / both['seconds']:.2f} times one")
    if not peers:
        return
    if not python.exists():
        print("the peers are not installed: run `make peers`")
        return
    for evaluator in EVALUATORS:
        processes = 1 if evaluator == "SequentialEvaluator" else 2
        report(f"EMA workbench, {evaluator}", processes, peer(evaluator, rows, processes, work, python), pure)


def measure_chain(rows: int) -> None:
    """Time the whole chain of the shipped case."""
    begin = time.process_time()
    chain = prepare(load("ukraine-2024"))
    prepared = time.process_time() - begin
    chain.evaluate(chain.points(0, 8))
    begin = time.process_time()
    chain.evaluate(chain.points(8, 8 + rows))
    each = (time.process_time() - begin) / rows
    whole = prepared + 1024 * each
    print(f"ukraine-2024: prepared in {prepared:.1f} CPU s, {1000 * each:.1f} ms a future; 1,024 take {whole:.0f} CPU s")
    print("goal: 1,024 in 45 s and 10,000 in 6 min on two processors")


def main(arguments: list[str] | None = None) -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--work", type=int, default=50_000, help="rounds of arithmetic in a future")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peers-python", type=Path, default=PYTHON)
    given = parser.parse_args(arguments or [])
    measure_overhead(given.rows, given.work, given.peers, given.peers_python)
    if not given.peers:
        measure_chain(64)


if __name__ == "__main__":
    main()
