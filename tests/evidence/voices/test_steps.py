"""Which view decides, day by day: the walk against the plain rule, looked up anew on each day."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.case.tables.evidence import Claim
from interpose.evidence.voices.standing import Ledger, contains, read_ledger
from interpose.evidence.voices.steps import by_precedence, office_of, own_claims, view_order, walk
from tests.evidence.builders import claim, ledger

RANK = {"government": 2, "minister": 1, "official": 1, "unnamed": 0}
VOICES = [("president", "government"), ("defence minister", "minister"), ("spokesman", "official"), (None, "unnamed")]


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    found = []
    for number in range(draw(st.integers(1, 9))):
        office, speaks = draw(st.sampled_from(VOICES))
        said = draw(st.integers(1, 20))
        until = draw(st.one_of(st.none(), st.integers(said, 25)))
        found.append(
            claim(
                f"C{number}",
                f"2024-11-{said:02}",
                draw(st.integers(0, 7)),
                office=office,
                actor=office or f"officials {draw(st.integers(1, 3))}",
                speaks_as=speaks,
                role=draw(st.sampled_from(["land", "sea", None])),
                valid_until=None if until is None else f"2024-11-{until:02}",
            )
        )
    return found


def looked_up(found: Ledger, own: list[Claim], role: str | None, day: int) -> tuple[str | None, bool]:
    """Decide as the rule says, from all claims that speak on the day."""
    speaking = [each for each in own if contains(found.speaks[each.id], day)]
    if not any(each.role == role for each in speaking):
        return None, False
    latest: dict[str, Claim] = {}
    for each in sorted(speaking, key=lambda each: view_order(found, each)):
        latest[office_of(found, each)] = each
    ranks = [RANK[found.voices[each.id]] for each in latest.values()]
    able = [each for each in latest.values() if RANK[found.voices[each.id]] >= max(ranks) - 1]
    chosen = max(able, key=lambda each: view_order(found, each))
    beside = [
        each for each in latest.values() if found.voices[each.id] != "unnamed" or found.order[each.id] >= found.order[chosen.id]
    ]
    return chosen.id, len({(each.modality or 0) >= 2 for each in (chosen, *beside)}) > 1


@given(made=claims())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_walk_says_on_each_day_what_the_rule_says(ukraine: Case, made: list[Claim]) -> None:
    case = ledger(ukraine, made)
    found = read_ledger(case)
    last = dt.date(2024, 11, 30).toordinal()
    for role, own in own_claims(found, case.claims.values(), "contribute_force").get("FRA", {}).items():
        steps, _ = walk(found, own, role, last)
        for day in range(dt.date(2024, 11, 1).toordinal(), last + 1):
            held = [step for step in steps if step.day <= day][-1:]
            told = (held[0].claim.id if held[0].claim else None, held[0].conflict) if held else (None, False)
            assert told == looked_up(found, own, role, day)


def test_land_heads_then_what_names_no_role_then_the_firmest() -> None:
    land, none, sea, air = (claim(name, "2024-11-01", firm) for name, firm in (("L", 0), ("N", 2), ("S", 3), ("A", 4)))
    assert by_precedence({"sea": sea, "air": air, "land": land}) == [land, air, sea]
    assert by_precedence({"sea": sea, None: none, "air": air}) == [none, air, sea]
    assert by_precedence({None: none, "land": land}) == [land]
