"""What `check` names beside faults: what has no effect, and what does not belong."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from interpose.assessment.doubts import doubts_of
from interpose.case import Case, load
from interpose.case.csv_text import table_text
from interpose.case.read.library import shipped_cases
from interpose.editing.line_import import import_line
from interpose.editing.new_case import copy_case
from interpose.evidence.lint import aged
from tests.cli.running import answer, interpose


@pytest.mark.parametrize("shipped", shipped_cases(), ids=lambda case: case.name)
def test_no_shipped_case_raises_a_doubt_but_the_age_of_words(shipped: object) -> None:
    case = load(shipped.folder)  # type: ignore[attr-defined]
    doubts = doubts_of(case)
    assert {doubt.where.file for doubt in doubts} <= {"claims.csv"}
    assert len(doubts) == len({finding.rule for finding in aged(case)})


def test_old_positions_lapsed_pledges_and_those_a_government_took_along_are_told(ukraine: Case) -> None:
    later = ukraine.with_scenario(as_of=dt.date(2026, 10, 10))
    stale, lapsed, ended = (doubt.what for doubt in doubts_of(later))
    assert "; and " in stale
    assert "days old" in stale
    assert "nobody has renewed" in lapsed
    assert "when another followed" in ended


def test_a_case_copied_for_a_line_elsewhere_is_doubted_where_it_is_still_the_old_one(tmp_path: Path) -> None:
    line = tmp_path / "swapped.geojson"
    line.write_text(json.dumps({"type": "LineString", "coordinates": [[47.0, 33.0], [47.2, 33.4], [47.4, 34.4]]}))
    made = copy_case("ukraine-2024", tmp_path / "new", import_line(line))
    found = interpose("check", made)
    assert found.returncode == 0
    assert "100% of the line lies outside UKR" in found.stderr
    told = answer("check", made)["notices"]
    assert told[0]["file"] == "area.geojson"
    assert told[0]["line"] > 1
    assert any("km from the line" in notice["what"] for notice in told)


def test_two_sources_with_one_address_are_told_with_the_line_of_the_second(case_folder: Path) -> None:
    path = case_folder / "sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(source for source in load(case_folder).sources.values() if source.url)
    again = first.model_copy(update={"id": "zz-again", "url": f"{first.url}?utm_source=feed#top"})
    path.write_text(table_text(lines[0].split(","), [again.model_dump()]).replace(lines[0], "\n".join(lines)), encoding="utf-8")
    (doubt,) = [doubt for doubt in doubts_of(load(case_folder)) if "address" in doubt.what]
    assert f"{first.id}, zz-again" in doubt.what
    assert (doubt.where.file, doubt.where.line) == ("sources.csv", len(lines) + 1)


def test_a_claim_about_authorising_that_names_no_body_is_told_with_its_line(case_folder: Path) -> None:
    path = case_folder / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    case = load(case_folder)
    name, claim = next((name, claim) for name, claim in case.claims.items() if claim.predicate == "contribute_force")
    row = next(number for number, line in enumerate(lines) if line.startswith(f"{name},"))
    lines[row] = lines[row].replace("contribute_force", "authorise").replace(claim.statement, "It should be authorised")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (doubt,) = [doubt for doubt in doubts_of(load(case_folder)) if "authorising" in doubt.what]
    assert (doubt.where.file, doubt.where.line) == ("claims.csv", row + 1)


def test_a_rule_that_counts_nobody_is_told(case_folder: Path) -> None:
    rule = "{low: 1, mode: 2, high: 3}"
    (case_folder / "mandates").mkdir(exist_ok=True)
    (case_folder / "mandates" / "guard.yaml").write_text(
        "id: guard\nname: Guard\ntask: Keep order\nthreat: internal\nrules:\n"
        f"  - {{id: per_head, unit_type: infantry_battalion, belt: forward, driver: per_1000_population, value: {rule}, "
        "basis: assumed, source: own}\n"
    )
    scenario = case_folder / "scenario.yaml"
    lines = [line for line in scenario.read_text().splitlines() if not line.startswith("mandate:")]
    scenario.write_text("\n".join([*lines, "mandate: guard", ""]).replace("zone_depth_km: 10", "zone_depth_km: 0.01"))
    case = load(case_folder)
    told = [doubt for doubt in doubts_of(case) if "counts the population" in doubt.what]
    assert len(told) == (case.scenario.options.zone_depth_km < 1)
