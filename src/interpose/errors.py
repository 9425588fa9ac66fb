"""The whole exception tree of Interpose.

```
InterposeError               anything Interpose refuses or cannot do; never shown as a traceback
├── InputError               the input is faulty: carries every fault found           exit code 2
├── UsageError               the call itself cannot be carried out as asked           exit code 2
└── NoAnswerError            the question was sound, but no answer was reached        exit code 3
```

A `Fault` says what is wrong, where, why it matters and how to mend it. Faults are collected and
raised together in one `InputError`, so that a person mends a file once and not once a line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from interpose.printable import shortened

__all__ = [
    "MOST_TOLD",
    "Fault",
    "InputError",
    "InterposeError",
    "Location",
    "NoAnswerError",
    "UsageError",
    "did_you_mean",
    "to_install",
    "use_one_of",
]

MOST_TOLD = 700
"""Most characters of a part of a fault that are told: a cell or a list of names can be as long as a book."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input.

    Parameters
    ----------
    file : str
        The file, named as the user knows it (relative to the case folder), or the option of a command.
    line : int, optional
        Line number, counted from 1. Absent when the whole file is meant.
    column : int, optional
        Position in the line, counted from 1: a character, or for a CSV the cell.

    Examples
    --------
    >>> str(Location("pools.csv", 7))
    'pools.csv:7'
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input.

    Parameters
    ----------
    what : str
        What is wrong, with the offending text as it was written.
    where : Location
        The file, and as far as known the line and the place in it.
    why : str
        Why it matters.
    mend : str
        What to do about it.

    Examples
    --------
    >>> print(Fault("state 'FRN' is not known", Location("pools.csv", 7, 1), "a pool belongs to a state", "write FRA"))
    pools.csv:7:1: state 'FRN' is not known
        why: a pool belongs to a state
        mend: write FRA
    """

    what: str
    where: Location
    why: str = ""
    mend: str = ""

    def __post_init__(self) -> None:
        """Leave out the middle of what is too long to be told."""
        if len(self.where.file) > MOST_TOLD:
            object.__setattr__(self, "where", replace(self.where, file=shortened(self.where.file, MOST_TOLD)))
        for name in ("what", "why", "mend"):
            object.__setattr__(self, name, shortened(getattr(self, name), MOST_TOLD))

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.what}"]
        if self.why:
            lines.append(f"    why: {self.why}")
        if self.mend:
            lines.append(f"    mend: {self.mend}")
        return "\n".join(lines)


class InterposeError(Exception):
    """The base of all that Interpose raises on purpose."""

    exit_code = 2


class InputError(InterposeError):
    """The input is faulty.

    Parameters
    ----------
    faults : iterable of Fault
        Every fault that was found, in file and line order.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults), key=_order))
        count = len(self.faults)
        heading = f"{count} fault{'' if count == 1 else 's'} in the input"
        super().__init__("\n".join([heading, *map(str, self.faults)]))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        """Pickle the faults, not the text: errors travel between the processes of a pool."""
        return type(self), (self.faults,)


def _order(fault: Fault) -> tuple[str, int, int, str]:
    where = fault.where
    return where.file, where.line or 0, where.column or 0, fault.what


class UsageError(InterposeError):
    """The call cannot be carried out as asked: an unknown name, an option that does not fit.

    Parameters
    ----------
    what : str
        What is wrong.
    mend : str, optional
        What to do about it.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        self.what = what
        self.mend = mend
        super().__init__(f"{what}\n    mend: {mend}" if mend else what)

    def __reduce__(self) -> tuple[type[UsageError], tuple[str, str]]:
        """Pickle both parts, as `InputError` does."""
        return type(self), (self.what, self.mend)


class NoAnswerError(InterposeError):
    """A limit was reached, or the solver failed, before there was anything to report."""

    exit_code = 3


def did_you_mean(name: str, known: Iterable[str], likely: Iterable[str] = ()) -> str:
    """Suggest the known name that is closest to a misspelt one.

    Parameters
    ----------
    name : str
        What was written.
    known : iterable of str
        What could have been meant.
    likely : iterable of str
        Those of them that are more likely than others, such as the states that a case speaks of.

    Returns
    -------
    str
        A short sentence, or an empty text where nothing is close.

    Notes
    -----
    Names are compared by the share of letters that they have in common in the same order (Ratcliff and Obershelp). Of
    names that are as close, one that only swaps two letters goes first, then a likely one, then one that begins alike.

    Examples
    --------
    >>> did_you_mean("observ", ["observe", "interpose"])
    "did you mean 'observe'?"
    >>> did_you_mean("GRB", ["SRB", "GBR"])
    "did you mean 'GBR'?"
    >>> did_you_mean("xyzzy", ["observe", "interpose"])
    ''
    """
    import difflib

    written = name.casefold()[:_LONGEST_COMPARED]
    folded = {candidate.casefold(): candidate for candidate in known}
    liked = {candidate.casefold() for candidate in likely}
    close = difflib.get_close_matches(written, folded, n=8, cutoff=0.6)

    def nearness(candidate: str) -> tuple[float, bool]:
        shared = difflib.SequenceMatcher(None, candidate, written).ratio()
        # A swap is the commonest slip of the keyboard; it counts as one letter, which the ratio counts as two.
        swapped = len(candidate) == len(written) and sorted(candidate) == sorted(written)
        return shared + 0.2 * swapped + 0.1 * (candidate in liked), candidate[:1] == written[:1]

    return f"did you mean {folded[max(close, key=nearness)]!r}?" if close else ""


def use_one_of(name: str, known: Collection[str], otherwise: str = "") -> str:
    """Suggest the known name that is closest to a misspelt one, or list them all where none is close.

    Parameters
    ----------
    name : str
        What was written.
    known : collection of str
        What could have been meant, in the order in which to list it.
    otherwise : str
        What else may be done, said behind the list.

    Returns
    -------
    str
        What to do about it.

    Examples
    --------
    >>> use_one_of("observ", ["observe", "interpose"])
    "did you mean 'observe'?"
    >>> use_one_of("xyzzy", ["observe", "interpose"], ", or leave the key out")
    'use one of: observe, interpose, or leave the key out'
    """
    return did_you_mean(name, known) or f"use one of: {', '.join(known)}{otherwise}"


_LONGEST_COMPARED = 200
"""Letters that are compared: longer names are no slips of a name that is known."""


def to_install(packages: str, extra: str, what: str = "it") -> str:
    """Say how to install what an extra brings, for whoever lacks it.

    Parameters
    ----------
    packages : str
        Names of packages on the index, divided by spaces.
    extra : str
        The extra of Interpose that names them.
    what : str
        What is lacking, in a word.

    Returns
    -------
    str
        What to do about it.

    Examples
    --------
    >>> to_install("pypdf", "reading")
    'install it beside Interpose: python -m pip install pypdf (the extra `reading`)'
    """
    return f"install {what} beside Interpose: python -m pip install {packages} (the extra `{extra}`)"
