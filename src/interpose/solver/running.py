"""Handing a model to HiGHS, and believing nothing that was not checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import highspy
import numpy as np
from numpy.typing import NDArray

from interpose.solver.interruptible import Interrupted, run
from interpose.solver.model import Arrays, Model
from interpose.solver.outcome import Limits, Outcome, Status
from interpose.solver.remembering import known_outcomes, model_key

__all__ = ["FEASIBILITY", "fixed_options", "hand_over", "new_solver", "solve", "solver_version"]

FEASIBILITY = 1e-6
"""Most that a row, a bound or a whole number may be off for a solution to be believed."""

Options = tuple[tuple[str, bool | int | float | str], ...]

_BRIEF = 20_000
"""Up to so many nonzeros a linear programme is over before anybody could interrupt it."""

_STATUS = highspy.HighsModelStatus
_OPTIMAL = (_STATUS.kOptimal, _STATUS.kModelEmpty, _STATUS.kObjectiveTarget)
_LIMIT = (
    _STATUS.kTimeLimit,
    _STATUS.kIterationLimit,
    _STATUS.kSolutionLimit,
    _STATUS.kObjectiveBound,
    _STATUS.kMemoryLimit,
    _STATUS.kInterrupt,
)


@cache
def solver_version() -> str:
    """Return name and version of the solver.

    Examples
    --------
    >>> solver_version().startswith("HiGHS 1.")
    True
    """
    return f"HiGHS {new_solver().version()}"


def new_solver() -> highspy.Highs:
    """Return a solver with its own defaults."""
    return highspy.Highs()  # type: ignore[no-untyped-call]


def fixed_options(limits: Limits, absolute_gap: float, seed: int) -> Options:
    """Return the options of a solve: one thread, a fixed seed, limits that count work."""
    options: list[tuple[str, bool | int | float | str]] = [
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", seed % 2_147_483_647),
        ("mip_max_nodes", limits.nodes),
        ("simplex_iteration_limit", limits.simplex_iterations),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", max(absolute_gap, 1e-6)),
        ("mip_feasibility_tolerance", FEASIBILITY),
        # Every model here has a first solution that is found at once: the search for one took a third of the time of a plan.
        ("mip_heuristic_run_feasibility_jump", False),
        ("mip_heuristic_run_root_reduced_cost", limits.submodels),
    ]
    if limits.seconds is not None:
        options.append(("time_limit", float(limits.seconds)))
    return tuple(options)


def solve(
    model: Model,
    limits: Limits | None = None,
    *,
    absolute_gap: float = 0.0,
    seed: int = 0,
    start: Mapping[str, NDArray[np.float64]] | None = None,
    without: tuple[str, ...] = (),
) -> Outcome:
    """Solve a model for its least cost.

    Parameters
    ----------
    model : Model
        What to solve.
    limits : Limits, optional
        How long to look.
    absolute_gap : float
        Distance to the bound, in units of the objective, at which a whole-number solution is good enough.
    seed : int
        Seed of the solver.
    start : mapping of str to numpy.ndarray, optional
        A solution to begin from, by name of the column block; it need not be complete or feasible.
    without : tuple of str
        Row blocks that are lifted.

    Returns
    -------
    Outcome
        With numbers only where the solver has a solution and the solution passes the check against the model's own arrays.

    Raises
    ------
    Interrupted
        On Ctrl-C: the solver is told to stop, and has stopped; with what it had found until then.
    """
    limits = limits or Limits()
    arrays = model.arrays(without)
    if limits.seconds == 0:
        return Outcome(status="no answer", objective=None, bound=None, violation=None, values={}, duals={})
    known = known_outcomes()
    if known is None or limits.seconds is not None:
        return _solved(model, arrays, fixed_options(limits, absolute_gap, seed), start)
    key = model_key(arrays, model.column_blocks, model.row_blocks, limits, absolute_gap, seed, start=start)
    outcome = known.get(key)
    if outcome is None:
        outcome = known[key] = _solved(model, arrays, fixed_options(limits, absolute_gap, seed), start)
    return outcome


def _solved(model: Model, arrays: Arrays, options: Options, start: Mapping[str, NDArray[np.float64]] | None) -> Outcome:
    whole = arrays.whole
    solver = new_solver()
    for name, value in options:
        solver.setOptionValue(name, value)
    if model.column_count:
        solver.passModel(hand_over(arrays, whole))
        if start is not None and whole.any():
            _hint(solver, model, start)
        try:
            run(solver, brief=not whole.any() and arrays.matrix.nnz <= _BRIEF)
        except Interrupted as interruption:
            if interruption.stopped:
                interruption.outcome = _outcome(solver, model, arrays, whole)
            raise
    else:
        solver.passModel(highspy.HighsLp())
        solver.run()
        if (arrays.row_lower > FEASIBILITY).any() or (arrays.row_upper < -FEASIBILITY).any():
            return Outcome(status="infeasible", objective=None, bound=None, violation=None, values={}, duals={})
    return _outcome(solver, model, arrays, whole)


def hand_over(arrays: Arrays, whole: NDArray[np.bool_]) -> highspy.HighsLp:
    """Put arrays into the form that the solver takes; `whole` says which columns take whole numbers only."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(arrays.cost), len(arrays.row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays.cost, arrays.lower, arrays.upper
    lp.row_lower_, lp.row_upper_ = arrays.row_lower, arrays.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    # The fields of a matrix take lists twice as fast as arrays.
    lp.a_matrix_.start_ = arrays.matrix.indptr.tolist()
    lp.a_matrix_.index_ = arrays.matrix.indices.tolist()
    lp.a_matrix_.value_ = arrays.matrix.data.tolist()
    if whole.any():
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if each else kinds.kContinuous for each in whole.tolist()]
    return lp


