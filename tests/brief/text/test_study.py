"""Words for limits and values: each kind of input is said in its own way."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from interpose.brief.text.study import flip_words, limit_words, value_words
from interpose.exploration.analysis.discovery.boxes import BoxLimit
from tests.builders.small_study import small_analysis

Kind = Literal["number", "count", "yes or no", "rank"]


def limit(kind: Kind, words: str, low: float | None, high: float | None, unit: str = "") -> BoxLimit:
    return BoxLimit(
        id="x",
        input="x.csv#x",
        words=words,
        unit=unit,
        kind=kind,
        low=low,
        high=high,
        least=0.0,
        most=10.0,
        quasi_p=0.0,
        reproducibility=1.0,
        basis="assumed",
        claims=(),
    )


@pytest.mark.parametrize(
    ("kind", "words", "low", "high", "said"),
    [
        ("count", "of 7 large states take part", 4.0, None, "at least 4 of 7 large states take part"),
        ("count", "of 7 large states take part", None, 1.0, "at most 1 of 7 large states take part"),
        ("yes or no", "enablers: as_caveated", 1.0, None, "enablers: as caveated"),
        ("yes or no", "enablers: as_caveated", None, 0.0, "not: enablers: as caveated"),
        ("rank", "usable units", 0.27, None, "usable units: not in the lowest 27%"),
        ("rank", "usable units", None, 0.9, "usable units: not in the highest 10%"),
        (
            "rank",
            "usable units",
            0.2,
            0.9,
            "usable units: between the lowest 20% and the highest 10%",
        ),
        ("number", "battalions on the line", None, 0.0162, "battalions on the line: at most 0.016 km"),
        ("number", "length of the line", 900.0, 1_234.0, "length of the line: 900 to 1,200 km"),
    ],
)
def test_each_kind_of_limit_is_said_as_a_person_would(
    kind: Kind, words: str, low: float | None, high: float | None, said: str
) -> None:
    assert limit_words(limit(kind, words, low, high, "km" if kind == "number" else "")) == said


def test_a_flip_is_said_by_its_side_its_word_or_its_end_of_what_is_possible() -> None:
    flips = {flip.id: flip for flip in small_analysis().flips}
    assert flip_words(flips["line"]) == "at or above 1,300 km"
    assert flip_words(flips["will.AAA"]) == "no"
    rank = replace(flips["line"], unit="rank", flips_at=0.084, direction="below")
    assert flip_words(rank) == "in the lowest 8%"
    assert flip_words(replace(rank, direction="above")) == "in the highest 92%"
    assert flip_words(flips["will.DDD"]) == ""


def test_what_is_not_known_is_left_empty() -> None:
    assert value_words(None, "km") == ""
    assert value_words(False, "") == "no"
    assert (value_words(1.0, "times"), value_words(1.47, "times")) == ("as it is", "1.5 times")
