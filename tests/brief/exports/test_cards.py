"""Every dataset and every model has a card, and every card says what its subject cannot carry."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import interpose
from interpose.brief.exports.cards import read_cards
from interpose.case.read.library import reference_folder

ROOMS_WITHOUT_A_MODEL = {"assessment", "brief", "case", "cases", "cli", "editing", "reference", "solver"}
"""Rooms that read, write, run or tell, and compute nothing of the answer."""


def test_every_file_of_the_reference_has_one_card() -> None:
    folder = reference_folder()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SOURCES.md", "cards.toml"}
    patterns = [pattern for card in read_cards() if card.kind == "data" for pattern in card.covers]
    assert {file: found for file in files if len(found := [each for each in patterns if fnmatch(file, each)]) != 1} == {}
    assert [pattern for pattern in patterns if not any(fnmatch(file, pattern) for file in files)] == []


def test_every_room_with_a_model_has_one_card() -> None:
    root = Path(next(iter(interpose.__path__)))
    rooms = {path.parent.name for path in root.glob("*/__init__.py")} - ROOMS_WITHOUT_A_MODEL
    covered = [name for card in read_cards() if card.kind == "model" for name in card.covers]
    assert sorted(covered) == sorted(f"interpose.{room}" for room in rooms)


def test_no_card_is_silent_about_its_limits() -> None:
    for card in read_cards():
        assert all(len(limit) > 20 for limit in card.limitations), card.id
    assert len({card.id for card in read_cards()}) == len(read_cards())
