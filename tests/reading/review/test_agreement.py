"""Agreement of coders, against values that were published."""

from __future__ import annotations

import pytest

from interpose.reading.review import agreement, krippendorff_alpha, same_proposals

_ = None
FOUR_CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
"""Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: nominal 0.743, ordinal 0.815."""

THREE_CODERS = (
    (_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3),
    (1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _),
    (_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4),
)
"""The example worked out step by step in descriptions of alpha: nominal 0.691."""


@pytest.mark.parametrize(
    ("coders", "scale", "published"),
    [(FOUR_CODERS, "nominal", 0.743), (FOUR_CODERS, "ordinal", 0.815), (THREE_CODERS, "nominal", 0.691)],
)
def test_alpha_is_that_of_published_examples(coders: tuple[tuple[int | None, ...], ...], scale: str, published: float) -> None:
    alpha = krippendorff_alpha(list(zip(*coders, strict=True)), scale)  # type: ignore[arg-type]
    assert alpha is not None
    assert round(alpha, 3) == published


def test_full_agreement_is_one_and_without_variation_there_is_nothing_to_measure() -> None:
    assert krippendorff_alpha([("a", "a"), ("b", "b")]) == 1
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a", None)]) is None


def row(decision: str, **fields: str) -> dict[str, str]:
    return {"decision": decision, **fields}


def test_fields_are_compared_where_both_accepted_and_those_that_differ_are_named() -> None:
    ada = {"N1": row("accept", state="FRA", modality="3"), "N2": row("accept", state="POL", modality="0"), "N3": row("refuse")}
    ben = {"N1": row("accept", state=" fra", modality="4"), "N2": row("accept", state="DEU", modality="0"), "N3": row("accept")}
    found = {each.field: each for each in agreement([ada, ben])}
    assert (found["decision"].units, found["decision"].differing) == (3, ("N3",))
    assert (found["state"].units, found["state"].differing) == (2, ("N2",))
    assert (found["modality"].scale, found["modality"].differing) == ("ordinal", ("N1",))
    assert found["role"].alpha is None


def test_what_a_coder_has_not_decided_is_missing_and_no_disagreement() -> None:
    found = agreement([{"N1": row("accept", state="FRA")}, {"N1": row("", state="POL")}])
    assert {each.units for each in found} == {0}


def test_proposals_of_several_coders_are_found_by_place_and_among_those_of_one_place_by_name_and_order() -> None:
    def at(name: str, start: str) -> dict[str, str]:
        return {"id": name, "start": start, "end": "9", "exact": "words"}

    ada = [at("N1", "0"), at("N2", "0"), at("N3", "0"), at("N4", "5")]
    ben = [at("N4", "7"), at("B1", "0"), at("N2", "0"), at("N1", "5")]
    first, second = same_proposals([ada, ben])
    assert list(first) == ["N1", "N2", "N3", "N4"]
    assert {name: row["id"] for name, row in second.items()} == {"N4-2": "N4", "N1": "B1", "N2": "N2", "N4": "N1"}
