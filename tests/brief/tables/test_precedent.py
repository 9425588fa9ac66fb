"""Tables of precedent: a mission beside its estimate, and the same on a scale of characters."""

from __future__ import annotations

from interpose.brief.tables.precedent import backtest_tables, strip_table
from interpose.case import Range
from interpose.case.read.missions import load_missions
from interpose.requirement import backtest, density_strip


def test_each_mission_stands_in_the_table_and_on_the_scale_of_characters() -> None:
    found = backtest(load_missions())
    missions, scale, errors, *_ = backtest_tables(found)
    assert [row[0] for row in missions.rows] == [score.id for score in found.missions]
    for name, drawn in scale.rows:
        score = next(each for each in found.missions if each.id == name)
        middle, mark = str(drawn).index("│") if "│" in str(drawn) else 30, str(drawn).index("◆")
        assert (mark > middle) == (score.log_error > 0) or mark == middle
    assert errors.rows[-1][0] == "all"
    assert errors.rows[-1][1] == len(found.missions)


def test_the_strip_orders_missions_and_mandates_by_density() -> None:
    strip = density_strip(load_missions())
    table = strip_table(strip, [("interpose", Range(1_000, 2_000, 4_000))], 100.0)
    assert [float(str(row[1])) for row in table.rows] == sorted(float(str(row[1])) for row in table.rows)
    (ours,) = [row for row in table.rows if row[0] == "interpose (this line)"]
    assert ours[1] == "20.0"
    assert "─" in str(ours[2])
