"""Signposts: what to watch, the value that changes the plan, and which claims carry the input today.

After adaptive policymaking (Walker, Rahman and Cave 2001, European Journal of Operational Research 128): a plan names in
advance what would show that it no longer holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from interpose.exploration.analysis.discovery.boxes import FutureBox
from interpose.exploration.analysis.flips import FlipPoint, Value
from interpose.exploration.chain.protocol import UncertainColumn

__all__ = ["Signpost", "signposts"]

_OBSERVED: Mapping[str, str] = {
    "positions": "what its government decides and says, and a mandate of its parliament",
    "votes": "how it votes, and what it says it will do",
    "pools.csv": "units that are reported ready: force reports, yearbooks, exercises",
    "states.csv": "limits on troops abroad that its parliament sets",
    "participation.csv": "how many of those who pledged have sent what they pledged",
    "planning_factors.csv": "the survey of the line, and what the first units report",
    "scenario.yaml": "what the parties and the contributors agree on",
    "escalation.yaml": "nothing before a crisis: only judgement, to be asked of several people",
    "move_factors.csv": "permits, trains and days of the first moves",
    "lift.csv": "lift that is contracted",
    "crossings.csv": "trains that cross in a day",
    "supply_rates.csv": "what the first units use up",
}
_OF_MANDATES = "the text of the mandate, and the statement of requirement that follows from it"
_ELSEWHERE = "a published figure that replaces the range"


@dataclass(frozen=True, kw_only=True)
class Signpost:
    """Something to watch.

    Parameters
    ----------
    id, input, words : str
        The input.
    why : str
        box: it limits the box · flip: it changes the answer by itself · both.
    observed : str
        What would be observed.
    now : float, str, bool or None
        Its value as the case has it; None where only the box names it.
    low, high : float or None
        Limits of the box.
    flips_at : float, str, bool or None
        Value at which the answer changes by itself.
    direction : str
        Whether that lies above or below.
    unit : str
        Their unit.
    basis : str
        What the input rests on today.
    claims : tuple of str
        Claims that carry it today; none where nothing is claimed.
    """

    id: str
    input: str
    words: str
    why: Literal["box", "flip", "both"]
    observed: str
    now: Value | None
    low: float | None
    high: float | None
    flips_at: Value | None
    direction: str
    unit: str
    basis: str
    claims: tuple[str, ...]


def signposts(
    columns: Sequence[UncertainColumn], boxes: Sequence[FutureBox], flips: Sequence[FlipPoint]
) -> tuple[Signpost, ...]:
    """Name what to watch, each input once: each restriction of a box, then each input that changes the answer by itself."""
    turning = {flip.id: flip for flip in flips if not flip.never}
    limits = {limit.id: limit for box in reversed(boxes) for limit in reversed(box.limits)}
    by_id = {column.id: column for column in columns}
    found = []
    for name in dict.fromkeys([*(limit.id for box in boxes for limit in box.limits), *turning]):
        limit, flip = limits.get(name), turning.get(name)
        about = limit or flip
        carried = limit or by_id[name]
        assert about is not None  # noqa: S101 - each name is of the one or of the other
        found.append(
            Signpost(
                id=name,
                input=about.input,
                words=about.words,
                why="flip" if limit is None else "box" if flip is None else "both",
                observed=observed(about.input),
                now=None if flip is None else flip.now,
                low=None if limit is None else limit.low,
                high=None if limit is None else limit.high,
                flips_at=None if flip is None else flip.flips_at,
                direction="" if flip is None else flip.direction,
                unit=about.unit,
                basis=carried.basis,
                claims=carried.claims,
            )
        )
    return tuple(found)


def observed(given: str) -> str:
    """Say what would be observed of an input, by the file that holds it.

    Examples
    --------
    >>> observed("scenario.yaml#options.zone_depth_km")
    'what the parties and the contributors agree on'
    """
    file = given.partition("#")[0].partition(".")[0] if given.startswith(("positions.", "votes.")) else given.partition("#")[0]
    return _OF_MANDATES if file.startswith("mandates/") else _OBSERVED.get(file, _ELSEWHERE)
