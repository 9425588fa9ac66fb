"""Inputs that can be said in words: counts of states that take part, yes or no for each word, numbers in their units.

A search over raw yes-or-no columns by state fails: the rarest state wins, and its box holds next to nothing. "At least four of
the seven large states take part" is what a person would say, and what holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from interpose.exploration.analysis.discovery.prim import Numbers
from interpose.exploration.chain.protocol import UncertainColumn

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SayableInput", "sayable_inputs"]

_YES_OR_NO = {"yes", "no"}


@dataclass(frozen=True, kw_only=True)
class SayableInput:
    """An input as a number that a person can say something about.

    Parameters
    ----------
    id : str
        Its name: that of its column, with the word after `=` where a word stands for itself.
    input : str
        The input or inputs behind it, in the notation of figures.
    words : str
        What it is, for readers; for a count what follows the number: `of 7 large states take part`.
    kind : str
        number · count: how many of some states take part · yes or no · rank: place in its distribution, from 0 to 1.
    unit : str
        Its unit.
    numbers : numpy.ndarray, shape (futures,)
        Its value in each future.
    basis : str
        What it rests on.
    claims : tuple of str
        Claims behind it.
    """

    id: str
    input: str
    words: str
    kind: Literal["number", "count", "yes or no", "rank"]
    unit: str
    numbers: Numbers
    basis: str
    claims: tuple[str, ...]


def sayable_inputs(
    columns: Sequence[UncertainColumn], values: pd.DataFrame, large: Collection[str] = ()
) -> tuple[SayableInput, ...]:
    """Derive inputs that can be said from those that were drawn, and vary; seeds of noise are left out.

    Values are in their own units and words, one column a `UncertainColumn.id`; `large` names the columns of the states whose
    taking part is counted, all of them where it is empty.
    """
    columns = [column for column in columns if column.part != "rows" and column.id in values]
    taking_part = [column for column in columns if column.kind == "participation" and column.part == "value"]
    chosen = [column for column in taking_part if not large or column.id in large]
    found = list(_count(chosen, values, "large " if large else "")) if len(chosen) > 1 else []
    own = chosen if len(chosen) == 1 else []
    for column in columns:
        if column not in taking_part or column in own:
            found += _each(column, values[column.id])
    return tuple(each for each in found if np.ptp(each.numbers) > 0)


def _count(columns: Sequence[UncertainColumn], values: pd.DataFrame, word: str) -> Iterable[SayableInput]:
    yes = np.stack([_numbers(values[column.id]) for column in columns])
    yield SayableInput(
        id="states_taking_part",
        input="; ".join(column.input for column in columns),
        words=f"of {len(columns)} {word}states take part",
        kind="count",
        unit="states",
        numbers=yes.sum(axis=0),
        basis=columns[0].basis,
        claims=tuple(dict.fromkeys(claim for column in columns for claim in column.claims)),
    )


def _each(column: UncertainColumn, drawn: pd.Series) -> Iterable[SayableInput]:
    words = column.words or column.id
    numbers = _numbers(drawn)
    if not np.isnan(numbers).any():
        yes_or_no = drawn.dtype == bool or column.kind == "chance" or set(drawn) <= _YES_OR_NO
        kind: Literal["number", "yes or no", "rank"] = (
            "rank" if column.unit == "rank" else "yes or no" if yes_or_no else "number"
        )
        yield _of(column, column.id, words, kind, numbers)
        return
    levels = sorted({str(each) for each in drawn})
    for level in levels if len(levels) > 2 else levels[:1]:
        marks = np.asarray(drawn.astype(str) == level, dtype=np.float64)
        yield _of(column, f"{column.id}={level}", f"{words}: {level}", "yes or no", marks)


def _numbers(drawn: pd.Series) -> Numbers:
    """Take a column as numbers, yes as 1 and no as 0; what is neither is no number."""
    import pandas as pd

    if set(drawn) <= _YES_OR_NO:
        return np.asarray(drawn == "yes", dtype=np.float64)
    numbers = drawn.astype(float) if drawn.dtype == bool else pd.to_numeric(drawn, errors="coerce")
    return np.asarray(numbers, dtype=np.float64)


def _of(
    column: UncertainColumn, name: str, words: str, kind: Literal["number", "yes or no", "rank"], values: Numbers
) -> SayableInput:
    return SayableInput(
        id=name,
        input=column.input,
        words=words,
        kind=kind,
        unit="" if kind == "yes or no" else column.unit,
        numbers=values,
        basis=column.basis,
        claims=column.claims,
    )
