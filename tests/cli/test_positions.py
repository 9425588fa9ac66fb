"""`interpose positions`: who says what, and how it moved."""

from __future__ import annotations

import pytest

from tests.cli.running import answer, interpose


def test_history_and_changes_have_their_keys() -> None:
    moved = answer("positions", "ukraine-2025", "--state", "GBR", "--history")
    assert moved["state"] == "GBR"
    assert {"date", "modality", "claim"} <= set(moved["history"][0])
    assert [each["modality"] for each in moved["history"]][-1] == 4
    since = answer("positions", "ukraine-2025", "--changes", "--since", "2025-03-01")
    assert {"since", "as_of", "changes"} <= set(since)
    assert {"state", "what", "before", "after", "claim"} <= set(since["changes"][0])
    ireland = next(each for each in since["changes"] if each["state"] == "IRL")
    assert (ireland["what"], ireland["before"], ireland["after"]["modality"]) == ("new", None, 2)


def test_positions_has_the_promised_keys() -> None:
    found = answer("positions", "ukraine-2024")
    assert found["as_of"] == "2024-12-15"
    assert {"state", "modality", "role", "claims", "conditions"} <= set(found["positions"][0])


def test_roles_and_ages_are_told_in_json_table_and_check() -> None:
    (sweden,) = answer("positions", "ukraine-2025", "--state", "SWE")["positions"]
    assert [(part["role"], part["modality"]) for part in sweden["roles"]] == [("land", 2), ("air", 3), ("sea", 3)]
    assert {"claim", "since", "age_days", "old", "lapsed", "said_last"} <= set(sweden["roles"][0])
    tracks = answer("positions", "ukraine-2025", "--state", "SWE", "--history")["roles"]
    assert {track["role"] for track in tracks} >= {"land", "air", "sea"}
    denmark = interpose("positions", "ukraine-2025", "--state", "DNK").stdout
    assert "296, old" in denmark
    assert "days old" in interpose("check", "ukraine-2025").stderr


def test_one_state_is_told_alone() -> None:
    found = answer("positions", "ukraine-2024", "--state", "FRA")
    assert [position["state"] for position in found["positions"]] == ["FRA"]


def test_positions_of_an_earlier_day_rest_on_what_had_been_said_by_then() -> None:
    found = answer("positions", "ukraine-2024", "--as-of", "2024-11-25", "--known-by", "2024-12-15")
    assert (found["as_of"], found["known_by"]) == ("2024-11-25", "2024-12-15")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--state", "FRN"], "state 'FRN' is not known"),
        (["--history"], "--history needs a state"),
        (["--changes"], "--changes needs a day"),
        (["--as-of", "2024-02-30"], "--as-of '2024-02-30' is no day"),
        (["--changes", "--since", "spring"], "--since 'spring' is no day"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: list[str], told: str) -> None:
    run = interpose("positions", "ukraine-2024", *arguments)
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stdout == ""


def test_who_is_unnamed_is_written_as_the_ledger_has_it() -> None:
    (british,) = answer("positions", "ukraine-2024", "--state", "GBR")["positions"]
    assert british["offices"][0]["office"] == "officials of the United Kingdom via Reporting of December 2024"
