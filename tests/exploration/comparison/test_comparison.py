"""What a comparison shows of itself: a line, tables as data frames."""

from __future__ import annotations

from interpose.exploration.comparison.attribution import Attribution, GroupShare
from interpose.exploration.comparison.comparison import ChangedInputs, ComparedCase, Comparison, FigureChange
from interpose.exploration.comparison.differences import InputChange

SIDE = ComparedCase(case="small", hash="0" * 64, version="1")
NOTHING = ChangedInputs(added=(), removed=(), changed=())
CHANGE = InputChange(input="pools.csv#FRA/x.units", kind="changed", group="units of France", a=1.0, b=2.0, unit="units")
MOVED = FigureChange(
    name="force.peak",
    a=10.0,
    b=20.0,
    change=10.0,
    unit="persons",
    beyond_tolerance=True,
    status_a="optimal",
    status_b="optimal",
)
SHARE = GroupShare(
    group="units of France",
    inputs=(CHANGE.input,),
    share=10.0,
    share_low=9.0,
    share_high=11.0,
    share_bound=None,
    alone=10.0,
    last=10.0,
    told_apart=True,
)
WHOLE = Comparison(
    a=SIDE,
    b=SIDE,
    question=(CHANGE,),
    inputs=ChangedInputs(added=(), removed=(), changed=(CHANGE,)),
    figures=(MOVED,),
    attribution=(
        Attribution(
            figure="force.peak",
            unit="persons",
            total=10.0,
            plan_total=12.0,
            not_attributed=2.0,
            method="shapley",
            evaluations=2,
            groups=(SHARE,),
        ),
    ),
)


def test_it_differs_where_an_input_or_a_figure_beyond_the_tolerance_does() -> None:
    assert not Comparison(a=SIDE, b=SIDE, inputs=NOTHING).differs
    assert Comparison(a=SIDE, b=SIDE, inputs=NOTHING, figures=(MOVED,)).differs
    assert Comparison(a=SIDE, b=SIDE, inputs=ChangedInputs(added=(CHANGE,), removed=(), changed=())).differs
    assert Comparison(a=SIDE, b=SIDE, inputs=NOTHING, question=(CHANGE,)).differs


def test_its_tables_hold_a_row_for_each_figure_input_and_share() -> None:
    assert WHOLE.figures_table().loc[0, ["name", "change"]].tolist() == ["force.peak", 10.0]
    assert WHOLE.inputs_table()["input"].tolist() == [CHANGE.input, CHANGE.input]
    assert WHOLE.attribution_table().loc[0, ["figure", "group", "share"]].tolist() == ["force.peak", "units of France", 10.0]
    empty = Comparison(a=SIDE, b=SIDE, inputs=NOTHING)
    assert "input" in empty.inputs_table().columns
    assert len(empty.attribution_table()) == 0


def test_a_notebook_shows_a_small_table_of_it() -> None:
    assert "<caption>Comparison</caption>" in WHOLE._repr_html_()
    assert "question changed" in repr(WHOLE)
    assert "force.peak moved by 12" in repr(WHOLE)
