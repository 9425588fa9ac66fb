"""5,000 damaged inputs, always the same ones: each is read, or refused with faults that can be read."""

from __future__ import annotations

import pytest

from tests.fuzz.kinds import KINDS, damaged, read

INPUTS = {
    "tables": 2_800,
    "yaml": 500,
    "geometry": 500,
    "workbooks": 200,
    "rules": 400,
    "games": 150,
    "texts": 250,
    "saved": 200,
}
"""How many of each kind: as many as a second or two hold."""
BATCHES = {"tables": 3, "yaml": 3, "games": 3}
"""Into how many tests the slower kinds are divided, so that several processes share them."""


def test_there_are_five_thousand_of_all_kinds() -> None:
    assert sum(INPUTS.values()) == 5_000
    assert INPUTS.keys() == KINDS.keys()


def test_the_same_number_gives_the_same_input() -> None:
    assert all(damaged(kind, 7) == damaged(kind, 7) for kind in KINDS)
    assert all(damaged(kind, 7) != damaged(kind, 8) for kind in KINDS)


@pytest.mark.parametrize(
    ("kind", "batch"), [(kind, batch) for kind in INPUTS for batch in range(BATCHES.get(kind, 1))], ids=lambda part: str(part)
)
def test_every_input_is_read_or_refused_in_words(kind: str, batch: int) -> None:
    ends = set()
    for number in range(batch, INPUTS[kind], BATCHES.get(kind, 1)):
        try:
            ends.add(read(kind, *damaged(kind, number)))
        except Exception as error:
            error.add_note(f"{kind} {number}: tests.fuzz.kinds.damaged({kind!r}, {number}) makes it again")
            raise
    # Damage that is always refused, or never, would try nothing.
    assert ends == {"read", "refused"}
