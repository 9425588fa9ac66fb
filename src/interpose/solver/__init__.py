"""The one door to the solver: sparse models built by name, and outcomes that never lie."""

from interpose.solver.clock import Clock
from interpose.solver.conflict import conflict
from interpose.solver.interruptible import Interrupted, alongside
from interpose.solver.model import Model
from interpose.solver.outcome import Answered, Limits, Outcome, SolverRecord, Status
from interpose.solver.remembering import solving_once
from interpose.solver.running import solve, solver_version
from interpose.solver.terms import Terms

__all__ = [
    "Answered",
    "Clock",
    "Interrupted",
    "Limits",
    "Model",
    "Outcome",
    "SolverRecord",
    "Status",
    "Terms",
    "alongside",
    "conflict",
    "solve",
    "solver_version",
    "solving_once",
]
