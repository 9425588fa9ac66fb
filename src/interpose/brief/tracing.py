"""Citations: every figure in the text is a link to the row of the annex that shows where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from interpose.assessment import Assessment
from interpose.assessment.input_values import InputValue
from interpose.assessment.inputs import resolve
from interpose.case import Figure
from interpose.case.row_ref import RowRef
from interpose.errors import UsageError

__all__ = ["Citations", "InputList", "InputRow", "TraceRow"]

_ONE_LINE = 12
_INLINE_INPUTS = 8
"""More inputs than this stand in a list of their own, which figures with the same inputs share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """An input of the case as the annex shows it."""

    reference: str
    value: str
    bounds: str
    unit: str
    basis: str
    claims: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class InputList:
    """A list of inputs that one or more figures rest on."""

    id: str
    summary: str
    rows: tuple[InputRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """A figure as the annex shows it."""

    name: str
    value: str
    unit: str
    formula: str
    figures: tuple[tuple[str, str], ...]
    inputs: tuple[InputRow, ...]
    input_list: InputList | None
    assumed: int
    claims: tuple[str, ...]


class Citations:
    """Remembers which figures the text has used, so that the annex explains these and what is below them.

    Parameters
    ----------
    assessment : Assessment
        The result whose figures are cited.
    """

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._figures: Mapping[str, Figure] = assessment.figures
        self._used: dict[str, None] = {}
        self._lists: dict[tuple[str, ...], InputList] = {}
        self._inputs: dict[str, InputRow] = {}

    def __call__(self, name: str, text: object) -> Markup:
        """Write a figure as a link to its trace; a figure that no room has traced stays plain text."""
        if name not in self._figures:
            return Markup("{}").format(text)
        self._used[name] = None
        # Numbers stay on one line, words may break.
        kind = "figure long" if len(str(text)) > _ONE_LINE else "figure"
        return Markup('<a class="{}" href="#trace-{}">{}</a>').format(kind, name, text)

    @property
    def used(self) -> tuple[str, ...]:
        """The figures cited so far, in the order in which they were cited."""
        return tuple(self._used)

    def rows(self) -> tuple[TraceRow, ...]:
        """Explain the cited figures and every figure below them, each once, in the order of reading."""
        order = dict(self._used)
        queue = list(order)
        while queue:
            for reference in self._figures[queue.pop(0)].inputs:
                if reference in self._figures and reference not in order:
                    order[reference] = None
                    queue.append(reference)
        return tuple(self._row(self._figures[name]) for name in order)

    def lists(self) -> tuple[InputList, ...]:
        """Give the shared lists of inputs that the rows refer to."""
        return tuple(self._lists.values())

    def _row(self, figure: Figure) -> TraceRow:
        below = [reference for reference in figure.inputs if reference in self._figures]
        given = dict.fromkeys(
            [*(reference for reference in figure.inputs if reference not in self._figures), *figure.assumptions]
        )
        references = tuple(given)
        assumed = sum(self._input(reference).basis in ("estimated", "assumed") for reference in references)
        shared = self._list(references) if len(references) > _INLINE_INPUTS else None
        return TraceRow(
            name=figure.name,
            value=exact(figure.value),
            unit=figure.unit,
            formula=figure.formula,
            figures=tuple((name, exact(self._figures[name].value)) for name in below),
            inputs=() if shared else tuple(self._input(reference) for reference in references),
            input_list=shared,
            assumed=assumed,
            claims=figure.claims,
        )

    def _list(self, references: tuple[str, ...]) -> InputList:
        if references not in self._lists:
            files = Counter(RowRef.parse(reference).table for reference in references)
            summary = ", ".join(f"{number} from {file}" for file, number in sorted(files.items()))
            rows = tuple(self._input(reference) for reference in references)
            self._lists[references] = InputList(f"inputs-{len(self._lists) + 1}", summary, rows)
        return self._lists[references]

    def _input(self, reference: str) -> InputRow:
        if reference not in self._inputs:
            self._inputs[reference] = self._look_up(reference)
        return self._inputs[reference]

    def _look_up(self, reference: str) -> InputRow:
        if "#" not in reference:
            # A whole file, such as the table of memberships: it has no single value.
            return InputRow(reference=reference, value="", bounds="", unit="", basis="", claims=(), note="")
        try:
            return _as_row(resolve(self._assessment.case, reference))
        except UsageError:
            # An input that has a place but no single value is named, so that a reader can look it up there.
            return InputRow(reference=reference, value="", bounds="", unit="", basis="", claims=(), note="")


def exact(value: float | str | None) -> str:
    """Write the value of a figure in full.

    Examples
    --------
    >>> exact(24130.0), exact(0.4187), exact("open"), exact(None)
    ('24,130', '0.4187', 'open', 'no answer')
    """
    if value is None:
        return "no answer"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.1f}"


def bounds(low: float | str | None, high: float | str | None) -> str:
    """Write a range, or say that none is given.

    Examples
    --------
    >>> bounds(1.2, 1.5), bounds(None, None)
    ('1.2 to 1.5', '')
    """
    if low is None and high is None:
        return ""
    ends = [exact(end) for end in (low, high) if end is not None]
    return " to ".join(ends)


def _as_row(value: InputValue) -> InputRow:
    return InputRow(
        reference=value.reference,
        value="not stated" if value.value is None else exact(value.value),
        bounds=bounds(value.low, value.high),
        unit=value.unit,
        basis=value.basis or "",
        claims=value.claims,
        note=value.note,
    )


def breakable(reference: str) -> Markup:
    """Let a long name break where it has joints: after # / . and _.

    Examples
    --------
    >>> breakable("pools.csv#FRA")
    Markup('pools.<wbr>csv#<wbr>FRA')
    """
    return Markup("<wbr>").join(re.findall(r"[^#/._]*[#/._]|[^#/._]+", reference))
