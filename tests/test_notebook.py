"""Results as they show themselves: one line in a terminal, a small table in a notebook."""

from __future__ import annotations

from html.parser import HTMLParser

from interpose.assessment import Assessment
from interpose.case import Case
from interpose.case.read.missions import load_missions
from interpose.requirement import backtest


class Cells(HTMLParser):
    """Collects the cells of a table and the tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def test_a_case_and_results_fit_a_line(ukraine: Case, assessed: Assessment) -> None:
    parts = (assessed.authority, assessed.requirement, assessed.positions, assessed.deterrence, assessed.plan)
    library = load_missions()
    for shown in (ukraine, ukraine.area, assessed, *parts, *assessed.variants.values(), library, backtest()):
        line = repr(shown)
        assert line.startswith(f"<{type(shown).__name__}: ")
        assert "\n" not in line
        assert len(line) <= 200
    assert "ukraine-2024" in repr(ukraine)
    assert "force.peak" in repr(assessed)
    assert len(repr(assessed.figures)) <= 200


def test_a_case_and_an_assessment_are_small_tables_in_a_notebook(ukraine: Case, assessed: Assessment) -> None:
    for shown in (ukraine, assessed):
        table = Cells()
        table.feed(shown._repr_html_())
        assert table.open == []
        assert "ukraine-2024" in table.cells
        assert len(table.cells) < 20


def test_text_of_a_case_is_no_markup_in_a_notebook(ukraine: Case) -> None:
    from dataclasses import replace

    assert "<b>" not in replace(ukraine, name="<b>bold</b>")._repr_html_()
