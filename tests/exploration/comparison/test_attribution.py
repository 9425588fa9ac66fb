"""Which inputs moved a figure: Shapley's rule on worths that can be divided by hand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping

import pytest

from interpose.exploration.comparison.attribution import Attribution, attribute
from interpose.exploration.comparison.valuing import SlotWorth

Made = frozenset[int]


def divided(value: Callable[[Made], float], count: int, bound: Callable[[Made], float] | None = None) -> Attribution:
    def worth(made: Made) -> SlotWorth:
        return SlotWorth(value={"figure": value(made)}, bound={} if bound is None else {"figure": bound(made)})

    (found,) = attribute(worth, {f"group {place}": [f"input {place}"] for place in range(count)}, {"figure": "share"})
    return found


def shares(found: Attribution) -> Mapping[str, float]:
    return {each.group: each.share for each in found.groups}


def test_what_adds_up_is_divided_as_it_adds_up_alone_last_and_by_share() -> None:
    found = divided(lambda made: sum((0.5, -0.2, 0.1)[place] for place in made), 3)
    assert found.total == pytest.approx(0.4)
    assert [each.group for each in found.groups] == ["group 0", "group 1", "group 2"]
    for each, expected in zip(found.groups, (0.5, -0.2, 0.1), strict=True):
        assert [each.share, each.alone, each.last] == pytest.approx([expected] * 3)
        assert each.share_low == each.share == each.share_high


def test_what_needs_both_is_shared_by_both_and_a_dummy_gets_nothing() -> None:
    found = divided(lambda made: 1.0 if {0, 1} <= made else 0.0, 3)
    assert shares(found) == pytest.approx({"group 0": 0.5, "group 1": 0.5, "group 2": 0.0})
    assert [each.alone for each in found.groups] == [0, 0, 0]
    assert [each.last for each in found.groups] == [1, 1, 0]


def test_a_group_that_cannot_matter_gets_nothing_and_is_not_mixed() -> None:
    asked: list[Made] = []

    def worth(made: Made) -> SlotWorth:
        asked.append(made)
        return SlotWorth(value={"figure": float(0 in made)}, bound={})

    (found,) = attribute(worth, {"a": ["x"], "b": ["y"]}, {"figure": ""}, matters=lambda group: group == 0)
    assert {each.group: each.share for each in found.groups} == {"a": 1.0, "b": 0.0}
    assert set(asked) <= {frozenset(), frozenset({0}), frozenset({1}), frozenset({0, 1})}


@pytest.mark.parametrize("count", [4, 9])
def test_shares_sum_to_the_move_and_turn_their_sign_with_the_direction(count: int) -> None:
    weights = [math.sin(place + 1) for place in range(count)]

    def value(made: Made) -> float:
        pairs = itertools.combinations(sorted(made), 2)
        return sum(weights[place] for place in made) + 0.1 * sum(weights[a] * weights[b] for a, b in pairs)

    whole = frozenset(range(count))
    there, back = divided(value, count), divided(lambda made: value(whole - made), count)
    assert sum(shares(there).values()) == pytest.approx(there.total)
    assert there.total == pytest.approx(-back.total)
    assert shares(there) == pytest.approx({name: -share for name, share in shares(back).items()})
    assert there.method == ("shapley" if count <= 8 else "shapley over drawn orders")


def test_drawn_orders_come_near_the_exact_shares_and_their_interval_says_how_near() -> None:
    def value(made: Made) -> float:
        return float(len(made) ** 2)

    found = divided(value, 10)
    for each in found.groups:
        assert each.share_low <= each.share <= each.share_high
        assert each.share == pytest.approx(10.0, rel=0.5)
    assert any(each.share_low < each.share_high for each in found.groups)


def test_where_value_and_proved_end_move_apart_that_is_told() -> None:
    found = divided(lambda made: len(made) * 0.01, 2, lambda made: (0 in made) * 0.02 - (1 in made) * 0.01)
    assert {each.group: each.told_apart for each in found.groups} == {"group 0": True, "group 1": False}
    assert {each.group: each.share_bound for each in found.groups} == pytest.approx({"group 0": 0.02, "group 1": -0.01})
