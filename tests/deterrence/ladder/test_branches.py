"""Who decides after an attack."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from interpose.case.tables.escalation import Escalation
from interpose.deterrence import Deterrence
from interpose.deterrence.ladder.branches import branch_rows


def test_branches_name_who_decides_after_each_attack(found: Deterrence) -> None:
    assert [(row.after, row.response) for row in found.branches][:3] == [
        ("probe", "absorb"),
        ("probe", "respond"),
        ("probe", "withdraw"),
    ]
    assert {row.response for row in found.branches if row.after == "major"} == {"respond", "reinforce", "withdraw"}
    for attack in ("probe", "limited", "major"):
        likeliest = [row.likeliest for row in found.branches if row.after == attack]
        assert sum(each for each in likeliest if each is not None) == pytest.approx(1)


def test_without_authority_routes_are_not_decided(found: Deterrence) -> None:
    routes = [route for row in found.branches for route in row.routes]
    assert {route.outcome for route in routes} == {"not decided in this case"}


def test_how_routes_stand_and_whose_parliaments_come_first_is_told(escalation: Escalation) -> None:
    row = escalation.branches[1].model_copy(update={"routes": ("council",), "parliaments": True})
    game = escalation.model_copy(update={"branches": (row,)})
    decision = SimpleNamespace(outcome="blocked", blockers=("RUS",), open=())
    authority = SimpleNamespace(of=lambda route: decision if route == "council" else None)
    rows = branch_rows(game, {}, authority, ("DEU",))  # type: ignore[arg-type]
    assert rows
    for each in rows:
        assert (each.routes[0].outcome, each.routes[0].blockers, each.parliaments) == ("blocked", ("RUS",), ("DEU",))
        assert each.likeliest is None
