"""Numbers of a statement that cannot all be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["arithmetic_faults"]

KM_PER_MILE = 1.609344
"""International mile, exact."""

_NUMBER = r"(?<![\d.,])(\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_PERSONS = re.compile(
    _NUMBER + r"(?:-strong|\s+(?:\w+[\s-]){0,3}?(?:soldiers|troops|peacekeepers|personnel|people|men|monitors))", re.IGNORECASE
)
_LENGTH = re.compile(_NUMBER + r"[\s-]*(?:km|kilomet(?:re|er)s?)\b", re.IGNORECASE)
_MILES = re.compile(_NUMBER + r"[\s-]*miles?\b", re.IGNORECASE)
_DENSITY = re.compile(
    _NUMBER
    + r"\s+(?:soldiers|troops|peacekeepers|people|persons|men|monitors)?\s*"
    + r"(?:per|a|for (?:each|every))\s+(?:km|kilomet(?:re|er))\b",
    re.IGNORECASE,
)
_BRIGADES = re.compile(_NUMBER + r"\s+brigades?\b", re.IGNORECASE)
_PER_BRIGADE = re.compile(
    _NUMBER + r"\s+(?:soldiers|troops|people|persons|men)?\s*(?:per|a|in each)\s+brigade\b", re.IGNORECASE
)


def arithmetic_faults(text: str) -> tuple[str, ...]:
    """Find numbers in a text that contradict one another.

    Densities are recomputed from a number of persons and a length, brigades from a number of persons and a size, miles from
    kilometres. A stated number may be rounded as far as its own digits say, and no further.

    Parameters
    ----------
    text : str
        A statement or a quote, in English.

    Returns
    -------
    tuple of str
        One sentence for each contradiction; empty where the numbers agree or too few are given.

    Examples
    --------
    >>> arithmetic_faults("100,000 troops along 3,700 km, or 7 soldiers per km")
    ('100,000 over 3,700 km are 27 per km, not 7',)
    >>> arithmetic_faults("both sides go back 15 km each, that is 18 miles")
    ('15 km on each side are 18.6 miles, not 18',)
    >>> arithmetic_faults("1,000 km, or 621 miles")
    ()
    """
    return tuple(dict.fromkeys([*_densities(text), *_conversions(text), *_brigade_sizes(text)]))


def _densities(text: str) -> Iterator[str]:
    density = _DENSITY.search(text)
    if density is None:
        return
    rest = text[: density.start()] + " " * (density.end() - density.start()) + text[density.end() :]
    persons, length = _PERSONS.search(rest), _LENGTH.search(rest)
    if persons and length and _value(length[1]) > 0:
        found = _value(persons[1]) / _value(length[1])
        if not _rounds_to(found, density[1]):
            yield f"{persons[1]} over {length[1]} km are {found:.3g} per km, not {density[1]}"


def _conversions(text: str) -> Iterator[str]:
    miles = list(_MILES.finditer(text))
    lengths = list(_LENGTH.finditer(text))
    for mile in miles:
        near = min(lengths, key=lambda length: abs(length.start() - mile.start()), default=None)
        if near is None or abs(near.start() - mile.start()) > 80:
            continue
        each = re.match(r"\s*(?:each|on each side|on either side)", text[near.end() :]) is not None
        ways = {1.0, 2.0} if each else {1.0}
        if not any(_rounds_to(_value(near[1]) * sides / KM_PER_MILE, mile[1]) for sides in ways):
            found = _value(near[1]) * max(ways) / KM_PER_MILE
            where = " on each side" if each else ""
            yield f"{near[1]} km{where} are {found:.3g} miles, not {mile[1]}"


def _brigade_sizes(text: str) -> Iterator[str]:
    size = _PER_BRIGADE.search(text)
    if size is None:
        return
    rest = text[: size.start()] + " " * (size.end() - size.start()) + text[size.end() :]
    brigades, persons = _BRIGADES.search(rest), _PERSONS.search(rest)
    if brigades and persons and _value(brigades[1]) > 0:
        found = _value(persons[1]) / _value(brigades[1])
        if not _rounds_to(found, size[1]):
            yield f"{persons[1]} in {brigades[1]} brigades are {found:,.0f} a brigade, not {size[1]}"


def _value(text: str) -> float:
    return float(re.sub(r"[,\s]", "", text))


def _rounds_to(value: float, stated: str) -> bool:
    """Tell whether a value can be written as stated, given the digits that were written."""
    digits = re.sub(r"[,\s]", "", stated)
    if "." in digits:
        step = 10.0 ** -len(digits.partition(".")[2])
    else:
        step = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if digits.strip("0") else 1.0
    return abs(value - float(digits)) <= step / 2 + 1e-9
