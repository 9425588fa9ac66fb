"""Deterrence in sentences: what decides, ties, and what was not counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.brief.text.deterrence import answers, lead, likeliest_attack, points, remarks
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation, Spread
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.arrivals import Reserve
from interpose.deterrence.race.forces import ForceFacts, Forces
from interpose.deterrence.settings import LadderSettings

FEW = DeterrenceSettings(draws=50, ladder_draws=5, race_draws=200, ladder=LadderSettings(starts=0, held=0))
FORCE = ForceFacts(name="the plan", mandate="interpose", persons=18_000, forward_share=0.5, source="plan")
LARGE = ForceFacts(name="Deter by denial", mandate="deter_by_denial", persons=128_000, forward_share=0.3, source="requirement")
RESERVES = (Reserve(state="FRA", persons=20_000, notice_days=10),)


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


@pytest.fixture(scope="module")
def found(escalation: Escalation) -> Deterrence:
    forces = Forces(compared=(FORCE, LARGE), reserves=RESERVES, support="French support", external_support=True)
    return deter_force(escalation, forces, settings=FEW)


def test_questions_come_in_the_order_in_which_they_decide(found: Deterrence) -> None:
    assert [question for question, _ in points(found)] == [
        "Are probes answered?",
        "Can the line hold before help comes?",
        "Is it believed that the United States as backstop joins when asked?",
        "Is the line watched?",
    ]
    assert lead(found) == "Four things decide, and size is one of them. "


def test_each_number_of_the_answers_is_a_figure_of_the_result(found: Deterrence) -> None:
    values = {figure.name: figure.value for figure in found.figures()}
    cited = dict(piece for _, pieces in points(found) for piece in pieces if not isinstance(piece, str))
    assert set(cited) <= set(values)
    for name, text in cited.items():
        if "%" in text:
            assert f"{values[name]:.0%}" in text.replace("below ", ""), name


def test_probes_the_line_and_the_race_are_told_with_their_numbers(found: Deterrence) -> None:
    probes, line, *_ = answers(found)
    shares = {row.id: row.shares for row in found.openings}
    assert f"{shares['absorbed']['probe']:.0%} of the assumptions" in probes
    assert f"it is respected in {shares['answered']['respect']:.0%}" in probes
    assert "the planned 18,000 with the host’s own army" in line
    assert "128,000 (Deter by denial)" in line
    assert f"after {found.race[0].first_arrival.mode:.0f} days" in line


@pytest.mark.parametrize(
    ("own", "other", "words"),
    [
        (0.2, 0.0, "Below 20% the likeliest opening against this force is that Russia attacks in force"),
        (0.2, 0.0, "if met in full, that is unlikely whatever is believed"),
        (0.2, 0.1, "if met in full, below 10%"),
        (0.2, None, "if met in full, whatever is believed"),
        (0.0, 0.0, "It decides no opening here."),
    ],
)
def test_the_backstop_is_told_in_words(found: Deterrence, own: float, other: float | None, words: str) -> None:
    least = {"the plan": own, "Deter by denial": other}
    rows = tuple(replace(row, least=least[row.force] if row.attack == "major" else 0.0) for row in found.backstops)
    changed = replace(found, backstops=rows)
    assert any(words in sentence for sentence in answers(changed))
    attack = likeliest_attack(changed)
    assert (attack.attack if attack else None) == ("major" if own else None)


def test_no_word_of_the_method_is_told_to_an_adviser(found: Deterrence) -> None:
    text = " ".join((*answers(found), *remarks(found))).lower()
    for word in (" c1", "c2", "d*", "mode ", "modes", "regret", "draw", "λ"):
        assert word not in text, word


def test_shares_are_never_called_probabilities_of_events(found: Deterrence) -> None:
    assert remarks(found)[0] == "Shares are shares of the stated ranges, not probabilities of events."


def test_a_belief_on_a_threshold_is_told(escalation: Escalation) -> None:
    assert escalation.unilateral is not None
    # c1 = (1 − 0.6) / (1 − 0.4) = 2/3 without a force.
    game = escalation.unilateral.model_copy(update={"p_defender": Spread(low=0.1, mode=2 / 3, high=0.9)})
    tied = deter_force(escalation.model_copy(update={"unilateral": game}), Forces(), settings=FEW)
    assert any(remark.startswith("Tie: beliefs of the one-step game lie on a threshold") for remark in remarks(tied))


def test_who_is_indifferent_in_the_tree_is_counted_in_one_sentence(found: Deterrence) -> None:
    first = found.ladder.at_mode[0]
    tied = replace(first, ties=(("opening", "hard"), ("opening", "soft"), ("after_probe", "firm")))
    text = next(
        each for each in remarks(replace(found, ladder=replace(found.ladder, at_mode=(tied,)))) if "worth the same" in each
    )
    assert text.startswith("In the tree two moves are worth the same at 3 decisions (Russia 2, Contributors 1):")


def test_cases_that_were_not_counted_and_mixtures_that_were_not_looked_for_are_told(found: Deterrence) -> None:
    assert found.unilateral is not None
    less = replace(found, ladder=replace(found.ladder, converged=0.75), unilateral=replace(found.unilateral, dropped=0.125))
    text = " ".join(remarks(less))
    assert "25% of the cases that were tried were not solved" in text
    assert "12.5% of the cases broke an ordering" in text
    assert "were not solved" not in " ".join(remarks(found))
    assert "make each other indifferent were not looked for" in text
    looked = replace(found, ladder=replace(found.ladder, mixtures_looked_for=True))
    assert "not looked for" not in " ".join(remarks(looked))


def test_a_tree_that_was_not_solved_is_told_without_numbers(found: Deterrence) -> None:
    unsolved = replace(found, ladder=replace(found.ladder, at_mode=()))
    assert "The tree was not solved at the most likely values: nothing converged, so there are no numbers." in remarks(unsolved)


def test_a_game_without_a_force_decides_nothing() -> None:
    game = read_escalation(shipped_games()["asymmetric-escalation"])
    bare = deter_force(game, Forces(), settings=FEW)
    assert (answers(bare), lead(bare)) == ((), "")
