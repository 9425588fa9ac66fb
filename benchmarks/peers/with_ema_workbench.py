"""Futures by the evaluators of the EMA workbench, in a process of its own.

It reads what is asked as JSON from standard input (`evaluator`, `rows`, `processes`, `work`), and prints seconds and the mean
of the function. Nothing here knows of Interpose.
"""

from __future__ import annotations

import importlib
import json
import logging
import math
import resource
import sys
import time
from typing import TypedDict

from benchmarks.peers.future_function import NAMES, height

__all__ = ["EVALUATORS", "Asked", "Found"]


class Asked(TypedDict):
    """Which evaluator, how many futures and processes, and how much work a future is."""

    evaluator: str
    rows: int
    processes: int
    work: int


class Found(TypedDict):
    """Seconds on the clock and of all processors, and the mean of the function."""

    seconds: float
    cpu: float
    mean: float


EVALUATORS = ("SequentialEvaluator", "MultiprocessingEvaluator")


def height_of(**inputs: float) -> dict[str, float]:
    """Give the outcome by its name, as the workbench asks for it."""
    return {"height": height(inputs["x"], inputs["y"], inputs["z"], int(inputs["work"]))}


def main() -> None:
    """Run one evaluator once."""
    asked: Asked = json.loads(sys.stdin.read())
    ema = importlib.import_module("ema_workbench")
    logging.getLogger("EMA").setLevel(logging.ERROR)
    model = ema.Model("ishigami", function=height_of)
    model.uncertainties = [ema.RealParameter(name, -math.pi, math.pi) for name in NAMES]
    model.constants = [ema.Constant("work", asked["work"])]
    model.outcomes = [ema.ScalarOutcome("height")]
    evaluator = getattr(ema, asked["evaluator"])
    given = {"n_processes": asked["processes"]} if asked["evaluator"] != "SequentialEvaluator" else {}
    begin = time.perf_counter()
    with evaluator(model, **given) as pool:
        _, outcomes = pool.perform_experiments(scenarios=asked["rows"])
    seconds = time.perf_counter() - begin
    whom = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    cpu = sum(resource.getrusage(each).ru_utime + resource.getrusage(each).ru_stime for each in whom)
    found: Found = {"seconds": seconds, "cpu": cpu, "mean": float(outcomes["height"].mean())}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
