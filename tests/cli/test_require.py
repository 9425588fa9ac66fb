"""`interpose require`: a case, or a line of which only the length is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import answer, interpose

HEAD = "mandate,capability,belt,sector,first_month,last_month,low,mode,high,basis,source\n"


def with_rows(folder: Path, *rows: str) -> Path:
    (folder / "requirements.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return folder


def test_a_bare_line_is_sized_without_a_case() -> None:
    found = answer("require", "--line-km", "180", "--depth-km", "2", "--mandate", "interpose")
    (mandate,) = found["mandates"]
    assert mandate["id"] == "interpose"
    assert 0 < mandate["personnel"]["low"] <= mandate["personnel"]["mode"] <= mandate["personnel"]["high"]
    assert mandate["sectors"]
    assert found["zone_km2"] == 720


def test_a_line_of_a_file_is_measured_and_sized_as_one_of_that_length(tmp_path: Path) -> None:
    # A degree of longitude on the equator: 6,378.137 km × π ÷ 180 = 111.319 km.
    path = tmp_path / "line.geojson"
    path.write_text('{"type": "LineString", "coordinates": [[30, 0], [31, 0]]}')
    drawn = answer("require", "--line", path, "--mandate", "observe")
    assert drawn["line_km"] == pytest.approx(111.319, abs=0.001)
    assert drawn["mandates"] == answer("require", "--line-km", str(drawn["line_km"]), "--mandate", "observe")["mandates"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "either a case or --line-km"),
        (["ukraine-2024", "--line-km", "180"], "either a case or --line-km"),
        (["--line-km", "-3"], "is no area"),
        (["--line-km", "180", "--depth-km", "0"], "is no area"),
        (["--line-km", "180", "--mandate", "interpos"], "did you mean 'interpose'"),
        (["ukraine-2024", "--mandate", "interpos"], "did you mean 'interpose'"),
    ],
)
def test_what_cannot_be_sized_is_refused(arguments: list[str], told: str) -> None:
    run = interpose("require", *arguments)
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stdout == ""


def test_a_ceiling_that_is_known_is_told_as_the_peak_such_missions_had() -> None:
    asked = ("require", "--line-km", "180", "--mandate", "interpose")
    found = answer(*asked, "--authorised", "15000")
    share, persons = found["authorised"]["share"], found["authorised"]["persons"]
    assert (round(share["low"], 2), round(share["high"], 2)) == (0.68, 1.40)
    assert persons == {end: pytest.approx(share[end] * 15_000) for end in share}
    assert found["mandates"] == answer(*asked)["mandates"]
    refused = interpose(*asked, "--authorised", "0")
    assert (refused.returncode, refused.stdout) == (2, "")


def test_the_result_is_set_beside_missions_where_that_is_asked_for() -> None:
    beside = answer("require", "ukraine-2024", "--mandate", "observe", "--strip")
    assert "smm-2014" in [mission["id"] for mission in beside["density_strip"]]
    assert "density_strip" not in answer("require", "ukraine-2024", "--mandate", "observe")


def test_units_that_the_case_states_are_marked_and_those_outside_are_told_apart(case_folder: Path) -> None:
    with_rows(
        case_folder,
        "interpose,manoeuvre,forward,,,,16,20,30,reported,A staff study",
        "interpose,manoeuvre,outside,,,,1,2,3,assumed,By hand",
    )
    (need,) = answer("require", case_folder, "--mandate", "interpose")["mandates"]
    marked = {line["rule"]: line["replaces"] for line in need["lines"] if line["override"]}
    assert list(marked) == ["override.manoeuvre.forward", "override.manoeuvre.outside"]
    assert "line_battalions" in marked["override.manoeuvre.forward"]
    assert need["personnel_outside"]["mode"] > 0
    shown = interpose("require", case_folder, "--mandate", "interpose", env={"COLUMNS": "250"}).stdout
    assert "override by the case: A staff study" in shown
    assert f"{need['personnel_outside']['mode']:,.0f}" in shown
    assert "outside the country" in shown


def test_months_that_the_case_states_are_shown(case_folder: Path) -> None:
    with_rows(case_folder, "interpose,manoeuvre,forward,,2,4,6,7,9,assumed,By hand")
    arguments = ("require", case_folder, "--mandate", "interpose")
    assert "Months for which the case states the units itself" in interpose(*arguments).stdout
    told = answer(*arguments)["mandates"][0]
    assert told["stated_months"][0]["quantity"] == {"low": 6.0, "mode": 7.0, "high": 9.0}
    row = {"month": 3, "belt": "forward", "capability": "manoeuvre", "quantity": 7.0}
    assert row in told["monthly"]


def test_require_has_the_promised_keys() -> None:
    mandates = {mandate["id"]: mandate for mandate in answer("require", "ukraine-2024")["mandates"]}
    assert set(mandates) >= {"observe", "interpose", "reassure", "tripwire", "deter_by_denial"}
    for mandate in mandates.values():
        personnel = mandate["personnel"]
        assert 0 < personnel["low"] <= personnel["mode"] <= personnel["high"]
        assert mandate["sectors"]


def test_what_such_missions_had_stands_beside_what_the_rules_ask_for() -> None:
    (need,) = answer("require", "ukraine-2024", "--mandate", "interpose")["mandates"]
    assert need["precedent"]["persons"]["mode"] == pytest.approx(6_400, rel=0.02)
    (alone,) = answer("require", "--line-km", "1000", "--mandate", "reassure")["mandates"]
    assert alone["precedent"] is None
    assert "the rules stand alone" in alone["without_precedent"]
    shown = interpose("require", "ukraine-2024", env={"COLUMNS": "200"}).stdout
    assert "What precedent foretells for this ground: persons at the peak" in shown
    assert "more than 91% of them" in shown


def test_rules_that_are_only_assumed_are_listed_with_what_they_contribute() -> None:
    shown = interpose("require", "ukraine-2024", "--mandate", "interpose", env={"COLUMNS": "200"}).stdout
    assert "Rules that are only assumed" in shown
    (need,) = answer("require", "ukraine-2024", "--mandate", "interpose")["mandates"]
    assumed = sum(line["personnel"]["mode"] for line in need["lines"] if line["basis"] == "assumed")
    assert f"{assumed:,.0f} of {need['personnel']['mode']:,.0f} persons" in shown


def test_a_quiet_line_needs_less() -> None:
    loud, quiet = (answer("require", "--line-km", "180", "--mandate", "interpose", *more) for more in ((), ("--quiet",)))
    assert quiet["mandates"][0]["personnel"]["high"] < loud["mandates"][0]["personnel"]["high"]
    assert quiet["mandates"][0]["personnel"]["low"] < 860 < quiet["mandates"][0]["personnel"]["high"]


def test_proposals_need_a_host_and_stand_beside_the_mandates() -> None:
    run = interpose("require", "--line-km", "180", "--proposals")
    assert run.returncode == 2
    assert "proposals are for a host" in run.stderr
    found = answer("require", "ukraine-2024", "--proposals")
    assert {row["proposal"]["id"] for row in found["proposals"]} >= {
        "iiss-small",
        "iiss-medium",
        "iiss-large",
        "csis-monitoring",
    }
    assert all(row["held"]["low"]["sustained"] > 0 for row in found["proposals"])
