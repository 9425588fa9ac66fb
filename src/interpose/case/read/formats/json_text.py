"""JSON as plain data: no key twice, no number beyond all places, no half of a character."""

from __future__ import annotations

import json
import re
from typing import Any

from interpose.errors import Fault, Location
from interpose.limits import LIMITS, InputLimits

__all__ = ["parse_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_WHOLE = 18
"""Digits of a whole number that stays one; a longer one is no place and no count, and becomes infinite or nearly so."""


class _RefusedError(ValueError):
    """What the text says cannot be kept as plain data."""

    def __init__(self, what: str, why: str, mend: str) -> None:
        super().__init__(what)
        self.told = (what, why, mend)


def parse_json(text: str, file: str, faults: list[Fault], limits: InputLimits = LIMITS) -> object | None:
    """Read a JSON text as plain data.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go: broken syntax, duplicate keys, lone surrogates, nesting beyond all files.
    limits : InputLimits
        How long it may be, and how deep it may be nested.

    Returns
    -------
    object or None
        None where it could not be read.

    Examples
    --------
    >>> parse_json('{"a": [1, 2.5]}', "a.json", [])
    {'a': [1, 2.5]}
    """
    if len(text) > limits.json_characters:
        what = f"the file has {len(text):,} characters, more than {limits.json_characters:,}"
        faults.append(Fault(what, Location(file), "it would fill the memory", "generalise its lines"))
        return None
    try:
        data = json.loads(text, object_pairs_hook=_unique, parse_int=_whole)
        _walk(data, limits.json_depth)
    except json.JSONDecodeError as error:
        why, mend = "the file cannot be read past this point", "check commas, quotes and brackets"
        faults.append(Fault(f"broken JSON: {error.msg}", Location(file, error.lineno, error.colno), why, mend))
    except RecursionError:
        what = f"broken JSON: nested deeper than {limits.json_depth} levels"
        faults.append(Fault(what, Location(file), "no file of a case is", "export the layer again"))
    except _RefusedError as refused:
        what, why, mend = refused.told
        faults.append(Fault(what, Location(file, _line(text, what)), why, mend))
    else:
        if data is None:
            faults.append(Fault("the file holds nothing", Location(file, 1), "null is no content", "export the layer again"))
        return data  # type: ignore[no-any-return]
    return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise _RefusedError(f"duplicate key {twice[:40]!r}", "one of the two would be lost", "keep the one that is meant")
    return found


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


def _walk(value: object, levels: int) -> None:
    """Look at every text, and no deeper than so many levels."""
    if levels < 0:
        raise RecursionError
    if isinstance(value, str):
        if _SURROGATE.search(value):
            what, mend = "half of a character (a lone surrogate)", "write the character itself"
            raise _RefusedError(what, "it is no text", mend)
    elif isinstance(value, dict):
        for key, part in value.items():
            _walk(key, levels)
            _walk(part, levels - 1)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, str | dict | list):
                _walk(part, levels - 1)


def _line(text: str, what: str) -> int | None:
    """Find the line of what was refused; a lone surrogate stands in a JSON text as an escape, or nowhere."""
    match = re.search(r"\\u[dD][89a-fA-F]", text) if "surrogate" in what else None
    return text.count("\n", 0, match.start()) + 1 if match is not None else None
