"""`interpose positions`: who says what, and how it moved."""

from __future__ import annotations

from tests.cli.running import answer


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
