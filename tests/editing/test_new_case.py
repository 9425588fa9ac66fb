"""Copies of a case: all its files, its own digest, and what based it on another."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import load
from interpose.editing.new_case import copy_case
from interpose.errors import UsageError


def test_a_copy_reads_as_the_same_case(pristine: Path) -> None:
    copy, shipped = load(pristine), load("ukraine-2024")
    for part in ("claims", "sources", "hops", "quotes", "relations", "pools", "states", "unit_types", "mandates", "area"):
        assert getattr(copy, part) == getattr(shipped, part), part


def test_a_case_based_on_another_is_copied_with_the_files_of_both(tmp_path: Path) -> None:
    shipped, copy = load("ukraine-2025"), load(copy_case("ukraine-2025", tmp_path / "copy"))
    assert copy.scenario.based_on is None
    assert copy.scenario.ledger is None
    for part in ("claims", "pools", "area", "states"):
        assert getattr(copy, part) == getattr(shipped, part), part


def test_a_copy_of_a_copy_has_the_same_digest(pristine: Path, tmp_path: Path) -> None:
    again = copy_case(pristine, tmp_path / "again")
    assert load(again).digest == load(pristine).digest


def test_the_digest_changes_with_one_number(case_folder: Path) -> None:
    before = load(case_folder).digest
    path = case_folder / "scenario.yaml"
    path.write_text(path.read_text().replace("seed: 20241215", "seed: 20241216"))
    assert load(case_folder).digest != before


def test_an_existing_folder_is_never_overwritten(case_folder: Path) -> None:
    kept = (case_folder / "pools.csv").read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        copy_case("ukraine-2024", case_folder)
    assert (case_folder / "pools.csv").read_bytes() == kept


def test_a_case_brings_its_escalation_game_and_one_based_on_it_has_it_too(pristine: Path) -> None:
    game = load("ukraine-2024").escalation
    assert game is not None
    assert load("ukraine-2025").escalation == game
    assert load(pristine).escalation == game


def test_a_case_without_an_escalation_game_is_a_case(case_folder: Path) -> None:
    (case_folder / "escalation.yaml").unlink()
    assert load(case_folder).escalation is None


def test_a_copy_without_claims_keeps_every_number_and_names_no_claim(tmp_path: Path) -> None:
    source = copy_case("ukraine-2024", tmp_path / "source")
    (source / "captures").mkdir()
    (source / "captures" / "captures.csv").write_text("source,file,sha256,text_sha256\n", encoding="utf-8")
    shipped, copy = load("ukraine-2024"), load(copy_case(source, tmp_path / "copy", without_claims=True))
    assert not (tmp_path / "copy" / "captures").exists()
    for part in ("claims", "sources", "hops", "quotes", "relations", "judgements"):
        assert not getattr(copy, part), part
    assert copy.pools == tuple(pool.replace(claims=()) for pool in shipped.pools)
    assert any(pool.claims for pool in shipped.pools) or any(state.claims for state in shipped.states.values())
    assert copy.states == {code: state.replace(claims=()) for code, state in shipped.states.items()}
