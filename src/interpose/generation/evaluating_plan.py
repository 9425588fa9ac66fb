r"""Quick rotation schedules for the fast evaluator: month by month, those go first whom it costs least to send.

What it costs to send a unit now, and what it costs to wait, follows from the prices of months under which the bound of
the same future is proved. Each part of the requirement is tried at several levels at once, from the begin or from near
the end of the build-up, with or without units beyond the level that would lose by waiting; the cheapest plan is kept,
and whoever is left fills what is still short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Problems", "Schedule", "held", "levels", "schedule", "waits"]

Numbers = NDArray[np.float64]
Single = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Problems:
    """Parts to be scheduled at the same time: one for each part of the requirement and each future.

    Parameters
    ----------
    needed : numpy.ndarray
        Units required, shape (problems, rows, months); zero where a part has fewer rows.
    price : numpy.ndarray
        Price of a unit missing for a month, shape (problems, rows).
    units, window, tour, first : numpy.ndarray
        Of each pool, shape (problems, pools): units, months in which each begins at most one tour, months of a tour, and the
        first
        month in which one can begin, from 1.
    brings : numpy.ndarray
        What a unit brings if it is sent for a row, shape (problems, rows, pools, rows): to that row and to the others.
    most : numpy.ndarray or None
        Most units of each pool on the ground at a time, shape (problems, pools).
    steady : slice
        Months between build-up and drawdown.
    """

    needed: Numbers
    price: Numbers
    units: Numbers
    window: Whole
    tour: Whole
    first: Whole
    brings: Numbers
    most: Numbers | None
    steady: slice


@dataclass(frozen=True)
class Schedule:
    """The cheapest plan of each problem.

    Parameters
    ----------
    priced : numpy.ndarray
        Priced shortfall by problem.
    short : numpy.ndarray
        Units missing, shape (problems, rows, months).
    starts : numpy.ndarray
        Tours that begin, shape (rows, problems, pools, months): by the row for which a unit is sent.
    """

    priced: Numbers
    short: Numbers
    starts: Numbers


def levels(
    problems: Problems, most: Numbers, fewer: tuple[int, ...], later: tuple[int, ...]
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return levels to try: the most that may be held and fewer, from the begin or from near the end of the build-up.

    Parameters
    ----------
    problems : Problems
        The problems.
    most : numpy.ndarray
        Units that may be held at most after the build-up, all rows together, by problem.
    fewer : tuple of int
        Units below the most.
    later : tuple of int
        Months before the end of the build-up until which nobody is sent; as many as it has send from the begin.

    Returns
    -------
    numpy.ndarray
        Targets by problem, row, month and try; the last try is the requirement itself.
    numpy.ndarray of bool
        By try: whether units that cannot wait without a loss are sent beyond the level, as far as they are required.
    """
    months = np.arange(problems.needed.shape[-1])
    peak = np.ceil(problems.needed[:, :, problems.steady].max(axis=2, initial=0.0))
    before = np.cumsum(peak, axis=1) - peak
    opened = months >= np.array(sorted({max(0, problems.steady.start - each) for each in later}))[:, None]
    level = np.maximum(most[:, None] - np.array(fewer), 0.0)
    target = np.clip(level[:, None, :] - before[:, :, None], 0.0, None)
    capped = np.minimum(target[:, :, None, :], problems.needed[..., None])
    tries = (capped[..., None] * opened.T[None, None, :, None, :]).reshape(*problems.needed.shape, len(fewer) * len(opened))
    eager = np.arange(2 * tries.shape[-1] + 1) >= tries.shape[-1]
    return np.concatenate([tries, tries, problems.needed[..., None]], axis=-1), eager


