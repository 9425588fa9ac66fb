"""How positions moved: the same on each day as the positions of that day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.evidence import changes, histories, history, positions
from tests.evidence.builders import claim, ledger, relation


def test_changes_name_what_became_firmer_and_what_is_new(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 2), claim("B", "2024-12-01", 4), claim("C", "2024-12-05", 0, state="POL")]
    found = changes(ledger(ukraine, claims), dt.date(2024, 11, 15), dt.date(2024, 12, 31))
    assert [(change.state, change.what) for change in found] == [("FRA", "firmer"), ("POL", "new")]


OFFICES = [("president", "government"), ("defence minister", "minister"), ("spokesman", "official"), (None, "unnamed")]


@st.composite
def ledgers(draw: st.DrawFn) -> list[tuple[list[object], list[tuple[str, str, str]]]]:
    count = draw(st.integers(1, 8))
    rows = [
        (
            f"C{number}",
            f"2024-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}",
            draw(st.integers(0, 7)),
            draw(st.sampled_from(OFFICES)),
            draw(st.sampled_from(["FRA", "DEU"])),
            draw(st.sampled_from(["land", "land", "sea", None])),
        )
        for number in range(count)
    ]
    pairs = draw(
        st.lists(
            st.tuples(
                st.integers(0, count - 1),
                st.sampled_from(["supersedes", "denies", "corrects", "restates", "narrows", "distorts"]),
                st.integers(0, count - 1),
            ),
            max_size=6,
        )
    )
    # Pointing to lower numbers only keeps them free of circles.
    return [(rows, [(f"C{one}", what, f"C{other}") for one, what, other in pairs if one > other])]  # type: ignore[list-item]


@given(made=ledgers())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_history_says_on_each_day_what_the_positions_of_that_day_say(ukraine: Case, made: list[tuple[list, list]]) -> None:
    rows, related = made[0]
    claims = [
        claim(name, said, firm, office=office, actor=office or f"officials {name}", speaks_as=speaks, state=state, role=role)
        for name, said, firm, (office, speaks), state, role in rows
    ]
    case = ledger(ukraine, claims, [relation(*each) for each in related])
    for found in histories(case, dt.date(2025, 1, 1)):
        for entry, following in zip(found.entries, [*found.entries[1:], None], strict=True):
            days = [entry.date] if following is None else [entry.date, following.date - dt.timedelta(days=1)]
            for day in days:
                position = positions(case, day).of(found.state)
                told = (None, False) if position is None else (position.claims[0], position.conflict)
                assert told == (entry.claim, entry.conflict)
                now = {each.role: [step for step in each.entries if step.date <= day] for each in found.roles}
                standing = {role: steps[-1].claim for role, steps in now.items() if steps and steps[-1].claim}
                if "land" in standing:
                    standing.pop(None, None)
                assert standing == ({} if position is None else {part.role: part.claim for part in position.roles})


@given(made=ledgers())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_the_rows_changes_nothing(ukraine: Case, made: list[tuple[list, list]]) -> None:
    rows, related = made[0]
    claims = [
        claim(name, said, firm, office=office, actor=office or f"officials {name}", speaks_as=speaks, state=state, role=role)
        for name, said, firm, (office, speaks), state, role in rows
    ]
    relations = [relation(*each) for each in related]
    one = positions(ledger(ukraine, claims, relations))
    other = positions(ledger(ukraine, claims[::-1], relations[::-1]))
    assert [(each.state, each.modality, each.conflict, each.grade) for each in one.positions] == [
        (each.state, each.modality, each.conflict, each.grade) for each in other.positions
    ]


@pytest.mark.parametrize("state", ["FRA", "XKX"])
def test_the_history_of_a_state_that_said_nothing_is_empty(ukraine: Case, state: str) -> None:
    assert history(ledger(ukraine, []), state).entries == ()
