"""What a study says in words: limits of boxes, values at which an answer flips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interpose.brief.text.format_number import about, first_capital, per_cent

if TYPE_CHECKING:
    from interpose.exploration.analysis.discovery.boxes import BoxLimit
    from interpose.exploration.analysis.flips import FlipPoint, Value
    from interpose.exploration.analysis.signposts import Signpost

__all__ = ["flip_words", "input_words", "limit_words", "value_words"]


def input_words(words: str) -> str:
    """Name an input or a group in a row of a chart: what stands before the first comma, without the signs of a name.

    Examples
    --------
    >>> input_words("Time at home between tours, as a share of that in pools.csv"), input_words("line_and_zone")
    ('Time at home between tours', 'Line and zone')
    """
    return first_capital(words.partition(",")[0].replace("_", " "))


def limit_words(limit: BoxLimit) -> str:
    """Say what a box asks of an input.

    Parameters
    ----------
    limit : BoxLimit
        The restriction.

    Returns
    -------
    str
        Words without a stop; for what stands for many inputs the shares are of what is thought possible.
    """
    words = limit.words.replace("_", " ")
    if limit.kind == "yes or no":
        return words if limit.low is not None else f"not: {words}"
    if limit.kind == "rank":
        return f"{words}: {_rank(limit.low, limit.high)}"
    low, high = (
        None if end is None else f"{end:,.0f}" if limit.kind == "count" else about(end) for end in (limit.low, limit.high)
    )
    unit = f" {limit.unit}" if limit.unit and limit.kind == "number" else ""
    span = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    return f"{span} {words}" if limit.kind == "count" else f"{words}: {span}{unit}"


def _rank(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"between the lowest {per_cent(low)} and the highest {per_cent(1 - high)}"
    return f"not in the lowest {per_cent(low)}" if low is not None else f"not in the highest {per_cent(1 - (high or 0.0))}"


def value_words(value: Value | None, unit: str) -> str:
    """Write a value as a table would.

    Examples
    --------
    >>> value_words(True, "word"), value_words("as_caveated", "word"), value_words(1280.4, "km"), value_words(0.27, "rank")
    ('yes', 'as caveated', '1,300 km', '27% of its range')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    if unit == "rank":
        return f"{per_cent(value)} of its range"
    if unit == "times" and value == 1:
        return "as it is"
    return f"{about(value)} {unit}".strip()


def flip_words(flip: FlipPoint | Signpost) -> str:
    """Say at which value an input changes the answer; empty where it never does."""
    at = flip.flips_at
    if flip.unit == "rank" and isinstance(at, float):
        end = f"lowest {per_cent(at)}" if flip.direction == "below" else f"highest {per_cent(1 - at)}"
        return f"in the {end}"
    where = {"above": "at or above ", "below": "at or below "}.get(flip.direction, "")
    return f"{where}{value_words(at, flip.unit)}" if at is not None else ""
