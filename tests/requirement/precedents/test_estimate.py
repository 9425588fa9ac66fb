"""What such missions had on a ground, and where a number falls among them."""

from __future__ import annotations

import pytest

from interpose.case.read.precedents import load_precedents
from interpose.requirement.precedents.estimate import PrecedentSizes, read_sizes


@pytest.fixture(scope="module")
def sizes() -> PrecedentSizes:
    return read_sizes(load_precedents())


def test_published_proposals_are_told_as_shares(sizes: PrecedentSizes) -> None:
    found = dict(sizes.estimate("interpose", 1057, alliance=True).at_least)
    for persons, share in ((10_000, 0.32), (15_000, 0.18), (25_000, 0.08), (50_000, 0.016), (100_000, 0.002)):
        assert found[persons] == pytest.approx(share, abs=0.006)


def test_the_place_of_the_rules_is_the_share_that_was_smaller(sizes: PrecedentSizes) -> None:
    found = sizes.estimate("interpose", 1057, alliance=True, rules=22_300)
    assert found.rules_exceed == pytest.approx(0.91, abs=0.01)
    assert (found.half.low, found.half.high) == (pytest.approx(3_400, rel=0.03), pytest.approx(12_000, rel=0.03))
    median = sizes.estimate("interpose", 1057, alliance=True, rules=found.persons.mode)
    assert median.rules_exceed == pytest.approx(0.5)


def test_ground_far_outside_the_precedents_is_told(sizes: PrecedentSizes) -> None:
    (remark,) = sizes.estimate("interpose", 1057, alliance=True).remarks
    assert "2 stood on three quarters of this ground or more" in remark
    assert "15,479 on 805 km" in remark
    assert "none stood" in sizes.estimate("interpose", 5_000, alliance=True).remarks[0]
    assert "on as little ground" in sizes.estimate("interpose", 2, alliance=True).remarks[0]
    assert sizes.estimate("interpose", 180, alliance=True).remarks == ()


def test_who_leads_counts_only_where_an_alliance_led_such_missions(sizes: PrecedentSizes) -> None:
    observing, led = (sizes.estimate("observe_line", 420, alliance=each) for each in (False, True))
    assert led == observing
    between, led = (sizes.estimate("interpose", 420, alliance=each) for each in (False, True))
    assert led.persons.mode > between.persons.mode


def test_a_class_without_missions_rests_on_what_is_common(sizes: PrecedentSizes) -> None:
    without = read_sizes([row for row in load_precedents() if row.mandate_class != "implement"])
    found = without.estimate("implement", 5e6, alliance=False)
    assert (found.missions, found.fitted) == (0, 86)
    assert found.persons.high / found.persons.low > 3 * (lambda each: each.high / each.low)(
        sizes.estimate("implement", 5e6, alliance=False).persons
    )
    assert "rests on what is common" in found.remarks[0]
