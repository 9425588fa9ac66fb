"""What is asked of a study: numbers that make sense together."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.errors import UsageError
from interpose.exploration import ExploreRequest
from interpose.exploration.request import ROWS


def test_without_being_told_otherwise_a_study_has_1024_futures_on_two_processes() -> None:
    request = ExploreRequest()
    assert (request.rows, ROWS, request.workers, request.thresholds) == (None, 1_024, 2, ("shortfall_share<=0.5",))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"rows": 0}, "a study of 0 futures is none"),
        ({"rows": 1_000_001}, "a study of 1,000,001 futures is none"),
        ({"plans": 1_025}, "--plans 1,025 asks for more futures than the study has"),
        ({"rows": 8, "plans": 9}, "--plans 9 asks for more futures than the study has"),
        ({"rows": 8, "options": -1}, "--options -1 asks for more futures"),
        ({"drivers": -1}, "from -1 points"),
        ({"screening": -1}, "on -1 trajectories"),
        ({"resume": True}, "no study to go on with"),
        ({"thresholds": ()}, "judges futures by a threshold"),
    ],
)
def test_what_makes_no_study_is_refused(asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ExploreRequest(**asked)  # type: ignore[arg-type]


def test_a_study_can_be_gone_on_with_in_its_folder(tmp_path: Path) -> None:
    assert ExploreRequest(out=tmp_path, resume=True, plans=2_000).out == tmp_path