def schedule(
    problems: Problems, targets: Numbers, eager: NDArray[np.bool_], order: Whole, urgent: NDArray[np.bool_]
) -> Schedule:
    """Schedule every problem at every level, and keep the cheapest plan of each.

    Parameters
    ----------
    problems : Problems
        The problems.
    targets : numpy.ndarray
        Units wanted by problem, row, month and try.
    eager : numpy.ndarray of bool
        By try: whether units that cannot wait are sent beyond what is wanted, as far as they are required.
    order : numpy.ndarray of int
        Pools in the order in which they go, by month and problem.
    urgent : numpy.ndarray of bool
        Pools that cannot wait, by month and problem.
    """
    count, rows, horizon = problems.needed.shape
    pools, tries = problems.units.shape[1], targets.shape[-1]
    window, tour = problems.window, problems.tour
    # One more month than there are stays zero: what began before the first month.
    # Numbers of units are small and whole: single precision is exact for them, and half the memory to go through.
    starts = np.zeros((rows, horizon + 1, count, pools, tries), dtype=np.float32)
    begun = starts.reshape(rows, -1, tries)
    cell = np.arange(count * pools).reshape(count, pools)
    months = np.arange(horizon)[:, None, None]
    back = np.where(months >= window, months - window, horizon) * cell.size + cell
    gone = np.where(months >= tour, months - tour, horizon) * cell.size + cell
    free = np.zeros((count, pools, tries), dtype=np.float32)
    ground = np.zeros_like(free) if problems.most is not None else None
    most = None if problems.most is None else problems.most.astype(np.float32)[..., None]
    lengths = np.unique(tour)
    length = np.arange(len(lengths))
    cover = np.zeros((horizon, count, rows, tries), dtype=np.float32)
    standing = np.zeros((count, rows, tries), dtype=np.float32)
    # What arrives, by length of its tour; as with tours, the last month stays zero.
    arriving = np.zeros((horizon + 1, count, len(lengths), rows, tries), dtype=np.float32)
    arrived = np.where(months[:, 0] >= lengths, months[:, 0] - lengths, horizon)
    # By month and problem: which pools go before which.
    place = np.argsort(order, axis=2)
    before = (place[:, :, None, :] < place[..., None]).astype(np.float32)
    eagerly = urgent[..., None] & eager
    lines = [_line(problems, row, lengths, targets, eagerly) for row in range(rows)]
    earliest = int(window.min(initial=horizon, where=problems.units > 0))
    opening = {int(each) - 1 for each in np.unique(problems.first)}
    for month in range(horizon):
        if month in opening:
            free += np.where(problems.first == month + 1, problems.units, 0.0).astype(np.float32)[..., None]
        for row in range(rows):
            if month >= earliest:
                free += begun[row].take(back[month], axis=0)
            if ground is not None:
                ground -= begun[row].take(gone[month], axis=0)
        standing -= arriving[arrived[month], :, length].sum(axis=0)
        for row, line in enumerate(lines):
            here = line.problems
            able = free[here]
            if ground is not None and most is not None:
                able = np.minimum(able, np.maximum(most[here] - ground[here], 0.0))
            bring = able if line.plain else able * line.quantity
            # What is left to send once those before have gone.
            ask = np.matmul(before[month, here], bring)
            ask += standing[here, None, row]
            np.subtract(line.wanted[month], ask, out=ask)
            if not line.whole:
                ask = np.ceil(ask / np.where(line.quantity > 0, line.quantity, 1.0) - 1e-4)
                bring = np.where(line.quantity > 0, able, 0.0)
            np.maximum(ask, 0.0, out=ask)
            np.minimum(ask, bring, out=ask)
            free[here] -= ask
            starts[row, month, here] = ask
            if ground is not None:
                ground[here] += ask
            brought = np.matmul(line.weights, ask).reshape(len(ask), len(lengths), rows, tries)
            standing[here] += brought.sum(axis=1)
            arriving[month, here] += brought
        cover[month] = standing
    short = np.maximum(problems.needed.astype(np.float32).transpose(2, 0, 1)[..., None] - cover, 0.0)
    steady = short[problems.steady]
    missing = short.sum(axis=0) + len(steady) * steady.max(axis=0, initial=0.0)
    cost = (problems.price[..., None] * missing).sum(axis=1)
    best = cost.argmin(axis=1)
    kept = starts[:, :horizon, np.arange(count), :, best].transpose(1, 0, 3, 2)
    return _filled(problems, kept.astype(np.float64), order)


@dataclass(frozen=True)
class _Line:
    """Problems in which units can be sent for a row, and what they bring.

    `wanted`: units by month, problem, pool and try, up to which a pool is sent. `weights`: by length of tour, what a unit
    brings to each row. `plain`: each unit brings 1; `whole`: each brings 1 or nothing.
    """

    problems: slice | Whole
    wanted: Single
    quantity: Single
    weights: Single
    plain: bool
    whole: bool


def _line(problems: Problems, row: int, lengths: Whole, targets: Numbers, eagerly: NDArray[np.bool_]) -> _Line:
    own = problems.brings[:, row, :, row]
    some = (own * problems.units).any(axis=1)
    here = slice(None) if some.all() else np.flatnonzero(some)
    usable = own[here][problems.units[here] > 0]
    brings = problems.brings[here, row].transpose(0, 2, 1)
    weights = brings[:, None] * (problems.tour[here, None, :] == lengths[:, None])[:, :, None]
    wanted = np.ceil(targets[here, row] - 1e-9).astype(np.float32).transpose(1, 0, 2)[:, :, None]
    required = np.ceil(problems.needed[here, row] - 1e-9).astype(np.float32).T[:, :, None, None]
    return _Line(
        here,
        np.where(eagerly[:, here], required, wanted),
        own[here, :, None].astype(np.float32),
        weights.reshape(len(brings), len(lengths) * brings.shape[1], brings.shape[2]).astype(np.float32),
        bool((usable == 1.0).all()),
        bool(((usable == 1.0) | (usable == 0.0)).all()),
    )


