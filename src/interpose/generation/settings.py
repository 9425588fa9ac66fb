"""Tuned numbers of the planner, each with what it is for."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Tuned numbers of the planner.

    Parameters
    ----------
    tie_share : float
        What breaks ties in the slot model (units from inside before units from outside, no posts that nobody needs) may cost
        together, as a share of the price of missing everything. Its proved bound is lowered by as much, so that it holds for
        the shortfall alone.
    solver_share : float
        Part of the gap asked for that branch and bound may leave; the rest is kept for what is dealt to sectors afterwards.
    tie_pauses, tie_gap : int, float
        How often branch and bound may ask in the second stage of the monthly model, which breaks ties, whether it is to go on,
        and the distance to its bound, in tours, that is good enough. 20 pauses take at most 1 s on the shipped mandates and
        give the same plans as 100, which take up to 8 s.
    most_entries : int
        Entries of the monthly model (classes by station, month of begin and months of a tour) up to which it is solved: the
        10,300 of ukraine-2024 take 1 s. Beyond, the posts of the slot model get a calendar, without the rules of sectors: 32
        states, 12 types and 48 months have 95,000.
    empty_before : float
        Price of a month in which a post of a calendar stands empty outside the steady state, beside one within it.
    calendar_nodes, calendar_gap : int, float
        Branch-and-bound nodes of the calendar of one crew, and the share of its steady post-months, within which of the bound
        it is good enough. With these the 32 states, 12 types and 48 months of `python -m benchmarks generate` take 5 s without
        and 8 s with caps, and leave 0.1 and 0.4 % of the posts empty.
    """

    tie_share: float = 1e-4
    solver_share: float = 0.5
    tie_pauses: int = 20
    tie_gap: float = 4.0
    most_entries: int = 60_000
    empty_before: float = 0.1
    calendar_nodes: int = 30
    calendar_gap: float = 0.005
