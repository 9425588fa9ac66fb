"""How missions built up and went: the published bands come out of the table."""

from __future__ import annotations

from interpose.case import Case
from interpose.requirement.precedents.build_up import arrival_band, drawdown_band


def test_the_published_arrival_band_comes_out_of_the_table(ukraine: Case) -> None:
    band = {(each.kind, each.month): (each.p10, each.p50, each.p90) for each in arrival_band(ukraine.build_up)}
    assert band["all", 1] == (0.0, 0.14, 0.94)
    assert band["all", 6] == (0.48, 0.92, 1.03)
    assert band["fresh", 3] == (0.1, 0.33, 0.64)
    assert band["took over", 6] == (0.52, 0.92, 1.05)
    counted = {each.kind: each.missions for each in arrival_band(ukraine.build_up) if each.month == 1}
    assert counted == {"all": 32, "fresh": 9, "took over": 17}


def test_missions_leave_late_and_fast(ukraine: Case) -> None:
    band = {each.months_before_end: each.p50 for each in drawdown_band(ukraine.drawdown)}
    assert (band[12], band[6], band[3], band[1]) == (0.94, 0.79, 0.66, 0.54)
    assert drawdown_band(ukraine.drawdown)[0].missions == 15
