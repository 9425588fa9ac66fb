"""Who leads a sector, told from where units stand."""

from __future__ import annotations

import numpy as np

from interpose.generation.model.posts import PostKind
from interpose.generation.sectors.deal import sector_plan
from tests.generation.builders import pool
from tests.generation.sectors.calendars import battalions, problem, tour


def test_who_stays_leads_and_not_who_only_passes() -> None:
    given = problem([pool("AAA", units=4), pool("BBB", units=4)], {"manoeuvre": (3,)})
    rotation = [tour("AAA", 1, 6), tour("AAA", 7, 12), tour("BBB", 4, 12, units=2)]

    found = sector_plan(given, rotation, battalions(AAA=(1,)))

    (lead,) = found.steady
    assert (lead.framework_nation, lead.nations) == ("AAA", ("AAA", "BBB"))


def test_partners_count_as_one_nation() -> None:
    pools = [pool(state, units=2) for state in ("AAA", "BBB", "CCC")]
    given = problem(pools, {"manoeuvre": (2,)}, most=1, partners={"north": ("AAA", "BBB")})
    rotation = [tour("AAA", 1, 6, units=2), tour("BBB", 7, 12, units=2)]

    found = sector_plan(given, rotation, battalions(north=(2,)))

    assert [(lead.framework_nation, lead.nations) for lead in found.steady] == [("north", ("north",))]
    assert not found.shortfall


def test_of_nations_that_keep_posts_the_one_with_a_headquarters_there_leads() -> None:
    pools = [pool(state, kind, 4) for state in ("AAA", "BBB") for kind in ("infantry_battalion", "brigade_headquarters")]
    given = problem(pools, {"manoeuvre": (2,), "headquarters": (1,)})
    rotation = [tour("AAA", 1, 12), tour("BBB", 1, 12), tour("BBB", 1, 12, "brigade_headquarters")]
    kept = battalions(AAA=(1,), BBB=(1,)) | {PostKind("BBB", (("headquarters", 1.0),)): np.array((1,))}

    (lead,) = sector_plan(given, rotation, kept).steady

    assert (lead.framework_nation, lead.nations) == ("BBB", ("BBB", "AAA"))


def test_a_nation_with_less_than_its_share_of_the_posts_does_not_lead() -> None:
    given = problem([pool("AAA", units=4), pool("BBB", units=4)], {"manoeuvre": (4,)}, share=0.333)
    rotation = [tour("AAA", 1, 12, units=3), tour("BBB", 1, 12)]

    (lead,) = sector_plan(given, rotation, battalions(AAA=(3,), BBB=(1,))).steady

    assert (lead.framework_nation, lead.nations) == ("AAA", ("AAA", "BBB"))


def test_a_sector_without_troops_has_no_lead() -> None:
    given = problem([pool("AAA", units=4)], {"manoeuvre": (1, 1)})

    found = sector_plan(given, [tour("AAA", 1, 12)], battalions(AAA=(1,)))

    assert [lead.framework_nation for lead in found.steady] == ["AAA"]
