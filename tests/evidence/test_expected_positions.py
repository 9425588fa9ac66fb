"""Positions as a knowledgeable reader expects them, and the claim that explains each difference."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from interpose.case import Case
from interpose.evidence import positions

EXPECTED = Path(__file__).parent / "expected"
NEWEST = dt.date(2026, 10, 10)
Key = tuple[dt.date, str, str]

EXPLAINED: dict[Key, str] = {
    # Trudeau was open; he left on 14 March 2025, and the next government spoke of troops in August only.
    (dt.date(2025, 4, 30), "CAN", "land"): "A010",
    # What is written as land, and as training in the country, is coded as training alone.
    (NEWEST, "NOR", "land"): "B006",
    # The words name no role, and say that land is not part of it for now.
    (NEWEST, "PRT", "land"): "P117",
    # Governments that changed in 2026, after which nobody has said anything on record.
    (NEWEST, "LVA", "land"): "P040",
    (NEWEST, "SVN", "land"): "A042",
    (NEWEST, "HUN", "land"): "B022",
    (NEWEST, "BGR", "sea"): "A039b",
}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((EXPECTED / name).read_text(encoding="utf-8").splitlines()))


def expected() -> Iterator[tuple[Key, set[int]]]:
    """Give the steps of both tables by date, state and role; what has no number has no step."""
    for row in rows("positions_expected.csv"):
        for day in (name for name in row if name.startswith("20") and row[name]):
            yield (dt.date.fromisoformat(day), row["state"], row["role"]), {int(step) for step in row[day].split(";")}
    for row in rows("positions_2026-10-10.csv"):
        told = re.match(r"(consent )?(\d)", row["land_step"])
        if told:
            yield (NEWEST, row["state"], "consent" if told[1] else "land"), {int(told[2])}
        for role, step in re.findall(r"\b(air|sea|training|monitor) (\d)\b", row["other_roles"]):
            yield (NEWEST, row["state"], role), {int(step)}


def test_positions_are_those_expected_or_a_claim_explains_the_difference(ukraine: Case) -> None:
    wanted = dict(expected())
    found: dict[Key, int | None] = {}
    for day in sorted({day for day, _, _ in wanted}):
        for what in ("contribute_force", "consent"):
            for position in positions(ukraine, day, predicate=what).positions:
                for part in position.roles:
                    found[day, position.state, "consent" if what == "consent" else part.role or ""] = part.modality
    assert {key for key, steps in wanted.items() if found.get(key) not in steps} == set(EXPLAINED)
    for (_, state, _), claim in EXPLAINED.items():
        assert ukraine.claims[claim].state == state


def test_the_tables_are_as_long_as_they_were_written() -> None:
    assert (len(rows("positions_expected.csv")), len(rows("positions_2026-10-10.csv"))) == (14, 40)


def test_a_position_at_the_newest_date_rests_on_a_claim_that_the_table_names(ukraine: Case) -> None:
    named = {row["state"]: row["basis"] for row in rows("positions_2026-10-10.csv")}
    for position in positions(ukraine, NEWEST).positions:
        claims = [claim for part in position.roles for claim in part.claims]
        assert any(claim in named[position.state] for claim in claims), (position.state, claims)
