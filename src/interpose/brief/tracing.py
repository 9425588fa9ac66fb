"""Citations: every figure in the text is a link to the row of the annex that shows where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from interpose.assessment import Assessment
from interpose.assessment.input_values import InputValue
from interpose.assessment.inputs import resolve
from interpose.brief.text.dates import as_known
from interpose.case import Figure
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import in_words
from interpose.errors import UsageError

__all__ = ["Citations", "InputRow", "TraceRow", "with_ways_back"]

_ONE_LINE = 12
_INLINE_INPUTS = 8
"""More inputs than this are counted, table by table; `explain` and the workbook name them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """An input of the case as the annex shows it."""

    name: str
    value: str
    bounds: str
    unit: str
    basis: str
    claims: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """A figure as the annex shows it.

    Parameters
    ----------
    name, title : str
        Its key for programs, and the same in words.
    back : str
        Where its way back leads: the place that cites it, or the trace of a figure that rests on it.
    value, unit, formula : str
        What it is and how it comes about.
    figures : tuple of (str, str, str)
        Figures that go into it: key, words and value.
    inputs : tuple of InputRow
        Inputs of the case that go into it, where they are few.
    summary : str
        How many inputs of which tables, where they are many.
    assumed : int
        Inputs that are estimates or assumptions.
    claims : tuple of str
        Claims behind it.
    """

    name: str
    title: str
    back: str
    value: str
    unit: str
    formula: str
    figures: tuple[tuple[str, str, str], ...]
    inputs: tuple[InputRow, ...]
    summary: str
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
        self._inputs: dict[str, InputRow] = {}
        self._referred: dict[str, int] = {}

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

    def refer(self, claims: Iterable[str], more: int = 0) -> Markup:
        """Refer to claims by number, in the order in which the text first refers to them; `more` are counted only."""
        links = []
        for name in claims:
            claim = self._assessment.case.claims[name]
            number = self._referred.setdefault(name, len(self._referred) + 1)
            link = Markup('<a href="#claim-{}" title="{}, {}">{}</a>')
            links.append(link.format(name, claim.actor, as_known(claim.asserted_on), number))
        left = [Markup("{} more").format(more)] if more and links else []
        return Markup('<span class="refs"> [{}]</span>').format(Markup(", ").join([*links, *left])) if links else Markup("")

    @property
    def referred(self) -> tuple[str, ...]:
        """Claims that the text refers to, in the order of their numbers."""
        return tuple(self._referred)

    def rows(self) -> tuple[TraceRow, ...]:
        """Explain the cited figures and every figure below them, each once, in the order of reading."""
        order = {name: f"cite-{name}" for name in self._used}
        queue = list(order)
        while queue:
            above = queue.pop(0)
            for reference in self._figures[above].inputs:
                if reference in self._figures and reference not in order:
                    order[reference] = f"trace-{above}"
                    queue.append(reference)
        return tuple(self._row(self._figures[name], back) for name, back in order.items())

    def _row(self, figure: Figure, back: str) -> TraceRow:
        figures = [reference for reference in figure.inputs if reference in self._figures]
        # What goes into another of them is told there.
        deeper = {reference for name in figures for reference in self._figures[name].inputs}
        below = [name for name in figures if name not in deeper]
        given = dict.fromkeys(
            [*(reference for reference in figure.inputs if reference not in self._figures), *figure.assumptions]
        )
        references = tuple(given)
        assumed = sum(self._input(reference).basis in ("estimated", "assumed") for reference in references)
        many = len(references) > _INLINE_INPUTS
        tables = Counter(_table(RowRef.parse(reference)) for reference in references)
        return TraceRow(
            name=figure.name,
            title=self._in_words(figure.name.split(".")),
            back=back,
            value=exact(figure.value),
            unit=figure.unit,
            formula=figure.formula,
            figures=tuple((name, self._apart(name, figure.name), exact(self._figures[name].value)) for name in below),
            inputs=() if many else tuple(self._input(reference) for reference in references),
            summary=", ".join(f"{number} of {table}" for table, number in sorted(tables.items())) if many else "",
            assumed=assumed,
            claims=figure.claims,
        )

    def _apart(self, name: str, above: str) -> str:
        """Put in words what tells a figure from the one that rests on it."""
        parts, shared = name.split("."), 0
        while shared < len(parts) - 1 and parts[: shared + 1] == above.split(".")[: shared + 1]:
            shared += 1
        return self._in_words(parts[shared:])

    def _in_words(self, parts: Iterable[str]) -> str:
        """Put the parts of a key in words: states by their names."""
        states = self._assessment.case.states
        return " ".join(states[part].name if part in states else in_words(part) for part in parts if part)

    def _input(self, reference: str) -> InputRow:
        if reference not in self._inputs:
            self._inputs[reference] = self._look_up(reference)
        return self._inputs[reference]

    def _look_up(self, reference: str) -> InputRow:
        place = RowRef.parse(reference)
        key = self._in_words([*place.key.split("/"), *place.field.split(".")])
        name = f"{_table(place)}: {key}" if key else _table(place)
        if key:
            try:
                return _as_row(resolve(self._assessment.case, reference), name)
            except UsageError:
                pass
        # A whole table, or an input that has a place but no single value, is named, so that a reader can look it up there.
        return InputRow(name=name, value="", bounds="", unit="", basis="", claims=(), note="")


_CITED = re.compile(r'<a class="(figure(?: long)?)" href="#trace-([^"]+)"')


def with_ways_back(page: str) -> str:
    """Name the first place of a page that cites each figure, to which the figure's trace leads back.

    Examples
    --------
    >>> with_ways_back('<a class="figure" href="#trace-x">5</a> <a class="back" href="#cite-x">Back</a>')
    '<a class="figure" id="cite-x" href="#trace-x">5</a> <a class="back" href="#cite-x">Back</a>'
    """
    seen = set[str]()

    def named(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if name in seen:
            return found[0]
        seen.add(name)
        return f'<a class="{kind}" id="cite-{name}" href="#trace-{name}"'

    marked = _CITED.sub(named, page)
    # What was cited in a sentence that the page left out leads back to its beginning.
    return re.sub(r'href="#cite-([^"]+)"', lambda found: found[0] if found[1] in seen else 'href="#main"', marked)


def _table(place: RowRef) -> str:
    return in_words(place.table.rpartition(".")[0].replace("/", ": ") or place.table)


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


def _as_row(value: InputValue, name: str) -> InputRow:
    return InputRow(
        name=name,
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
