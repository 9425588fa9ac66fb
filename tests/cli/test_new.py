"""`interpose new`: a copy of a case to edit."""

from __future__ import annotations

import json
from pathlib import Path

from interpose.case import load
from tests.cli.running import interpose
from tests.cli.small_case import small_case


def test_new_makes_a_case_that_checks_and_does_not_overwrite(tmp_path: Path) -> None:
    assert interpose("new", "mine", cwd=tmp_path).returncode == 0
    assert interpose("check", "mine", cwd=tmp_path).returncode == 0
    assert interpose("new", "mine", cwd=tmp_path).returncode == 2


def test_a_case_that_goes_before_a_shipped_one_of_its_name_is_told(tmp_path: Path) -> None:
    assert "no longer the shipped case" in " ".join(interpose("new", "ukraine-2024", cwd=tmp_path).stderr.split())


def test_a_line_of_your_own_takes_the_place_of_the_one_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "line.geojson").write_text('{"type": "LineString", "coordinates": [[35.0, 48.0], [37.0, 48.5]]}')
    run = interpose("new", "mine", "--line", "line.geojson", "--host-side", "right", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "the line is taken as open land" in run.stderr
    area = load(tmp_path / "mine").area
    assert [(part.feature.host_side, list(part.geometry.coords)) for part in area.line] == [
        ("right", [(35.0, 48.0), (37.0, 48.5)])
    ]


def test_an_unknown_case_to_copy_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    run = interpose("new", "mine", "--from", "ukrane-2024", cwd=tmp_path)
    assert run.returncode == 2
    assert "ukraine-2024" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_said_afterwards_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    run = interpose("new", "my question", cwd=tmp_path)
    assert "`interpose check 'my question'`" in " ".join(run.stderr.split())


def test_what_a_file_holds_beside_its_line_is_told(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[33.0, 47.0], [34.0, 47.2], [35.0, 47.5]]}
    label = {"type": "Point", "coordinates": [34.0, 47.2]}
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in (line, label, label)]
    (tmp_path / "line.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    run = interpose("require", "--line", tmp_path / "line.geojson", "--mandate", "interpose")
    assert run.returncode == 0
    assert "passed over beside them: 2 Point" in run.stderr


def test_a_case_without_claims_is_told_to_know_nothing_of_anybody(tmp_path: Path) -> None:
    source = small_case(tmp_path / "source")
    made = interpose("new", "empty", "--from", source, "--without-claims", cwd=tmp_path)
    assert "`interpose brief empty -o out-empty`" in " ".join(made.stderr.split())
    assert made.returncode == 0, made.stderr
    assert "its ledger is empty" in made.stderr
    case = load(tmp_path / "empty")
    assert (case.claims, case.sources, case.pools) == ({}, {}, load(source).pools)
    checked = interpose("check", "empty", cwd=tmp_path)
    assert (checked.returncode, "the ledger holds no claim" in checked.stderr) == (0, True)
    assert "nothing is known of any state" in " ".join(interpose("positions", "empty", cwd=tmp_path).stdout.split())
    for verb, told in (("sustain", "nothing is paid: the plan keeps nobody in the country"), ("generate", "")):
        run = interpose(verb, "empty", cwd=tmp_path)
        assert run.returncode == 0
        assert "nothing is known of who would take part" in " ".join(run.stderr.split())
        assert told in " ".join(run.stdout.split())
