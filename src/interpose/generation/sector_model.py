"""The model of dealing some tours to sectors at once: where each stands, who sends it, and what is then missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import worst_month_rows
from interpose.generation.sector_board import NOWHERE, Board, Tour
from interpose.solver import Model

__all__ = ["STAYS", "Choices", "choices_of", "dealing"]

STAYS = 1e-3
"""What it is worth that a tour stays where it is, in months of the dearest need."""

_OTHER, _HOME, _UNLED = 1e-4, 1e-3, 3.0
"""What it costs in such months that a tour is handed over, what it is worth that a headquarters stands where its nation may
lead, and what it costs that a nation leads without its own while it sends one elsewhere: mending that costs more."""

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Choices:
    """Tours that are off the board, alike ones together, and how each may be sent.

    Parameters
    ----------
    members : tuple of tuple of int
        Numbers of the tours that are alike, group by group.
    tours : tuple of Tour
        One of each group.
    group : numpy.ndarray of int
        By choice, its group. The first choice of a group is as it was.
    pool, state : numpy.ndarray of int
        By choice, the pool that sends the tour, and the number of its state.
    before : numpy.ndarray
        Tours of each choice that stood in each sector, shape (choices, sectors).
    """

    members: tuple[tuple[int, ...], ...]
    tours: tuple[Tour, ...]
    group: Indices
    pool: Indices
    state: Indices
    before: Floats

    @property
    def count(self) -> Indices:
        """Tours by group."""
        return np.array([len(each) for each in self.members])

    def touched(self, board: Board, group: int) -> tuple[int, ...]:
        """Return the phases that the tours of a group touch."""
        return board.touched[self.members[group][0]]

    @property
    def first(self) -> Indices:
        """By group, its first choice."""
        return np.flatnonzero(np.r_[True, self.group[1:] != self.group[:-1]])


def choices_of(board: Board, stood: Mapping[int, int], *, others: int = 0) -> Choices:
    """Put tours together that are alike, and say how each may be sent.

    Parameters
    ----------
    board : Board
        The board, with these tours taken off.
    stood : mapping of int to int
        Sector in which each tour stood, by its number.
    others : int
        How many choices there may be at most of who else sends headquarters; nations come first that stand in some sector.
    """
    together: dict[tuple[int, int], list[int]] = {}
    for number in stood:
        tour = board.tours[number]
        together.setdefault((tour.row, tour.pool), []).append(number)
    tours = tuple(board.tours[members[0]] for members in together.values())
    group, pool, before = [], [], []
    each = others // max(1, sum(tour.headquarters for tour in tours))
    stand = np.asarray(board.present().any(axis=2))
    for place, (tour, members) in enumerate(zip(tours, together.values(), strict=True)):
        able = board.owners.alike(tour.pool) if each and tour.headquarters else ()
        ready = [other for other in able if board.owners.pools[other].first_month <= tour.start + 1]
        stays = np.asarray(stand[list(board.touched[members[0]])].all(axis=0))
        known = [other for other in ready if stays[board.owners.state_of[other]]]
        senders = [tour.pool, *[*known, *(other for other in ready if other not in known)][:each]]
        group += [place] * len(senders)
        pool += senders
        stands = np.bincount([stood[number] for number in members if stood[number] != NOWHERE], minlength=board.sectors)
        before += [stands, *[np.zeros(board.sectors)] * (len(senders) - 1)]
    return Choices(
        members=tuple(map(tuple, together.values())),
        tours=tours,
        group=np.array(group),
        pool=np.array(pool),
        state=np.array(board.owners.state_of)[pool],
        before=np.array(before, dtype=np.float64),
    )


def dealing(
    board: Board, choices: Choices, steady: slice, sectors: Sequence[int] | None = None
) -> tuple[Model, dict[str, Floats]]:
    """Build the model of dealing some tours.

    Parameters
    ----------
    board : Board
        The board, with these tours taken off.
    choices : Choices
        How each may be sent. Each pool sends at most as many units in any window as it has.
    steady : slice
        Months between build-up and drawdown.
    sectors : sequence of int, optional
        Sectors in which they may stand besides those where they stood; all of them unless given.

    Returns
    -------
    Model
        Columns: `placed` (choice, sector), `chosen` (choice), `enters`, `away`, `unled`, `short`, `worst`.
    mapping of str to numpy.ndarray
        Columns with every tour where it stood.
    """
    model = Model()
    group, first, before = choices.group, choices.first, choices.before
    count = choices.count[group]
    home = np.zeros(before.shape)
    for choice, of in enumerate(group):
        if choices.tours[of].headquarters:
            home[choice] = [choices.state[choice] in able for able in board.home[choices.touched(board, of)[0]]]
    able = np.array([_open_to(board, choices.tours[of], pool) for of, pool in zip(group, choices.pool.tolist(), strict=True)])
    if sectors is not None:
        able &= np.isin(np.arange(board.sectors), sectors) | (before > 0)
    placed = model.columns(
        "placed", before.shape, upper=able * count[:, None], cost=-STAYS * (before > 0) - _HOME * home, whole=True
    )
    other = choices.pool != choices.pool[first][group]
    chosen = model.columns("chosen", (len(group),), upper=count, cost=_OTHER * other, whole=True)
    model.rows("as many", group, chosen, 1.0, lower=choices.count, upper=choices.count)
    each = np.arange(len(group))
    model.rows(
        "one sector",
        np.concatenate([np.repeat(each, board.sectors), each]),
        np.concatenate([placed.ravel(), chosen]),
        np.repeat([1.0, -1.0], [placed.size, len(each)]),
        upper=np.zeros(len(group)),
    )
    start = {"placed": before, "chosen": np.zeros(len(group))}
    start["chosen"][first] = choices.count
    start["enters"] = _entering(model, board, choices, placed, able)
    if len(group) > len(choices.tours):
        _rotation_rows(model, board, choices, chosen)
    start |= _leading(model, board, choices, placed)
    return model, start | _needs(model, board, choices, placed, steady)


def _open_to(board: Board, tour: Tour, pool: int) -> NDArray[np.bool_]:
    """Return the sectors that no caveat closes to a tour if a pool sends it."""
    return tour.allowed if pool == tour.pool else board.owners.flag(pool, tour)[1]


def _entering(model: Model, board: Board, choices: Choices, placed: Indices, able: NDArray[np.bool_]) -> Floats:
    """Count the nations that enter a sector in a phase, in which they have nobody else; return who entered before."""
    present = board.present()
    steps = [
        (choice, phase, nation, sector)
        for choice, nation in enumerate(choices.state.tolist())
        for phase in choices.touched(board, choices.group[choice])
        for sector in np.flatnonzero(able[choice] & ~present[phase, nation]).tolist()
    ]
    each = np.array(steps, dtype=np.int64).reshape(-1, 4)
    entries, entry = np.unique(each[:, 1:], axis=0, return_inverse=True)
    enters = model.columns("enters", (len(entries),), upper=1.0, whole=True)
    model.rows(
        "enters",
        np.tile(np.arange(len(each)), 2),
        np.concatenate([placed[each[:, 0], each[:, 3]], enters[entry]]),
        np.concatenate([np.ones(len(each)), -choices.count[choices.group[each[:, 0]]]]),
        upper=np.zeros(len(each)),
    )
    if board.rules.most_nations:
        room = np.clip(board.rules.most_nations - present.sum(axis=1), 0, None)
        model.rows("most nations", entries[:, 0] * board.sectors + entries[:, 2], enters, 1.0, upper=room.ravel())
    entered = np.zeros(len(entries))
    entered[entry[choices.before[each[:, 0], each[:, 3]] > 0]] = 1.0
    return entered


def _rotation_rows(model: Model, board: Board, choices: Choices, chosen: Indices) -> None:
    """Let no pool begin more tours in any window of months than it has units, those that are not dealt included."""
    horizon = board.needs.shape[2]
    months, start = np.arange(horizon), np.array([tour.start for tour in choices.tours])[choices.group]
    for number in sorted(set(choices.pool.tolist())):
        like, mine = board.owners.pools[number], np.flatnonzero(choices.pool == number)
        dealt = np.zeros(horizon, dtype=np.int64)
        for tour, members in zip(choices.tours, choices.members, strict=True):
            dealt[tour.start] += len(members) * (tour.pool == number)
        row, place = np.nonzero((start[mine] >= months[:, None]) & (start[mine] < months[:, None] + like.window))
        model.rows(f"rotation {number}", row, chosen[mine[place]], 1.0, upper=board.owners.left(number, dealt))


def _leading(model: Model, board: Board, choices: Choices, placed: Indices) -> dict[str, Floats]:
    """Charge where no nation that may lead a sector has its headquarters there in a phase, and each sends one elsewhere."""
    wanted = _needs_of([tour for tour in choices.tours if tour.headquarters])
    asked = np.any(board.needs[wanted] > 0.0, axis=(0, 2)).tolist()
    phases, states = len(board.home), len(board.owners.states)
    able = np.zeros((phases, board.sectors, states), dtype=np.bool_)
    for phase, homes in enumerate(board.home):
        for place, nations in enumerate(homes):
            able[phase, place, list(nations)] = asked[place]
    led = np.argwhere(able.any(axis=2))
    own, elsewhere = np.zeros((phases, board.sectors)), np.zeros((phases, states))
    for tour, stands, touched in zip(board.tours, board.place, board.touched, strict=True):
        if tour.headquarters and stands != NOWHERE:
            own[list(touched), stands] += able[list(touched), stands, tour.state]
            elsewhere[touched[0], tour.state] += not able[touched[0], stands, tour.state]
    away = model.columns("away", elsewhere.shape, lower=elsewhere > 0, upper=1.0)
    unled = model.columns("unled", (len(led),), upper=1.0, cost=_UNLED)
    staff = np.array([tour.headquarters for tour in choices.tours])[choices.group]
    phases_of = [choices.touched(board, group) for group in choices.group]
    begun = np.array([each[0] for each in phases_of])
    out = staff[:, None] & ~able[begun, :, choices.state]
    choice, sector = np.nonzero(out)
    model.rows(
        "away",
        np.tile(np.arange(len(choice)), 2),
        np.concatenate([placed[choice, sector], away[begun[choice], choices.state[choice]]]),
        np.concatenate([np.ones(len(choice)), -choices.count[choices.group[choice]]]),
        upper=np.zeros(len(choice)),
    )
    gone = np.clip(elsewhere, 0.0, 1.0)
    np.maximum.at(gone, (begun[choice], choices.state[choice]), np.clip(choices.before[choice, sector], 0.0, 1.0))
    entries, unmet = [], np.zeros(len(led))
    for number, (phase, where) in enumerate(led.tolist()):
        leaders = np.flatnonzero(able[phase, where])
        there = staff & able[phase, where, choices.state] & np.array([phase in each for each in phases_of])
        entries += [(number, column, 1.0) for column in placed[there, where]]
        entries += [(number, column, -1.0) for column in away[phase, leaders]]
        entries.append((number, unled[number], 1.0))
        at_home = (1.0 - gone[phase, leaders]).sum() + choices.before[there, where].sum()
        unmet[number] = max(0.0, 1.0 - own[phase, where] - at_home)
    row, column, value = np.array(entries, dtype=np.float64).reshape(-1, 3).T
    least = 1.0 - own[led[:, 0], led[:, 1]] - able[led[:, 0], led[:, 1]].sum(axis=1)
    model.rows("led", row.astype(np.int64), column.astype(np.int64), value, lower=least)
    return {"away": gone, "unled": unmet}


def _needs(model: Model, board: Board, choices: Choices, placed: Indices, steady: slice) -> dict[str, Floats]:
    """Add what is missing by need, sector and month, and in the worst month of each need; return what it was."""
    sectors, needs = board.sectors, _needs_of(choices.tours)
    price = board.prices[needs] / board.prices[needs].max()
    # Only the months of these tours can change; what is missing in the others is the least of the worst month.
    first, last = min(tour.start for tour in choices.tours), max(tour.end for tour in choices.tours)
    left = board.left[needs, :, first : last + 1]
    missing = np.clip(board.left[needs], 0.0, None).sum(axis=1)
    inside = np.arange(max(first, steady.start), min(last + 1, steady.stop))
    outside = np.setdiff1d(np.arange(steady.start, steady.stop), inside)
    least = missing[:, outside].max(axis=1, initial=0.0)
    short = model.columns("short", left.shape, cost=price[:, None, None])
    worst = model.columns("worst", least.shape, lower=least, cost=(steady.stop - steady.start) * price)
    cover = [(np.arange(short.size), short.ravel(), np.ones(short.size))]
    covered = np.zeros(left.shape)
    for choice, group in enumerate(choices.group):
        tour = choices.tours[group]
        months = np.arange(tour.start, tour.end + 1) - first
        for need, quantity in tour.parts:
            rows = ((needs.index(need) * sectors + np.arange(sectors))[:, None] * left.shape[2] + months).ravel()
            cover.append((rows, np.repeat(placed[choice], len(months)), np.full(len(rows), quantity)))
            covered[needs.index(need), :, months] += quantity * choices.before[choice]
    model.rows("need", *(np.concatenate(part) for part in zip(*cover, strict=True)), lower=left.ravel())
    worst_month_rows(model, short[:, :, inside - first], worst)
    missed = np.clip(left - covered, 0.0, None)
    worst_months = missed[:, :, inside - first].sum(axis=1).max(axis=1, initial=0.0)
    return {"short": missed, "worst": np.maximum(worst_months, least)}


def _needs_of(tours: Sequence[Tour]) -> list[int]:
    return sorted({need for tour in tours for need, _ in tour.parts})
