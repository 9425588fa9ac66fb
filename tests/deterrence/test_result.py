"""The result for programs: the keys that they may count on."""

from __future__ import annotations

import json
from dataclasses import asdict

from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.forces import ForceFacts, Forces


def test_the_record_has_the_promised_keys(found: Deterrence) -> None:
    record = json.loads(json.dumps(asdict(found.record()), allow_nan=False))
    assert {"thresholds", "equilibria", "at_mode", "branches", "race"} <= set(record)
    assert set(record["thresholds"]) == {"c1", "c2", "d"}
    assert {"name", "share"} == set(record["equilibria"][0])
    assert {"name", "strategies", "max_regret", "ranges"} == set(record["at_mode"][0])
    assert record["branches"][0]["after"] == found.branches[0].after
    assert record["race"][0]["arrived"][0]["day"] == found.race[0].arrived[0].day


def test_no_part_is_lost_in_the_record(found: Deterrence) -> None:
    record = found.record()
    for part in (found.reference, found.unilateral, found.assumptions):
        assert part is not None
        for name, value in vars(part).items():
            assert getattr(record, name) == value, name
    assert (record.backstop, record.variants, record.ladder) == (found.backstops, found.variants, found.ladder)


def test_a_game_without_the_unilateral_one_leaves_its_keys_empty() -> None:
    force = ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.5, source="plan")
    tree = read_escalation(shipped_games()["asymmetric-escalation"])
    answer = deter_force(tree, Forces(compared=(force,)), settings=DeterrenceSettings(draws=50, ladder_draws=20))
    assert (answer.unilateral, answer.race, answer.branches, answer.backstops) == (None, (), (), ())
    record = answer.record()
    assert (record.thresholds, record.equilibria, record.race, record.dropped) == ({}, (), (), 0)
