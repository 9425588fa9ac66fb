"""Which inputs differ: fields with unit, basis and claims, rows that came and went, choices, shapes."""

from __future__ import annotations

from dataclasses import replace

from interpose.case import Case
from interpose.exploration.comparison.differences import differences


def changes(a: Case, b: Case) -> dict[str, tuple[str, object, object]]:
    return {each.change.input: (each.change.kind, each.change.a, each.change.b) for each in differences(a, b)}


def test_a_case_does_not_differ_from_itself(before: Case) -> None:
    assert differences(before, before) == ()


def test_each_change_is_found_where_it_stands_and_nothing_else(before: Case, after: Case) -> None:
    found = changes(before, after)
    assert found.pop("claims.csv#c4")[:2] == ("added", None)
    assert found.pop("hops.csv#c4/1")[:2] == ("added", None)
    assert found == {
        "scenario.yaml#options.zone_depth_km": ("changed", 10.0, 12.0),
        "pools.csv#FRA/infantry_battalion.units": ("changed", 9.0, 2.0),
        "pools.csv#GBR/mechanised_battalion.dwell_ratio": ("changed", 2.0, 4.0),
    }


def test_the_name_of_a_shared_ledger_is_told_only_where_the_claims_differ(before: Case) -> None:
    named = before.with_scenario(ledger="ukraine")
    assert changes(named, before) == {}
    other = replace(before, claims={})
    assert changes(named, other)["scenario.yaml#ledger"] == ("changed", "ukraine", None)


def test_what_came_in_one_direction_went_in_the_other(before: Case, after: Case) -> None:
    there, back = changes(before, after), changes(after, before)
    assert there.keys() == back.keys()
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == {name: (turned[kind], b, a) for name, (kind, a, b) in there.items()}


def test_a_changed_number_comes_with_its_unit_what_it_rests_on_and_the_claims_that_came_and_went(before: Case) -> None:
    pool = next(pool for pool in before.pools if pool.state == "FRA")
    (given,) = [row for row in before.pools if row is pool]
    changed = before.replace_rows(pools=[given.replace(units=4, basis="pledged", claims=("c3",))])
    found = {each.change.input.rpartition(".")[2]: each.change for each in differences(before, changed)}
    assert found.keys() == {"units", "basis", "claims"}
    units = found["units"]
    assert (units.a, units.b, units.unit, units.basis_a, units.basis_b) == (given.units, 4.0, "units", "assumed", "pledged")
    assert (units.claims_added, units.claims_removed) == (("c3",), ())


def test_a_row_that_came_says_what_it_gives_and_on_which_claims_it_rests(before: Case) -> None:
    pool = before.pools[0].replace(unit_type="engineer_battalion", units=3, claims=("c1",))
    (found,) = differences(before, before.replace_rows(pools=[pool]))
    assert (found.change.kind, found.change.b, found.change.unit) == ("added", 3.0, "units")
    assert found.change.claims_added == ("c1",)
    assert found.change.input == f"pools.csv#{pool.state}/engineer_battalion"


def test_a_choice_that_holds_others_is_compared_one_by_one(before: Case) -> None:
    changed = before.with_options(external_enablers={"USA": "none"}).with_scenario(mandate="observe")
    assert changes(before.with_options(external_enablers={"USA": "as_caveated"}), changed) == {
        "scenario.yaml#options.external_enablers.USA": ("changed", "as_caveated", "none"),
        "scenario.yaml#mandate": ("changed", "tripwire", "observe"),
    }
