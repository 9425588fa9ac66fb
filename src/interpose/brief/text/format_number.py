"""Numbers and lists as a reader meets them: rounded honestly, in plain words."""

from __future__ import annotations

import math

from interpose.case import Range

__all__ = [
    "about",
    "count",
    "first_capital",
    "headcount",
    "mode_and_range",
    "no_difference",
    "off_in_words",
    "per_cent",
    "plural",
    "share_of",
    "spread",
    "times_off",
    "whole_range",
]

_CLOSE = 0.05
"""Estimates that differ by less of the larger one are the same: to deal units to sectors moves a plan as far."""

_HEADCOUNT_FIGURES = 3

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def rounded(value: float, digits: int = 2) -> float:
    """Round to significant figures; whole numbers below 100 stay as they are.

    Examples
    --------
    >>> rounded(24_130), rounded(46), rounded(0)
    (24000.0, 46.0, 0.0)
    """
    if value == 0 or not math.isfinite(value):
        return 0.0
    if abs(value) < 100 and value == int(value):
        return float(value)
    return float(round(value, digits - 1 - math.floor(math.log10(abs(value)))))


def about(value: float, digits: int = 2) -> str:
    """Write an estimate to two significant figures, or as many as asked for; the exact figure stands in the trace.

    Examples
    --------
    >>> about(24_130), about(9.6), about(37), about(0.034)
    ('24,000', '9.6', '37', '0.034')
    """
    short = rounded(value, digits)
    return f"{short:,.0f}" if short == int(short) else f"{short:,.10g}"


def headcount(value: float) -> str:
    """Write persons of a plan or of a need to three figures, in every place: a share told beside two of them follows.

    Ranges, and what missions on record had, are known less well and have two figures.

    Examples
    --------
    >>> headcount(14_506), headcount(23_276), headcount(456)
    ('14,500', '23,300', '456')
    """
    return about(value, _HEADCOUNT_FIGURES)


def share_of(part: float, whole: float) -> float:
    """Return the share of persons as who divides the two numbers that are written finds it.

    Examples
    --------
    >>> per_cent(share_of(14_506, 23_276)), share_of(5, 0)
    ('62%', 1.0)
    """
    return rounded(part, _HEADCOUNT_FIGURES) / rounded(whole, _HEADCOUNT_FIGURES) if whole else 1.0


def spread(quantity: Range) -> str:
    """Write a range from low to high.

    Examples
    --------
    >>> spread(Range(38_200, 62_000, 96_400))
    '38,000 to 96,000'
    """
    low, high = about(quantity.low), about(quantity.high)
    return low if low == high else f"{low} to {high}"


def mode_and_range(quantity: Range) -> str:
    """Write the most likely value in whole numbers with its range.

    Examples
    --------
    >>> mode_and_range(Range(38_200, 62_000, 96_400))
    '62,000 (38,200 to 96,400)'
    """
    return f"{quantity.mode:,.0f} ({whole_range(quantity)})"


def whole_range(quantity: Range) -> str:
    """Write a range in whole numbers.

    Examples
    --------
    >>> whole_range(Range(38_200, 62_000, 96_400))
    '38,200 to 96,400'
    """
    return f"{quantity.low:,.0f} to {quantity.high:,.0f}"


def no_difference(one: float, other: float) -> bool:
    """Say whether two estimates are closer than either is known: within a twentieth, or alike where they are rounded.

    Examples
    --------
    >>> no_difference(14_506, 15_276), no_difference(14_400, 14_600), no_difference(14_506, 8_536)
    (True, True, False)
    """
    return about(one) == about(other) or abs(one - other) <= _CLOSE * max(abs(one), abs(other))


def count(number: int) -> str:
    """Write a small count as a word, as style guides ask.

    Examples
    --------
    >>> count(0), count(7), count(12)
    ('no', 'seven', '12')
    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def first_capital(text: str) -> str:
    """Begin with a capital and leave the rest, unlike `capitalize`.

    Examples
    --------
    >>> first_capital("a NATO route")
    'A NATO route'
    """
    return text[:1].upper() + text[1:]


def plural(number: float, one: str, many: str = "") -> str:
    """Choose the form of a noun.

    Examples
    --------
    >>> plural(1, "state"), plural(2, "battery", "batteries")
    ('state', 'batteries')
    """
    return one if number == 1 else many or f"{one}s"


def per_cent(share: float) -> str:
    """Write a share as a percentage, without false precision at the ends.

    Examples
    --------
    >>> per_cent(0.42), per_cent(0.004), per_cent(0.999), per_cent(0)
    ('42%', 'under 1%', 'over 99%', '0%')
    """
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{share:.0%}"


def times_off(log_error: float) -> str:
    """Write an error on a logarithmic scale as a factor.

    Examples
    --------
    >>> times_off(0.0), times_off(-0.693)
    ('1.0', '2.0')
    """
    return f"{math.exp(abs(log_error)):.1f}"


def off_in_words(log_error: float) -> str:
    """Say how far an estimate was off, and to which side.

    Examples
    --------
    >>> off_in_words(0.693), off_in_words(-0.693)
    ('2.0 times too many', '2.0 times too few')
    >>> off_in_words(0.01)
    'less than a tenth'
    """
    if times_off(log_error) == "1.0":
        return "less than a tenth"
    return f"{times_off(log_error)} times too {'many' if log_error > 0 else 'few'}"