def _filled(problems: Problems, starts: Numbers, order: Whole) -> Schedule:
    """Send whoever is left where something is still short, as long as no unit is then sent too often."""
    count, rows, horizon = problems.needed.shape
    months = np.arange(horizon)
    window, places = problems.window, np.arange(count)[:, None]
    begun = np.concatenate([np.zeros((*window.shape, 1)), np.cumsum(starts.sum(axis=0), axis=2)], axis=2)
    # In the window that begins in each month: units that begin no tour in it.
    ends = np.minimum(months + window[:, :, None], horizon)
    idle = problems.units[:, :, None] - (np.take_along_axis(begun, ends, axis=2) - begun[:, :, :-1])
    running = np.concatenate([np.zeros((*starts.shape[:3], 1)), np.cumsum(starts, axis=3)], axis=3)
    back = np.maximum(months + 1 - problems.tour[:, :, None], 0)
    ground = running[..., 1:] - np.take_along_axis(running, np.broadcast_to(back, starts.shape), axis=3)
    cover = sum(np.matmul(problems.brings[:, row].transpose(0, 2, 1), ground[row]) for row in range(rows))
    # Nobody is left for a month where a window that covers it is full.
    full = np.concatenate([np.zeros((*window.shape, 1)), np.cumsum(idle <= 0, axis=2)], axis=2)
    earlier = np.maximum(months + 1 - window[:, :, None], 0)
    left_over = (full[..., 1:] == np.take_along_axis(full, earlier, axis=2)) & (problems.first[:, :, None] <= months + 1)
    if problems.most is not None:
        left_over &= ~np.isfinite(problems.most)[:, :, None]
    open_to = (problems.needed > cover + 1e-9).any(axis=1) & left_over.any(axis=1)
    for month in np.flatnonzero(open_to.any(axis=0)).tolist():
        lacking = np.ceil(problems.needed[:, :, month] - cover[:, :, month] - 1e-9)
        covers = (months <= month) & (months > month - window[:, :, None])
        able = np.where(covers, idle, np.inf).min(axis=2) * (problems.first <= month + 1)
        if problems.most is not None:
            able = np.where(np.isfinite(problems.most), 0.0, able)
        if not (able.any(axis=1) & (lacking > 0).any(axis=1)).any():
            continue
        line = order[month]
        for row in range(rows):
            quantity = problems.brings[places, row, line, row]
            left = np.where(quantity > 0, able[places, line], 0.0)
            bring = left * quantity
            lack = np.ceil(problems.needed[:, row, month] - cover[:, row, month] - 1e-9)
            ask = np.ceil((lack[:, None] - (np.cumsum(bring, axis=1) - bring)) / np.where(quantity > 0, quantity, 1.0) - 1e-9)
            sent = np.zeros_like(left)
            sent[places, line] = np.minimum(np.maximum(ask, 0.0), left)
            if not sent.any():
                continue
            able = able - sent
            idle -= covers * sent[:, :, None]
            starts[row, :, :, month] += sent
            during = (months >= month) & (months < month + problems.tour[:, :, None])
            cover += np.matmul((sent[:, :, None] * problems.brings[:, row]).transpose(0, 2, 1), during.astype(np.float64))
    short = np.clip(problems.needed - cover, 0.0, None)
    worst = short[:, :, problems.steady].max(axis=2, initial=0.0)
    length = problems.steady.stop - problems.steady.start
    return Schedule(((short.sum(axis=2) + length * worst) * problems.price).sum(axis=1), short, starts)


def waits(problems: Problems) -> Numbers:
    """Return for how many months each pool can wait without standing there for fewer months in all.

    Parameters
    ----------
    problems : Problems
        The problems.

    Returns
    -------
    numpy.ndarray
        By month, problem and pool.
    """
    horizon = problems.needed.shape[-1]
    left = (horizon - np.arange(horizon))[:, None, None]
    rest = left % problems.window
    rest = np.where(rest == 0, problems.window, rest)
    return np.asarray(np.maximum(np.minimum(rest, left) - problems.tour, 0), dtype=np.float64)


def held(problems: Problems) -> tuple[Numbers, Numbers]:
    """Return how many units each pool can have there on average after the build-up, and how many may be held in all.

    Parameters
    ----------
    problems : Problems
        The problems.

    Returns
    -------
    numpy.ndarray
        By problem and pool, as if there were no limit on the units that are there at a time.
    numpy.ndarray
        By problem: whole units of all rows together, with that limit.
    """
    begin, end = problems.steady.start, problems.steady.stop
    usable = np.maximum(end - np.maximum(problems.first - 1, begin), 0)
    turns, rest = np.divmod(usable, problems.window)
    each = problems.units * (turns * problems.tour + np.minimum(rest, problems.tour)) / (end - begin)
    own = np.einsum("brgr->brg", problems.brings).max(axis=1)
    there = each if problems.most is None else np.minimum(each, problems.most)
    return each, np.floor((there * own).sum(axis=1) + 1e-9)
