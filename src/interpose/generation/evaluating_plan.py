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
    starts = np.zeros((rows, count * pools * (horizon + 1), tries), dtype=np.float32)
    place = np.arange(count * pools).reshape(count, pools) * (horizon + 1)
    months = np.arange(horizon)[:, None, None]
    back = (place + np.where(months >= window, months - window, horizon)).reshape(horizon, -1)
    gone = (place + np.where(months >= tour, months - tour, horizon)).reshape(horizon, -1)
    free = np.zeros((count * pools, tries), dtype=np.float32)
    ground = np.zeros((count * pools, tries), dtype=np.float32) if problems.most is not None else None
    lengths = sorted({int(each) for each in np.unique(tour)}) or [1]
    most = np.zeros(0) if problems.most is None else problems.most.astype(np.float32).reshape(-1, 1)
    cover = np.zeros((horizon, count, rows, tries), dtype=np.float32)
    standing = np.zeros((count, rows, tries), dtype=np.float32)
    leaving = np.zeros((horizon + max(lengths), count, rows, tries), dtype=np.float32)
    wanted = np.ceil(targets - 1e-9).astype(np.float32).transpose(2, 0, 1, 3)
    required = np.ceil(problems.needed - 1e-9).astype(np.float32).transpose(2, 0, 1)[..., None]
    lines = [_line(problems, row, order, urgent, lengths) for row in range(rows)]
    earliest = int(window.min(initial=horizon, where=problems.units > 0))
    opening = {int(each) - 1 for each in np.unique(problems.first)}
    for month in range(horizon):
        if month in opening:
            free += np.where(problems.first == month + 1, problems.units, 0.0).astype(np.float32).reshape(-1, 1)
        for row in range(rows):
            if month >= earliest:
                free += starts[row].take(back[month], axis=0)
            if ground is not None:
                ground -= starts[row].take(gone[month], axis=0)
        standing -= leaving[month]
        for row, line in enumerate(lines):
            here = line.problems if len(line.problems) < count else slice(None)
            more = required[month, here, row] - standing[here, row]
            if not len(line.problems) or more.max() <= 0:
                continue
            where = line.pools[month]
            able = free.take(where, axis=0)
            if ground is not None:
                able = np.minimum(able, np.maximum(most[where] - ground.take(where, axis=0), 0.0))
            able = able.reshape(len(line.problems), pools, tries)
            quantity = line.quantity[month]
            bring = able * quantity
            # What is left to send once those before have gone.
            ask = bring.cumsum(axis=1)
            np.subtract(bring, ask, out=ask)
            lack = wanted[month, here, row] - standing[here, row]
            ask += np.where(line.urgent[month] & eager, more[:, None, :], lack[:, None, :])
            if not line.plain:
                ask = np.ceil(ask / np.where(quantity > 0, quantity, 1.0) - 1e-4)
                bring = np.where(quantity > 0, able, 0.0)
            np.maximum(ask, 0.0, out=ask)
            np.minimum(ask, bring, out=ask)
            sent = ask.reshape(-1, tries)
            free[where] -= sent
            starts[row, where * (horizon + 1) + month] = sent
            if ground is not None:
                ground[where] += sent
            brought = np.matmul(line.weights[month], ask).reshape(len(line.problems), len(lengths), rows, tries)
            standing[here] += brought.sum(axis=1)
            for number, length in enumerate(lengths):
                leaving[month + length, here] += brought[:, number]
        cover[month] = standing
    short = np.maximum(problems.needed.astype(np.float32).transpose(2, 0, 1)[..., None] - cover, 0.0)
    steady = short[problems.steady]
    missing = short.sum(axis=0) + len(steady) * steady.max(axis=0, initial=0.0)
    cost = (problems.price[..., None] * missing).sum(axis=1)
    best = cost.argmin(axis=1)
    each = np.arange(count)
    kept = starts.reshape(rows, count, pools, horizon + 1, tries)[:, each, :, :horizon, best].transpose(1, 0, 2, 3)
    return _filled(problems, kept.astype(np.float64), order)


@dataclass(frozen=True)
class _Line:
    """Pools that can be sent for a row, month by month in the order in which they go."""

    problems: Whole
    pools: Whole
    quantity: Single
    urgent: NDArray[np.bool_]
    weights: Single
    plain: bool


def _line(problems: Problems, row: int, order: Whole, urgent: NDArray[np.bool_], lengths: list[int]) -> _Line:
    pools = problems.units.shape[1]
    own = problems.brings[:, row, :, row]
    here = np.flatnonzero((own * problems.units).any(axis=1))
    line, places = order[:, here], here[:, None]
    brings = problems.brings[places, row, line]
    # By length of the tour: what the units sent for this row bring to each row.
    tours = problems.tour[places, line]
    weights = np.concatenate([brings.transpose(0, 1, 3, 2) * (tours == each)[:, :, None, :] for each in lengths], axis=2)
    return _Line(
        here,
        (line + (here * pools)[:, None]).reshape(len(order), -1),
        own[places, line][..., None].astype(np.float32),
        np.take_along_axis(urgent[:, here], line, axis=2)[..., None],
        weights.astype(np.float32),
        bool(((own == 0.0) | (own == 1.0)).all()),
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
    # Nobody is left for a month where the window that begins in it is full.
    left_over = (idle > 0) & (problems.first[:, :, None] <= months + 1)
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
