"""Which rules cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence

from interpose.solver.model import Model
from interpose.solver.outcome import Limits
from interpose.solver.running import solve

__all__ = ["conflict"]


def conflict(model: Model, rules: Sequence[str], limits: Limits | None = None) -> tuple[str, ...]:
    """Name rules that cannot all hold, such that without any one of them the rest can.

    A deletion filter over whole blocks of rows: it works on whole-number models too, where the solver's own
    search for conflicts looks at the relaxation only.

    Parameters
    ----------
    model : Model
        An infeasible model.
    rules : sequence of str
        Names of the row blocks that may be at fault; the others are taken as given.
    limits : Limits, optional
        Limits of each solve.

    Returns
    -------
    tuple of str
        The rules in conflict, in the order given; empty where the model is not infeasible, or is so without them.

    Examples
    --------
    >>> model = Model()
    >>> units = model.columns("units", (1,), whole=True)
    >>> model.rows("at least three", [0], units, 1, lower=[3])
    >>> model.rows("at most two", [0], units, 1, upper=[2])
    >>> model.rows("at most nine", [0], units, 1, upper=[9])
    >>> conflict(model, ["at least three", "at most two", "at most nine"])
    ('at least three', 'at most two')
    """
    if solve(model, limits).status != "infeasible" or solve(model, limits, without=tuple(rules)).status == "infeasible":
        return ()
    lifted: list[str] = []
    for rule in rules:
        if solve(model, limits, without=(*lifted, rule)).status == "infeasible":
            lifted.append(rule)
    return tuple(rule for rule in rules if rule not in lifted)
