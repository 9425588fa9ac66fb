"""`interpose evidence`: the ledger linted, verified, exchanged."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import answer, interpose


def test_verify_has_its_keys() -> None:
    told = answer("evidence", "verify", "ukraine-2024")
    assert {"claim", "status"} <= set(told["quotes"][0])
    assert {each["status"] for each in told["quotes"]} <= {"matched", "drifted", "missing"}


def test_a_misspelt_source_is_refused_with_a_suggestion(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("x", encoding="utf-8")
    done = interpose(
        "evidence", "add-capture", "page.txt", "--source", "politico-europe-2024-11-2", "--case", case_folder, cwd=tmp_path
    )
    assert done.returncode == 2
    assert "did you mean 'politico-europe-2024-11-22'?" in done.stderr


def test_lint_tells_each_finding_with_its_claims() -> None:
    found = answer("evidence", "lint", "ukraine-2025")
    assert found["findings"]
    assert {"rule", "claims"} <= set(found["findings"][0])


def test_sources_are_exported_as_references_alike_on_standard_output_and_in_a_file(tmp_path: Path) -> None:
    items = json.loads(interpose("evidence", "export", "ukraine-2024", "--kind", "csl").stdout)
    assert items[0]["container-title"] == "Politico Europe"
    printed = interpose("evidence", "export", "ukraine-2024", "--kind", "bibtex").stdout
    assert interpose("evidence", "export", "ukraine-2024", "--kind", "bibtex", "-o", tmp_path / "a.bib").returncode == 0
    assert (tmp_path / "a.bib").read_text(encoding="utf-8") == printed
    assert "@online{politico-europe-2024-11-22," in printed


def test_an_export_is_the_same_on_standard_output_and_in_a_file(tmp_path: Path) -> None:
    printed = interpose("evidence", "export", "ukraine-2024").stdout
    assert interpose("evidence", "export", "ukraine-2024", "-o", tmp_path / "a.jsonld").returncode == 0
    assert json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8")) == json.loads(printed)
    assert json.loads(printed)["@graph"]


def test_a_release_is_written_as_a_folder_and_never_into_a_case(tmp_path: Path) -> None:
    run = interpose("evidence", "export", "ukraine-2024", "--kind", "package", "-o", tmp_path / "ledger")
    package = json.loads((tmp_path / "ledger" / "datapackage.json").read_text(encoding="utf-8"))
    assert f": release {package['version']} of " in run.stderr
    written = {path.name for path in (tmp_path / "ledger").iterdir()}
    assert {"claims.csv", "changes.csv", "datapackage.json", "ledger.jsonld"} < written
    (tmp_path / "ledger" / "scenario.yaml").write_text("", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "claims.csv").write_text("id\n", encoding="utf-8")
    for refused in ((), ("-o", tmp_path / "ledger"), ("-o", tmp_path / "own")):
        assert interpose("evidence", "export", "ukraine-2024", "--kind", "package", *refused).returncode == 2
