"""Lines that are sized without a case, against published proposals."""

from __future__ import annotations

import pytest

from interpose.case import Range
from interpose.case.read.missions import planning_reference, rules_of_missions
from interpose.errors import UsageError
from interpose.requirement.bare import measures_of_line, size_line


def test_a_longer_line_never_needs_fewer() -> None:
    reference = planning_reference()
    for mandate in sorted(reference.mandates):
        sizes = [
            size_line(reference, mandate, measures_of_line(reference, Range.exactly(km)))[1].mode for km in range(20, 1500, 60)
        ]
        assert sizes == sorted(sizes), mandate


@pytest.mark.parametrize("line_km", [1_000, 1_250])
@pytest.mark.parametrize(
    ("mandate", "published", "held"),
    [
        ("observe_posts", 6_000, True),  # CSIS 2025: monitoring only
        ("observe_posts", 5_000, True),  # GCSP 2025: civilian and police monitors
        ("interpose", 15_000, True),  # GCSP 2025: one international force, or 5,000 with 10,000
        ("reassure", 10_000, True),  # IISS 2025: small
        ("reassure", 25_000, True),  # IISS 2025: medium; CSIS 2025: five brigades
        ("deter_by_denial", 100_000, True),  # IISS 2025: large; CSIS 2025: defence in depth begins here
        ("interpose", 100_000, False),  # Rasmussen, Dannatt, Hodges 2025: they mean a force that fights
    ],
)
def test_published_proposals_lie_in_the_range_or_the_docs_say_why_not(
    mandate: str, published: int, line_km: int, held: bool
) -> None:
    reference = planning_reference()
    _, personnel = size_line(reference, mandate, measures_of_line(reference, Range.exactly(line_km)))
    assert (personnel.low <= published <= personnel.high) is held


def test_the_upper_bound_of_denial_is_the_french_frontage_for_the_battalions_on_the_line() -> None:
    # 6,000 for 20 km with three battalions: 0.15 battalions on a km; 1,000 km take 150 battalions and 300,000 persons.
    reference = planning_reference()
    lines, personnel = size_line(reference, "deter_by_denial", measures_of_line(reference, Range.exactly(1_000)))
    assert lines[0].quantity.high == 150
    assert personnel.high == pytest.approx(300_000, rel=0.25)


def test_length_alone_gives_at_least_one_sector_hub_and_axis_and_no_distance_of_supply() -> None:
    measures = measures_of_line(planning_reference(), Range.exactly(1))
    assert (measures.sectors, measures.hubs, measures.axes.low, measures.supply_km) == (1, 1, 1, None)


def test_an_unknown_mandate_is_refused_with_a_suggestion() -> None:
    reference = planning_reference()
    with pytest.raises(UsageError, match="did you mean 'observe'"):
        size_line(reference, "observ", measures_of_line(reference, Range.exactly(100)))


@pytest.mark.parametrize(("km", "had"), [(180, 860), (80, 1_300), (200, 1_187), (1_033, 4_200)])
def test_quiet_buffer_forces_on_record_lie_inside_the_range_of_a_quiet_line(km: float, had: int) -> None:
    shipped = planning_reference()
    _, quiet = size_line(shipped, "interpose", measures_of_line(shipped, Range.exactly(km), quiet=True))
    _, loud = size_line(shipped, "interpose", measures_of_line(shipped, Range.exactly(km)))
    assert quiet.low <= had <= quiet.high
    assert had < loud.low


def test_twenty_for_a_thousand_is_an_upper_bound_above_two_million_people() -> None:
    shipped = rules_of_missions()
    found = {
        people: size_line(shipped, "secure_population", measures_of_line(shipped, Range.exactly(1), population=people))[1]
        for people in (1_900_000, 2_100_000)
    }
    # 0.0286 battalions of 700 for 1,000 people are 20 persons, 0.0057 are 4; whole battalions.
    assert found[1_900_000].mode == pytest.approx(20 * 1_900, rel=0.02)
    assert found[2_100_000].mode == pytest.approx(4 * 2_100, rel=0.02)
    assert found[2_100_000].high == pytest.approx(20 * 2_100, rel=0.02)


def test_unarmed_patrols_need_as_many_as_they_had() -> None:
    shipped = planning_reference()
    for km, had in ((420, 800), (430, 352), (1_400, 400), (122, 158)):
        _, persons = size_line(shipped, "observe", measures_of_line(shipped, Range.exactly(km)))
        assert persons.low <= had <= persons.high
