"""A case with some inputs of another."""

from __future__ import annotations

from interpose.case import Case
from interpose.evidence import positions
from interpose.exploration.comparison.differences import Difference, differences
from interpose.exploration.comparison.mixing import mixed_case


def split(a: Case, b: Case, *made: str) -> tuple[list[Difference], list[Difference]]:
    found = differences(a, b)
    return [each for each in found if each.change.group in made], [each for each in found if each.change.group not in made]


def inputs(a: Case, b: Case) -> set[str]:
    return {each.change.input for each in differences(a, b)}


def test_with_nothing_made_it_is_the_first_case_and_with_everything_the_second(before: Case, after: Case) -> None:
    found = list(differences(before, after))
    assert mixed_case(before, after, [], found) is before
    assert mixed_case(before, after, found, []) is after


def test_a_mix_differs_from_the_first_by_what_was_made_and_from_the_second_by_the_rest(before: Case, after: Case) -> None:
    made, others = split(before, after, "units of France", "line and belts")
    mixed = mixed_case(before, after, made, others)
    assert inputs(before, mixed) == {each.change.input for each in made}
    assert inputs(mixed, after) == {each.change.input for each in others}


def test_mixed_from_the_other_side_it_is_the_same_case(before: Case, after: Case) -> None:
    made, others = split(before, after, "statements of Germany", "notice, tours and dwell")
    there = mixed_case(before, after, made, others)
    back = mixed_case(after, before, *split(after, before, "units of France", "line and belts"))
    assert there.digest != before.digest
    assert (there.claims, there.hops, set(there.pools), there.scenario) == (
        back.claims,
        back.hops,
        set(back.pools),
        back.scenario,
    )


def test_statements_that_a_mix_does_not_hold_leave_no_loose_ends(before: Case, after: Case) -> None:
    made, others = split(after, before, "statements of Germany")
    mixed = mixed_case(after, before, made, others)
    assert "c4" not in mixed.claims
    assert "c4" not in mixed.hops
    assert positions(mixed).of("DEU") == positions(before).of("DEU")


def test_a_choice_among_several_of_one_option_is_made_alone(before: Case) -> None:
    a = before.with_options(external_enablers={"USA": "none", "FRA": "none"})
    b = before.with_options(external_enablers={"USA": "as_caveated", "GBR": "none"})
    found = list(differences(a, b))
    made = [each for each in found if each.change.input.endswith(("USA", "FRA"))]
    mixed = mixed_case(a, b, made, [each for each in found if each not in made])
    assert mixed.scenario.options.external_enablers == {"USA": "as_caveated"}