def _hint(solver: highspy.Highs, model: Model, start: Mapping[str, NDArray[np.float64]]) -> None:
    indices, values = [], []
    for name, block in start.items():
        first, shape = model.column_blocks[name]
        if block.shape != shape:
            raise ValueError(f"the start of {name!r} has the shape {block.shape}, not {shape}")
        indices.append(np.arange(first, first + block.size, dtype=np.int32))
        values.append(block.ravel().astype(np.float64))
    if indices:
        joined = np.concatenate(indices)
        solver.setSolution(len(joined), joined, np.concatenate(values))


def _outcome(solver: highspy.Highs, model: Model, arrays: Arrays, whole: NDArray[np.bool_]) -> Outcome:
    status = solver.getModelStatus()
    if status == _STATUS.kUnboundedOrInfeasible:
        # The presolve did not say which: ask without it.
        solver.setOptionValue("presolve", "off")
        run(solver)
        status = solver.getModelStatus()
    if status == _STATUS.kInfeasible:
        return Outcome(status="infeasible", objective=None, bound=None, violation=None, values={}, duals={})
    if status in (_STATUS.kUnbounded, _STATUS.kUnboundedOrInfeasible):
        return Outcome(status="unbounded", objective=None, bound=None, violation=None, values={}, duals={})
    info = solver.getInfo()
    bound = _bound(info, status, whole)
    solution = solver.getSolution()
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible or not model.column_count
    if status not in (*_OPTIMAL, *_LIMIT):
        return Outcome(status="numerical trouble", objective=None, bound=None, violation=None, values={}, duals={})
    if not (solution.value_valid and feasible) and model.column_count:
        # A limit without a solution leaves zeros behind: they mean nothing.
        return Outcome(
            status="numerical trouble" if status in _OPTIMAL else "no answer",
            objective=None,
            bound=bound,
            violation=None,
            values={},
            duals={},
        )
    found = np.asarray(solution.col_value, dtype=np.float64)
    found[whole] = np.round(found[whole])
    found = np.clip(found, arrays.lower, arrays.upper)
    found.setflags(write=False)  # one outcome may be read by several
    relevant = Arrays(
        cost=arrays.cost,
        lower=arrays.lower,
        upper=arrays.upper,
        whole=whole,
        row_lower=arrays.row_lower,
        row_upper=arrays.row_upper,
        matrix=arrays.matrix,
    )
    violation = relevant.violation(found)
    scale = max(1.0, float(np.abs(arrays.matrix.data).max(initial=1.0)))
    if violation > 10 * FEASIBILITY * scale:
        return Outcome(status="numerical trouble", objective=None, bound=None, violation=violation, values={}, duals={})
    objective = float(arrays.cost @ found)
    word: Status = "optimal" if status in _OPTIMAL else "feasible"
    if word == "optimal" and bound is not None and objective - bound > 1e-6 * max(1.0, abs(objective)):
        word = "feasible"  # the gap that was asked for was reached: good enough is not the best
    values = {
        name: found[first : first + math.prod(shape)].reshape(shape) for name, (first, shape) in model.column_blocks.items()
    }
    duals: dict[str, NDArray[np.float64]] = {}
    if not whole.any() and solution.dual_valid:
        prices = np.asarray(solution.row_dual, dtype=np.float64)
        duals = {name: prices[first : first + count] for name, (first, count) in model.row_blocks.items()}
    return Outcome(status=word, objective=objective, bound=bound, violation=violation, values=values, duals=duals)


def _bound(info: highspy.HighsInfo, status: highspy.HighsModelStatus, whole: NDArray[np.bool_]) -> float | None:
    if whole.any():
        return float(info.mip_dual_bound) if np.isfinite(info.mip_dual_bound) else None
    return float(info.objective_function_value) if status in _OPTIMAL else None
