"""The arithmetic of reliefs: each quantity is found from the others, and what cannot be computed is refused."""

from __future__ import annotations

import pytest

from interpose.errors import UsageError
from interpose.rotation.arithmetic import rotation_arithmetic


@pytest.mark.parametrize("missing", ["pool", "force", "tour", "interval", "overlap"])
def test_each_quantity_is_found_back_from_the_others(missing: str) -> None:
    whole = {"pool": 57_500.0, "force": 10_000.0, "tour": 6.0, "interval": 24.0, "overlap": 1.15}
    found = rotation_arithmetic(**{name: None if name == missing else value for name, value in whole.items()})
    names = {"tour": "tour_months", "interval": "interval_months"}
    assert getattr(found, names.get(missing, missing)) == pytest.approx(whole[missing])
    assert found.found == missing


@pytest.mark.parametrize("missing", ["pool", "force", "tour", "months", "overlap"])
def test_each_quantity_is_found_back_without_reuse(missing: str) -> None:
    whole = {"pool": 281_600.0, "force": 64_000.0, "tour": 6.0, "months": 24.0, "overlap": 1.1}
    found = rotation_arithmetic(**{name: None if name == missing else value for name, value in whole.items()}, reuse=False)
    assert getattr(found, {"tour": "tour_months"}.get(missing, missing)) == pytest.approx(whole[missing])


@pytest.mark.parametrize(
    "given",
    [
        {"pool": 10},
        {"pool": 10, "force": 5, "tour": 6, "interval": 6},
        {"pool": 10, "tour": 0, "interval": 6},
        {"pool": -1, "tour": 6, "interval": 6},
        {"pool": 10, "tour": 6, "interval": 6, "dwell": 1},
        {"pool": 10, "force": 20, "tour": 6},
        {"pool": 10, "tour": 6, "interval": 6, "overlap": 0.5},
        {"force": 0, "pool": 10, "tour": 6},
        {"pool": 10, "tour": 6, "months": 24, "dwell": 2, "reuse": False},
        {"pool": float("nan"), "tour": 6, "interval": 6},
    ],
)
def test_what_cannot_be_computed_is_refused_with_a_remedy(given: dict[str, float]) -> None:
    with pytest.raises(UsageError) as refused:
        rotation_arithmetic(**given)
    assert refused.value.mend
