"""`interpose generate` as a program reads it: every key, every option, every way to fail."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from interpose.generation import Plan
from interpose.generation.analysis.binding import Binding, Marginal, ShortfallShare
from interpose.generation.analysis.level import Alternative, RungAnswer
from interpose.generation.analysis.repair import Repair
from interpose.generation.analysis.replan import Move, PlanInputs
from interpose.generation.analysis.rules import NaivePlan, RulePrice
from interpose.generation.check import Violation
from interpose.plain import json_schema
from interpose.solver import solving_once
from tests.cli.running import Run, answer, interpose
from tests.cli.small_case import small_case

EXTRA: dict[str, type] = {
    "rungs": RungAnswer,
    "binds": Binding,
    "shares": ShortfallShare,
    "marginal": Marginal,
    "rules": RulePrice,
    "moves": Move,
    "alternatives": Alternative,
    "violations": Violation,
}
"""What may stand beside the keys of a plan: lists of these."""


EVERYTHING = ("--price-of-rules", "--naive", "--marginal", "--alternatives", "1", "--repair", "--verify")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_case(tmp_path_factory.mktemp("cases") / "small")


@cache
def told(case: Path, *words: str | Path) -> dict[str, Any]:
    """Answer a call once: a plan is the same each time it is asked for."""
    found = answer("generate", case, *words)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def plan(case: Path) -> dict[str, Any]:
    return told(case)


@pytest.fixture(scope="module")
def asked(case: Path) -> dict[str, Any]:
    return told(case, *EVERYTHING)


@pytest.fixture(scope="module")
def shown(case: Path) -> Run:
    return interpose("generate", case, *EVERYTHING)


@cache
def schema(kind: type) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema(kind))


def keys_of_a_plan() -> set[str]:
    return set(json_schema(Plan)["required"])


def test_a_plan_has_the_keys_of_the_assessment_and_what_people_read_first(plan: dict[str, Any]) -> None:
    assert keys_of_a_plan() <= set(plan)
    assert set(plan) - keys_of_a_plan() == {"level", "inputs", "rungs", "binds"}
    for name in ("status", "gap", "force", "shortfall", "contributions", "rotation", "endurance", "scale", "posts", "kept"):
        assert name in plan
    assert {"sustained", "without_end", "own_relief", "horizon"} <= set(plan["force"])
    assert plan["force"]["sustained"] == plan["force"]["without_end"]
    assert 0 < plan["shortfall_share"] < 1
    assert plan["by_sector"]["loss_share"] >= 0
    assert plan["max_violation"] == 0
    schema(Plan).validate({name: plan[name] for name in keys_of_a_plan()})


def test_what_is_asked_for_stands_beside_the_plan_as_its_schema_says(asked: dict[str, Any]) -> None:
    schema(PlanInputs).validate(asked["inputs"])
    schema(NaivePlan).validate(asked["naive"])
    schema(Repair).validate(asked["repair"])
    assert set(asked) - keys_of_a_plan() == {"level", "inputs", "naive", "repair", "no_more_alternatives", *EXTRA} - {"moves"}
    for name, kind in EXTRA.items():
        for row in asked.get(name, ()):
            schema(kind).validate(row)
    assert asked["violations"] == []
    assert asked["rules"]
    assert asked["shares"]
    assert asked["marginal"]


def test_where_more_states_could_do_it_another_plan_is_told(tmp_path: Path) -> None:
    given = small_case(tmp_path / "plenty", battalions={"DEU": 15, "GBR": 12})
    others = answer("generate", given, "--alternatives", "1")["alternatives"]
    assert len(others) == 1
    schema(Alternative).validate(others[0])
    assert others[0]["distance"] <= 0.01 + 1e-6
    assert others[0]["difference"] > 0


def test_asking_for_more_does_not_change_the_plan(plan: dict[str, Any], asked: dict[str, Any]) -> None:
    assert {name: asked[name] for name in plan} == plan


def test_the_ladder_of_firmness_never_falls_from_rung_to_rung(plan: dict[str, Any]) -> None:
    assert [rung["rung"] for rung in plan["rungs"]] == ["pledged", "ready_if", "open"]
    shares = [rung["without_end"]["shortfall_share"] for rung in plan["rungs"]]
    assert shares == sorted(shares, reverse=True)
    for rung in plan["rungs"]:
        assert rung["own_relief"]["shortfall_share"] >= rung["without_end"]["shortfall_share"] - 1e-6


def test_the_equal_share_of_army_size_brings_less_than_the_plan(asked: dict[str, Any]) -> None:
    naive = asked["naive"]
    assert naive["shortfall_share"] > asked["shortfall_share"]
    armies = [row["personnel_active"] for row in naive["shares"]]
    assert armies == sorted(armies, reverse=True)
    assert sum(row["share"] for row in naive["shares"]) == pytest.approx(1)


def test_a_rule_never_helps(asked: dict[str, Any]) -> None:
    for row in asked["rules"]:
        assert row["cost"] >= -0.002
        assert row["shortfall_share"] + row["cost"] == pytest.approx(asked["shortfall_share"], abs=1e-5)


def test_people_read_for_how_long_how_firm_and_how_many_posts(shown: Run) -> None:
    assert shown.returncode == 0
    for words in (
        "without end",
        "each nation by itself",
        "for 12 months",
        "pledged and firmer",
        "ready if, too",
        "open, too",
        "Posts held of posts required",
        "Sectors: the nation that leads first",
        "Shortfall, worst month",
        "What binds",
        "Shares of each shortfall",
        "What single changes are worth",
        "What the rules cost",
        "The naive plan",
        "Nearly as good",
        "What would fix it",
        "Rotation",
        "with American enablers",
    ):
        assert words in shown.stdout
    assert "verified: the plan keeps every rule" in shown.stderr


def test_without_a_provider_none_of_its_units_takes_part(case: Path) -> None:
    found = told(case, "--without", "USA")
    assert found["providers"] == []
    assert "USA" not in {row["state"] for row in found["rotation"]}
    assert "without American enablers" in interpose("generate", case, "--without", "USA").stdout


def test_the_earlier_spelling_of_without_is_read_with_a_notice(case: Path) -> None:
    old = interpose("generate", case, "--without-american-enablers", "--format", "json")
    assert "write --without USA" in old.stderr
    assert json.loads(old.stdout) == told(case, "--without", "USA")


@pytest.mark.parametrize("verb", ["generate", "sustain"])
def test_who_is_not_known_and_who_is_no_external_provider_is_refused_by_every_verb(case: Path, verb: str) -> None:
    unknown, sends = (interpose(verb, case, "--without", code) for code in ("UAS", "FRA"))
    assert (unknown.returncode, sends.returncode) == (2, 2)
    assert "did you mean 'USA'?" in unknown.stderr
    for words in ("FRA is no external provider of enablers", "use one of: USA", "participates no"):
        assert words in " ".join(sends.stderr.split())


@pytest.mark.parametrize(("endurance", "name"), [("relay", "without_end"), ("own", "own_relief"), ("horizon", "horizon")])
def test_the_endurance_that_is_asked_for_is_the_one_that_is_planned(case: Path, endurance: str, name: str) -> None:
    found = told(case, "--endurance", endurance)
    assert found["endurance"] == endurance
    assert found["force"]["sustained"] == found["force"][name]


def test_a_longer_promise_never_holds_more(case: Path) -> None:
    shares = [told(case, "--endurance", name)["shortfall_share"] for name in ("horizon", "relay", "own")]
    assert shares[0] <= shares[1] + 1e-3
    assert shares[1] <= shares[2] + 1e-3


@pytest.mark.parametrize("mode", ["largest", "pledges"])
def test_other_modes_answer_without_a_ladder(case: Path, mode: str) -> None:
    run = interpose("generate", case, "--mode", mode, "--marginal", "--format", "json", "--verify")
    found = json.loads(run.stdout)
    assert (found["mode"], found["violations"], found["rungs"]) == (mode, [], [])
    assert "beside a fixed requirement only" in run.stderr


def test_pledges_without_a_number_are_told_where_pledges_alone_are_asked_for() -> None:
    words = " ".join(interpose("generate", "ukraine-2025", "--mode", "pledges").stdout.split())
    assert "FRA, GBR named no number and are limited by nothing but their units." in words


def test_a_largest_force_of_nothing_is_an_answer(tmp_path: Path) -> None:
    given = small_case(tmp_path / "late", scenario="variants: []\n")
    text = (given / "scenario.yaml").read_text().replace("build_up_months: 2", "build_up_months: 1")
    (given / "scenario.yaml").write_text(text)
    assert answer("generate", given, "--mode", "largest")["scale"] == 0
    words = " ".join(interpose("generate", given, "--mode", "largest").stdout.split())
    assert "No part of the requirement can be held in every month of the steady state." in words


def test_each_end_of_the_requirement_can_be_planned_for(case: Path) -> None:
    required = {}
    for level in ("low", "mode", "high"):
        found = told(case, "--level", level)
        assert found["level"] == level
        required[level] = found["requirement"]
    assert required["low"] < required["mode"] < required["high"]


def test_units_bound_elsewhere_are_withdrawn_where_the_command_asks_for_it(case: Path, plan: dict[str, Any]) -> None:
    more = answer("generate", case, "--withdraw-commitments", "--substitution")
    assert plan["withdrawn"] == []
    assert {row["commitment"] for row in more["withdrawn"]} == {"nato_lithuania"}
    assert more["shortfall_share"] < plan["shortfall_share"]


def test_a_limit_of_no_seconds_is_no_answer_with_exit_3_and_no_numbers(case: Path) -> None:
    run = interpose("generate", case, "--time-limit", "0", "--format", "json")
    assert (run.returncode, json.loads(run.stdout)) == (3, {"status": "no answer"})


def test_a_wider_gap_is_kept(case: Path, plan: dict[str, Any]) -> None:
    found = answer("generate", case, "--gap", "0.2")
    assert found["gap"] <= 0.2
    assert ["relative_gap", "0.2"] in found["solver"]["options"]
    assert plan["gap"] <= 0.001


def test_leasts_that_nobody_can_meet_are_named_with_exit_3(tmp_path: Path) -> None:
    given = small_case(tmp_path / "least")
    (given / "states.csv").write_text("state,participates,personnel_least\nDEU,yes,90000\n")
    run = interpose("generate", given, "--format", "json")
    assert run.returncode == 3
    assert json.loads(run.stdout)["status"] == "infeasible"
    assert "DEU" in run.stderr


@pytest.mark.parametrize(
    "option",
    [
        ("--mode", "smallest"),
        ("--level", "middle"),
        ("--endurance", "always"),
        ("--time-limit", "-1"),
        ("--gap", "2"),
        ("--change-price", "-1"),
        ("--alternatives", "11"),
        ("--keep", "no-such-file.json"),
        ("--mandate", "tripwir"),
    ],
)
def test_an_option_that_means_nothing_is_a_usage_fault(case: Path, option: tuple[str, str]) -> None:
    run = interpose("generate", case, *option)
    assert run.returncode == 2
    assert option[1] in run.stderr or option[0] in run.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read"),
        ("[]", "is no plan"),
        ('{"status": "no answer"}', "is no plan"),
        ('{"mandate": "tripwire", "kept": [{"nation": "FRA"}]}', "cannot be read"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(case: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "plan.json").write_text(text)
    run = interpose("generate", case, "--keep", tmp_path / "plan.json")
    assert run.returncode == 2
    assert told in run.stderr


def kept(found: dict[str, Any]) -> dict[tuple[str, str, str], float]:
    return {(row["nation"], row["phase"], row["capability"]): row["count"] for row in found["kept"]}


def test_a_plan_that_keeps_itself_moves_nothing(case: Path, plan: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    again = answer("generate", case, "--keep", tmp_path / "plan.json")
    assert again["moves"] == []
    # It comes back whole, tour by tour.
    for part in ("kept", "rotation", "by_sector", "contributions", "force", "posts", "shortfall_share"):
        assert again[part] == plan[part], part
    run = interpose("generate", case, "--keep", tmp_path / "plan.json")
    assert "none: every post stays where it was" in run.stdout


def test_one_new_claim_moves_the_posts_that_cannot_be_kept_and_no_others(plan: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    leaver = "DEU"
    assert any(nation == leaver for nation, _, _ in kept(plan))
    said = "c4,paper,We send nobody.,B,minister,minister,DEU,contribute_force,0,,2024-12-10,2"
    later = small_case(tmp_path / "later", claims=said)
    found = answer("generate", later, "--keep", tmp_path / "plan.json")
    gone = [row for row in found["moves"] if row["after"] < row["before"]]
    assert leaver in {row["nation"] for row in gone}
    for row in gone:
        # What others give up cannot be kept without the one that relieved them.
        assert (row["forced"], row["gain"]) == (True, None)
        assert row["why"] == ["DEU takes part no more: excluded, claim c4"]
        schema(Move).validate(row)
    moved = {(row["nation"], row["phase"], row["capability"]) for row in gone}
    for key, count in kept(plan).items():
        assert key in moved or kept(found)[key] >= count
    shown = interpose("generate", later, "--keep", tmp_path / "plan.json", env={"COLUMNS": "200"}).stdout
    assert "cannot be kept" in shown


def test_a_post_moves_only_where_that_gains_more_than_its_price(tmp_path: Path) -> None:
    # Seven battalions of two nations in the second phase leave them four for the first: it lacks four of eight posts.
    given = small_case(tmp_path / "pinned", pins="FRA,,8,manoeuvre,4\nGBR,,8,manoeuvre,3")
    dear, usual = (answer("generate", given, "--change-price", price) for price in ("1000", "1"))
    assert dear["moves"] == []
    assert kept(dear)["FRA", "steady state 2", "manoeuvre"] == 4
    assert kept(dear)["GBR", "steady state 2", "manoeuvre"] == 3
    assert [row["forced"] for row in usual["moves"]] == [False] * len(usual["moves"])
    gain = dear["shortfall_share"] - usual["shortfall_share"]
    assert gain > 0
    for row in usual["moves"]:
        assert row["gain_of_all"] == pytest.approx(gain, abs=1e-3)
        assert 0 <= row["gain"] <= row["gain_of_all"] + 1e-3


def test_a_post_that_may_move_for_nothing_stays_where_moving_gains_nothing(tmp_path: Path) -> None:
    given = small_case(tmp_path / "pinned", pins="FRA,,8,manoeuvre,4")
    assert answer("generate", given, "--change-price", "0")["moves"] == []


def test_pins_that_no_phase_has_are_faults_with_their_places(tmp_path: Path) -> None:
    given = small_case(
        tmp_path / "wrong", pins="FRA,steady 1,,manoeuvre,1\nXYZ,,8,manoeuvre,1\nGBR,,8,medical,1\nGBR,,99,manoeuvre,1"
    )
    run = interpose("generate", given)
    assert run.returncode == 2
    for where in ("pins.csv:2:2", "pins.csv:3:1", "pins.csv:4:4", "pins.csv:5:3"):
        assert where in run.stderr


def test_the_same_case_gives_the_same_bytes(case: Path, tmp_path: Path) -> None:
    runs = []
    for number in (1, 2):
        with solving_once({}):
            runs.append(interpose("generate", case, "--format", "json", "--calendar", tmp_path / f"{number}.xlsx"))
    assert runs[0].stdout == runs[1].stdout
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_calendar_that_cannot_be_written_is_a_fault(case: Path, tmp_path: Path) -> None:
    run = interpose("generate", case, "--calendar", tmp_path / "no" / "plan.csv")
    assert run.returncode == 2


def test_a_proposal_is_planned_at_its_size_and_names_its_own_mandate() -> None:
    refused = interpose("generate", "ukraine-2024", "--proposal", "iiss-medium", "--mandate", "tripwire")
    assert refused.returncode == 2
    assert "planned as reassure" in refused.stderr
    unknown = interpose("generate", "ukraine-2024", "--proposal", "iis-medium")
    assert unknown.returncode == 2
    assert "iiss-medium" in unknown.stderr
    shown = interpose(
        "generate", "ukraine-2024", "--proposal", "csis-tripwire", "--level", "low", env={"COLUMNS": "200"}
    ).stdout
    assert "10,000" in shown
    assert "Reassure" in shown
