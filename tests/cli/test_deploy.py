"""The verb `deploy` as a user meets it: the promised keys, tables, options, and a case without a network."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import answer, interpose

KEYS = {
    "status",
    "gap",
    "bound",
    "force",
    "arrival",
    "capability",
    "lateness",
    "units",
    "bottlenecks",
    "marginal",
    "lift",
    "routes",
    "rotation",
    "precedents",
    "assumed_share",
}


def test_json_has_the_promised_keys_and_proves_how_near_it_is() -> None:
    found = answer("deploy", "ukraine-2024", "--mandate", "tripwire")
    assert set(found) >= KEYS
    assert found["status"] in ("optimal", "feasible")
    assert found["gap"]["closure"] <= 0.03
    assert found["bound"]["closure_day"] <= found["capability"]["closure"]["day"]
    assert {"notice", "queue", "reception"} <= set(found["units"][0]["waterfall"])
    assert "with American lift" in [row["case"] for row in found["lift"]]


def test_tables_tell_when_the_force_is_there_and_what_holds_it_up() -> None:
    run = interpose("deploy", "ukraine-2024", "--mandate", "tripwire", "--quick")
    assert run.returncode == 0, run.stderr
    for words in ("When the force is there", "Where the days go, by state", "What holds it up", "Traffic of reliefs"):
        assert words in run.stdout
    assert "With other lift" not in run.stdout


def test_permits_and_asking_at_once_change_the_answer() -> None:
    asked = ("deploy", "ukraine-2024", "--mandate", "tripwire", "--quick")
    plain, late, once = (answer(*asked, *more) for more in ((), ("--permits", "45"), ("--at-once",)))
    assert late["lateness"]["person_days"] >= plain["lateness"]["person_days"]
    assert {unit["required_day"] for unit in once["units"]} == {0}


def test_with_the_way_the_plan_is_told_beside_the_one_without() -> None:
    found = answer("deploy", "ukraine-2024", "--mandate", "tripwire", "--quick", "--with-the-way")
    assert set(found) == {"deployment", "handed_back"}
    assert len(found["handed_back"]["force_by_month"]) == len(found["handed_back"]["without_by_month"])


def test_a_case_whose_crossings_are_all_elsewhere_ends_with_what_it_would_need(case_folder: Path) -> None:
    text = (case_folder / "scenario.yaml").read_text(encoding="utf-8")
    (case_folder / "scenario.yaml").write_text(text.replace("host: UKR", "host: MDA"), encoding="utf-8")
    run = interpose("deploy", case_folder, "--mandate", "tripwire", "--quick")
    assert run.returncode == 3
    assert "crossings.csv: where a force enters MDA" in run.stderr


def test_an_option_out_of_range_is_refused() -> None:
    assert interpose("deploy", "ukraine-2024", "--horizon", "0").returncode == 2
    assert interpose("deploy", "ukraine-2024", "--permits", "-1").returncode == 2
