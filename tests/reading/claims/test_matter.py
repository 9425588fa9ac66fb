"""What a clause is about."""

from __future__ import annotations

import pytest

from tests.reading.builders import clause


@pytest.mark.parametrize(
    ("words", "predicate"),
    [
        ("Denmark would send troops", "contribute_force"),
        ("It would come under a UN mandate", "authorise"),
        ("Poland offers an airlift", "support_force"),
        ("A buffer zone of 30 km is discussed", "geometry"),
        ("15 states are ready to send troops", "force_size"),
        ("the force needs 50,000 soldiers", "force_size"),
        ("Azerbaijan refused access to its territory", "consent"),
        ("Romania offered to be a transit point for peacekeepers", "support_force"),
        ("Spain will send missiles", None),
        ("troops were cheered", None),
        ("It is unclear which states will send troops", None),
        ("Spain has deployed 600 troops in Lebanon", None),
    ],
)
def test_a_clause_is_about_one_thing(words: str, predicate: str | None) -> None:
    found = clause(words)
    assert (found and found.predicate) == predicate
