"""How missions built up and went: the published bands come out of the table."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.case.tables.missions import BuildUpRow
from interpose.requirement.precedents.build_up import BuildUpBand, arrival_band, build_up_bands, drawdown_band


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


def row(**shares: float | None) -> BuildUpRow:
    months = dict.fromkeys(("a1", "a2", "a3", "a4", "a6", "a9", "a12", "a18", "a24"))
    given = {"id": "x-1999", "rehatted": False, "mandate": "secure", "authorised": 1000, "peak36": 1000}
    return BuildUpRow.model_validate({**given, **months, **shares})


def test_months_to_a_share_of_the_peak_are_read_between_the_months_of_the_table() -> None:
    # Nothing for two months, half after four, all of it after twelve: a quarter after three, three quarters after eight.
    bands = build_up_bands([row(a1=0.0, a2=0.0, a4=0.4, a12=0.8)])
    assert [band.p50 for band in bands] == pytest.approx([3, 4, 8, 10.4])
    assert build_up_bands([row(a1=0.5, a4=1.0), row(mandate="observe", a12=1.0)]) == ()


def test_a_band_is_of_missions_of_one_kind_and_a_larger_share_takes_longer(ukraine: Case) -> None:
    by_kind: dict[str, list[BuildUpBand]] = {}
    for band in build_up_bands(ukraine.build_up):
        assert band.p10 <= band.p50 <= band.p90
        by_kind.setdefault(band.kind, []).append(band)
    assert {kind: bands[0].missions for kind, bands in by_kind.items()} == {"fresh": 8, "took over": 17}
    for bands in by_kind.values():
        middles = [band.p50 for band in sorted(bands, key=lambda band: band.share)]
        assert middles == sorted(middles)
