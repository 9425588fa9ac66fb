"""A ledger as a Data Package: valid for another program, whole, and citable where it is a release."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package

from interpose.case import Case
from interpose.case.read.ledger import read_releases
from interpose.editing.ledger_package import ledger_package, ledger_texts, release_of


@pytest.fixture(scope="module")
def package(ukraine: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    for name, data in ledger_package(ukraine).items():
        (folder / name).write_bytes(data)
    return folder


def test_the_shipped_ledger_is_valid_for_frictionless_with_its_keys_and_bounds(package: Path) -> None:
    report = Package(str(package / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks][:2] == ["sources", "claims"]


def test_a_claim_whose_source_is_left_out_is_found(package: Path, tmp_path: Path) -> None:
    for path in package.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (package / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "sources.csv").write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")
    found = {error.type for task in Package(str(tmp_path / "datapackage.json")).validate().tasks for error in task.errors}
    assert {"foreign-key", "hash-count"} <= found


def test_a_package_names_the_release_and_a_ledger_with_rows_of_its_own_is_none(ukraine: Case) -> None:
    newest = release_of(ukraine)
    assert newest is not None
    described = json.loads(ledger_package(ukraine)["datapackage.json"])
    assert (described["name"], described["version"]) == ("interpose-ledger-ukraine", newest.version)
    own = ukraine.replace_rows(claims=[next(iter(ukraine.claims.values())).replace(id="Z1")])
    assert release_of(own) is None
    described = json.loads(ledger_package(own)["datapackage.json"])
    assert ("version" in described, described["resources"][-1]["name"]) == (False, "judgements")


def test_a_case_that_adds_a_table_to_the_shared_ledger_rests_on_no_release(ukraine: Case, tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text("", encoding="utf-8")
    assert release_of(replace(ukraine, folder=tmp_path)) is None


def test_the_citation_file_names_the_newest_release() -> None:
    newest = read_releases("ukraine")[0][-1]
    citation = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {newest.version}\n    date-released: {newest.released_on}\n" in citation


def test_the_newest_release_counts_what_is_in_it_and_every_change_belongs_to_a_release(ukraine: Case) -> None:
    releases, changes = read_releases("ukraine")
    assert (releases[-1].claims, releases[-1].sources) == (len(ukraine.claims), len(ukraine.sources))
    assert [each.released_on for each in releases] == sorted(each.released_on for each in releases)
    assert {each.version for each in changes} <= {each.version for each in releases}
    assert all(each.note for each in changes if each.outcome != "worked_in")


def test_the_tables_of_a_ledger_without_rows_have_their_columns() -> None:
    (row,) = csv.reader(ledger_texts(None)["quotes.csv"].splitlines())
    assert row[:3] == ["id", "claim", "exact"]
