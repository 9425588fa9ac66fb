"""The one door to the solver: sparse models built by name, and outcomes that never lie."""

from interpose.solver.conflict import conflict
from interpose.solver.incumbent import Incumbent
from interpose.solver.model import Model
from interpose.solver.outcome import Limits, Outcome, SolverRecord, Status
from interpose.solver.relaxation import Relaxation
from interpose.solver.running import solve, solver_version
from interpose.solver.threads import Interrupted, Team, processors, side_by_side

__all__ = [
    "Incumbent",
    "Interrupted",
    "Limits",
    "Model",
    "Outcome",
    "Relaxation",
    "SolverRecord",
    "Status",
    "Team",
    "conflict",
    "processors",
    "side_by_side",
    "solve",
    "solver_version",
]
