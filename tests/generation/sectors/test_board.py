"""Where one unit more covers most, and where it may stand."""

from __future__ import annotations

from interpose.generation.sectors.deal import sector_plan
from tests.generation.builders import pool
from tests.generation.sectors.calendars import problem, tour


def test_other_units_go_where_most_is_short_and_follow_their_own_state() -> None:
    given = problem([pool("AAA", "medical_company", 4), pool("BBB", "medical_company", 4)], {"medical": (1, 1)})
    rotation = [tour(state, start, start + 5, "medical_company") for start in (1, 7) for state in ("BBB", "AAA")]

    found = sector_plan(given, rotation, {})

    assert not found.shortfall
    where = {(each.state, each.start_month): each.sector for each in found.tours}
    assert where["AAA", 1] == where["AAA", 7] != where["BBB", 1] == where["BBB", 7]
    assert all(not phase.leads for phase in found.phases)


def test_a_caveat_on_a_sector_keeps_a_unit_out_and_costs_what_it_would_have_covered() -> None:
    given = problem([pool("AAA", "medical_company", 2)], {"medical": (1,)}, states={"AAA": {"caveats": ["medical@s1"]}})

    found = sector_plan(given, [tour("AAA", 1, 6, "medical_company")], {})

    assert [each.sector for each in found.tours] == [""]
    assert found.loss == (("medical", 6.0),)


def test_without_kept_posts_headquarters_go_where_their_nation_has_battalions() -> None:
    pools = [pool(state, kind, 2) for state in ("AAA", "BBB") for kind in ("infantry_battalion", "brigade_headquarters")]
    given = problem(pools, {"manoeuvre": (1, 1), "headquarters": (1, 1)}, minimum_stay="tour")
    rotation = [tour(state, 1, 6, kind) for kind in ("brigade_headquarters", "infantry_battalion") for state in ("AAA", "BBB")]

    found = sector_plan(given, rotation, {})

    where = {(each.state, each.unit_type): each.sector for each in found.tours}
    assert all(where[state, "brigade_headquarters"] == where[state, "infantry_battalion"] for state in ("AAA", "BBB"))
    assert not found.loss
