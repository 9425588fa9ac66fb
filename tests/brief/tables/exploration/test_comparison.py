"""A comparison for people: the question first, shares that say what they sum to, inputs that are alike told once."""

from __future__ import annotations

from dataclasses import replace

from interpose.brief.table import Table
from interpose.brief.tables.exploration.comparison import comparison_tables
from interpose.exploration.comparison.comparison import ChangedInputs, Comparison, FigureChange
from interpose.exploration.comparison.differences import InputChange
from tests.exploration.comparison.test_comparison import SHARE, WHOLE


def tables(found: Comparison) -> dict[str, Table]:
    return {table.title: table for table in comparison_tables(found)}


def test_the_question_comes_first_then_what_moved_figures_and_inputs() -> None:
    assert list(tables(WHOLE)) == [
        "Another question is asked",
        "What moved force.peak",
        "Figures that moved",
        "Inputs that differ",
    ]


def test_which_case_is_which_is_said_below_the_question_and_the_figures() -> None:
    shown = tables(WHOLE)
    sides = f"a: {WHOLE.a.case}; b: {WHOLE.b.case}."
    assert shown["Another question is asked"].description.startswith(sides)
    assert shown["Figures that moved"].description.startswith(sides)


def test_shares_say_what_they_sum_to_what_is_left_and_who_did_nothing() -> None:
    nobody = replace(SHARE, group="the games", share=0.0, alone=0.0, last=0.0)
    shares = replace(WHOLE.attribution[0], groups=(SHARE, nobody))
    shown = tables(replace(WHOLE, attribution=(shares,)))["What moved force.peak"]
    assert shown.rows == (("units of France", "+10", "+10", "+10"),)
    assert "sum to +10 persons: Shapley's rule, 2 solves of the slot model." in shown.description
    assert "From plan to plan it is +12: +2 is not attributed" in shown.description
    assert "Nothing comes from: the games." in shown.description


def test_a_share_that_is_not_told_apart_says_so() -> None:
    shares = replace(WHOLE.attribution[0], unit="share", groups=(replace(SHARE, share=0.012, told_apart=False),))
    shown = tables(replace(WHOLE, attribution=(shares,)))["What moved force.peak"]
    assert shown.rows[0][1:] == ("+1.2 points", "+1000.0 points", "+1000.0 points", "no")
    assert "within what is not proved" in shown.description


def test_figures_of_single_months_and_within_the_tolerance_are_counted_only() -> None:
    moved = WHOLE.figures[0]
    month = replace(moved, name="shortfall.isr.month_4")
    near = replace(moved, name="force.sustained", beyond_tolerance=False)
    came = FigureChange(
        name="authority.nato",
        a=None,
        b="open",
        change=None,
        unit="outcome",
        beyond_tolerance=True,
        status_a="absent",
        status_b="computed",
    )
    shown = tables(replace(WHOLE, figures=(month, came, near, moved), same=("cost",)))["Figures that moved"]
    assert shown.rows == (("force.peak", "10", "20", "+10"), ("authority.nato", "–", "open", "came"))
    assert shown.description.endswith(
        " Beside these: 1 figure of single months; 1 figure within the tolerance. Nothing moved in: cost."
    )


def test_inputs_that_changed_alike_are_told_once_with_how_many() -> None:
    rows = [
        InputChange(input=f"pools.csv#{state}/x.dwell_ratio", kind="changed", group="tours", a=3.0, b=4.0, basis_a="assumed")
        for state in ("AUT", "BEL", "CAN")
    ]
    firm = replace(rows[0], input="pools.csv#DEU/x.units", group="units", b=5.0, basis_b="pledged", claims_added=("c1",))
    inputs = ChangedInputs(added=(), removed=(), changed=(*rows, firm))
    shown = tables(replace(WHOLE, inputs=inputs))["Inputs that differ"]
    assert shown.rows == (
        ("pools.csv#AUT/x.dwell_ratio and 2 more alike", "3", "4", "", "assumed"),
        ("pools.csv#DEU/x.units", "3", "5", "", "assumed → pledged; +c1"),
    )
    assert shown.description == "4 inputs differ; by group: tours 3, units 1."


def test_where_nothing_differs_each_part_says_so() -> None:
    nothing = ChangedInputs(added=(), removed=(), changed=())
    found = Comparison(a=WHOLE.a, b=WHOLE.b, inputs=nothing, same=("inputs", "figures"))
    assert tables(found)["Nothing differs"].rows == (("inputs", "yes"), ("figures", "yes"))


def test_where_no_figure_moved_no_table_is_empty() -> None:
    nothing = replace(SHARE, share=0.0, alone=0.0, last=0.0)
    shares = replace(WHOLE.attribution[0], total=0.0, plan_total=0.0, groups=(nothing,))
    shown = tables(replace(WHOLE, attribution=(shares,), figures=(), same=("force", "cost")))
    assert "What moved force.peak" not in shown
    assert shown["No figure moved"].rows == (("force", "yes"), ("cost", "yes"))
    assert all(table.rows for table in shown.values())
    assert "Inputs that differ" not in tables(replace(WHOLE, inputs=ChangedInputs(added=(), removed=(), changed=())))


def test_large_figures_are_told_in_millions_and_inputs_in_full() -> None:
    cost = replace(WHOLE.figures[0], name="cost.national", a=1_441_867_500.0, b=1_427_517_500.0, change=-14_400_000.0)
    (change,) = WHOLE.inputs.changed[:1]
    near = replace(change, a=12_000_100.0, b=12_000_200.0)
    shown = tables(replace(WHOLE, figures=(cost,), inputs=ChangedInputs(added=(), removed=(), changed=(near,))))
    assert shown["Figures that moved"].rows == (("cost.national", "1,441.9 m", "1,427.5 m", "-14.4 m"),)
    assert shown["Inputs that differ"].rows[0][1:3] == ("12,000,100", "12,000,200")
