"""Inputs that can be said: counts of states, a mark for each word, numbers as they are; seeds of noise are none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from interpose.exploration.analysis.discovery.sayable import SayableInput, sayable_inputs
from tests.builders.small_chain import STATES, SmallChain

CHAIN = SmallChain()
VALUES = CHAIN.values(CHAIN.points(0, 200))


def by_id(large: tuple[str, ...] = ()) -> dict[str, SayableInput]:
    return {each.id: each for each in sayable_inputs(CHAIN.columns, VALUES, large)}


def test_states_are_counted_and_not_named() -> None:
    found = by_id()
    count = found["states_taking_part"]
    assert (count.kind, count.words) == ("count", "of 4 states take part")
    assert (count.numbers == VALUES[[f"will.{state}" for state in STATES]].sum(axis=1)).all()
    assert not any(name.startswith("will.") for name in found)
    assert count.claims == ("AAA-1", "BBB-1", "CCC-1", "DDD-1")


def test_only_large_states_are_counted_where_they_are_named() -> None:
    count = by_id(("will.AAA", "will.BBB", "will.CCC"))["states_taking_part"]
    assert count.words == "of 3 large states take part"
    assert count.numbers.max() == 3


def test_each_word_of_three_is_a_yes_or_no_and_of_two_one_is_enough() -> None:
    found = by_id()
    marks = [found[f"provider={word}"] for word in ("full", "none", "part")]
    assert (np.sum([each.numbers for each in marks], axis=0) == 1).all()
    assert {each.kind for each in marks} == {"yes or no"}
    two = VALUES.assign(provider=np.where(VALUES["line"] > 900, "full", "none"))
    assert [each.id for each in sayable_inputs(CHAIN.columns, two) if each.id.startswith("provider")] == ["provider=full"]


def test_numbers_keep_their_unit_and_what_is_common_is_a_rank() -> None:
    found = by_id()
    assert (found["line"].kind, found["line"].unit) == ("number", "km")
    assert (found["pools.common"].kind, found["pools.common"].unit) == ("rank", "rank")
    assert "pools.rows" not in found


def test_a_choice_of_numbers_stays_a_number() -> None:
    numbers = VALUES.assign(provider=np.where(VALUES["line"] > 900, "10", "20"))
    (found,) = [each for each in sayable_inputs(CHAIN.columns, numbers) if each.id == "provider"]
    assert set(found.numbers) == {10.0, 20.0}


def test_what_does_not_vary_is_no_input() -> None:
    assert "line" not in {each.id for each in sayable_inputs(CHAIN.columns, pd.DataFrame(VALUES).assign(line=7.0))}


def test_yes_and_no_as_words_are_the_same_as_true_and_false() -> None:
    words = VALUES.assign(**{name: np.where(VALUES[name], "yes", "no") for name in VALUES if name.startswith("will.")})
    (count,) = [each for each in sayable_inputs(CHAIN.columns, words) if each.kind == "count"]
    assert (count.numbers == by_id()["states_taking_part"].numbers).all()
    (one,) = [each for each in sayable_inputs(CHAIN.columns, words, ("will.BBB",)) if each.id == "will.BBB"]
    assert (one.kind, set(one.numbers)) == ("yes or no", {0.0, 1.0})
