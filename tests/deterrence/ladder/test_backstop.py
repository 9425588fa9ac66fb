"""How credible the backstop must be, in a game whose answer is known: the unilateral one."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.answer import follow_together
from interpose.deterrence.ladder.backstop import Backstop, backstop_question, least_backstop
from interpose.deterrence.ladder.tree import compile_game
from interpose.deterrence.settings import LadderSettings
from tests.builders.games import UNILATERAL, parsed

HARD = "backstop: types.defender.hard\nstart: opening"


def asked(escalation: Escalation) -> tuple[Backstop, ...]:
    at_mode = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    question = backstop_question(escalation, at_mode)
    assert question is not None
    (followed,) = follow_together(compile_game(escalation), escalation, [question], LadderSettings())
    return least_backstop(escalation, followed, at_mode)


def test_a_demand_is_unlikely_from_the_threshold_of_the_hard_challenger_on() -> None:
    text = UNILATERAL.replace("start: opening", HARD)
    text = text.replace("name: hard, probability: 0.3", "name: hard, probability: 0.9").replace(
        "soft, probability: 0.7", "soft, probability: 0.1"
    )
    (found,) = asked(parsed(text))
    assert (found.attack, found.belief, found.at_mode) == ("demand", "types.defender.hard", 0.2)
    # Nine in ten challengers are hard, and they are deterred from c1 = 4/7 on.
    assert found.least == pytest.approx(4 / 7, abs=0.05)


def test_a_demand_that_few_would_make_is_unlikely_whatever_is_believed() -> None:
    # Three in ten challengers are hard; of the soft ones one in seven demands: 0.3 + 0.7 / 7 is below one half.
    (found,) = asked(parsed(UNILATERAL.replace("start: opening", HARD)))
    assert found.least == 0


def test_where_no_belief_deters_none_is_named() -> None:
    # To the challenger a fight is worth more than peace, whoever it is.
    text = UNILATERAL.replace("start: opening", HARD)
    text = text.replace(
        "{player: challenger, type: hard, low: 0.3, mode: 0.3, high: 0.3}",
        "{player: challenger, type: hard, low: 0.9, mode: 0.9, high: 0.9}",
    )
    text = text.replace(
        "{player: challenger, type: soft, low: 0, mode: 0, high: 0}",
        "{player: challenger, type: soft, low: 0.9, mode: 0.9, high: 0.9}",
    )
    (found,) = asked(parsed(text))
    assert found.least is None


def test_the_other_kinds_share_what_the_backstop_leaves() -> None:
    escalation = parsed(UNILATERAL.replace("start: opening", HARD))
    question = backstop_question(escalation, {path: np.array([s.mode]) for path, s in number_paths(escalation).items()})
    assert question is not None
    total = question["types.defender.hard"] + question["types.defender.soft"]
    assert total == pytest.approx(np.ones(len(total)))
    assert (question["types.defender.hard"][0], question["types.defender.hard"][-1]) == (0, 1)


def test_a_game_that_names_no_backstop_is_not_asked() -> None:
    escalation = parsed()
    assert backstop_question(escalation, {path: np.array([s.mode]) for path, s in number_paths(escalation).items()}) is None
