"""What two cases or assessments differ in, and what moved with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from interpose.exploration.comparison.attribution import Attribution
from interpose.exploration.comparison.differences import InputChange
from interpose.notebook import Summarised

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ChangedInputs", "ComparedCase", "Comparison", "FigureChange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCase:
    """One of the two sides: name and digest of its case, and the version of Interpose that answered it."""

    case: str
    hash: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure on both sides.

    Parameters
    ----------
    name, unit : str
        The figure and its unit.
    a, b : float, str or None
        Its values; None where it is not there, or has no answer.
    change : float or None
        The second less the first; None where one is no number.
    beyond_tolerance : bool
        Whether the two differ by more than the tolerance.
    status_a, status_b : str
        How far each is proved: optimal, feasible with its gap, computed; absent where it is not there.
    """

    name: str
    a: float | str | None
    b: float | str | None
    change: float | None
    unit: str
    beyond_tolerance: bool
    status_a: str
    status_b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedInputs:
    """Inputs that differ: those that came, those that went, and those that changed."""

    added: tuple[InputChange, ...]
    removed: tuple[InputChange, ...]
    changed: tuple[InputChange, ...]

    def __iter__(self) -> Iterator[InputChange]:
        yield from (*self.added, *self.removed, *self.changed)


@dataclass(frozen=True, repr=False, kw_only=True)
class Comparison(Summarised):
    """What two cases, or two assessments, differ in, and which input moved which figure.

    Parameters
    ----------
    a, b : ComparedCase
        The two sides.
    question : tuple of InputChange
        What is asked differently: the figures then answer two questions.
    inputs : ChangedInputs
        Inputs that differ, those of the question apart.
    figures : tuple of FigureChange
        Figures that differ at all, the largest relative move first.
    attribution : tuple of Attribution
        Moves divided among groups of inputs; empty where there was nothing to divide, or it was not asked.
    same : tuple of str
        Parts in which nothing changed: `inputs`, and the first words of figures' names.
    cannot_say : tuple of str
        What was asked and cannot be told, with why.
    """

    schema_version: Literal[1] = 1
    a: ComparedCase
    b: ComparedCase
    question: tuple[InputChange, ...] = ()
    inputs: ChangedInputs
    figures: tuple[FigureChange, ...] = ()
    attribution: tuple[Attribution, ...] = field(default=())
    same: tuple[str, ...] = ()
    cannot_say: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether an input differs, or a figure by more than the tolerance."""
        return bool(self.question or tuple(self.inputs)) or any(figure.beyond_tolerance for figure in self.figures)

    def summary(self) -> Iterator[tuple[str, object]]:
        """Return what a line about the comparison tells."""
        yield "from", self.a.case
        yield "to", self.b.case
        yield "question", "changed" if self.question else "the same"
        yield "inputs that differ", len(tuple(self.inputs))
        yield "figures that moved", sum(figure.beyond_tolerance for figure in self.figures)
        for each in self.attribution:
            yield f"{each.figure} moved by", each.total if each.plan_total is None else each.plan_total

    def figures_table(self) -> pd.DataFrame:
        """Return the figures that differ as a table.

        Returns
        -------
        pandas.DataFrame
            Columns: name, a, b, change, unit, beyond_tolerance, status_a, status_b.
        """
        import pandas as pd

        return pd.DataFrame([_cells(each) for each in self.figures], columns=list(FigureChange.__dataclass_fields__))

    def inputs_table(self) -> pd.DataFrame:
        """Return the inputs that differ as a table, those of the question first.

        Returns
        -------
        pandas.DataFrame
            Columns: input, kind, group, a, b, unit, basis_a, basis_b, claims_added, claims_removed.
        """
        import pandas as pd

        rows = [_cells(each) for each in (*self.question, *self.inputs)]
        return pd.DataFrame(rows, columns=list(InputChange.__dataclass_fields__))

    def attribution_table(self) -> pd.DataFrame:
        """Return the shares of all groups as a table.

        Returns
        -------
        pandas.DataFrame
            Columns: figure, group, share, share_low, share_high, share_bound, alone, last, told_apart.
        """
        import pandas as pd

        names = ["group", "share", "share_low", "share_high", "share_bound", "alone", "last", "told_apart"]
        rows = [
            {"figure": each.figure, **{name: getattr(group, name) for name in names}}
            for each in self.attribution
            for group in each.groups
        ]
        return pd.DataFrame(rows, columns=["figure", *names])


def _cells(row: InputChange | FigureChange) -> dict[str, object]:
    return {name: getattr(row, name) for name in type(row).__dataclass_fields__}
