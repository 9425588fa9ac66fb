"""Decisions of routes in words: what a reader is told of changes, probabilities and who waits for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.authority import Coalition, RouteDecision
from interpose.authority.decision import Chances, Gate, RouteProbability, Vote, VoteChange
from interpose.authority.result import CoalitionMember
from interpose.brief.text.authority import (
    blocking_in_words,
    blocking_today,
    changes_in_words,
    firmness_in_words,
    is_not_known,
    probability_in_words,
    standing_in_words,
    states_in_words,
    tipping_in_words,
)
from interpose.case.quantities import Range

NOTHING = Chances(0.0, 0.0, 0.0)
SILENT = Vote(
    state="AUT",
    vote="open",
    modality=None,
    claims=(),
    reason="",
    assumption="",
    chances=NOTHING,
    least=NOTHING,
    most=NOTHING,
)
BLOCKED = RouteDecision(
    id="nato",
    name="NATO",
    rule="consensus",
    status="law",
    effect="-",
    article="-",
    outcome="blocked",
    why="-",
    blockers=("HUN",),
    open=(),
    pivotal=(),
    votes=(),
    clauses=(),
    gates=(),
    smallest_changes=(),
    blocking_changes=(),
    passes_in_silence=False,
    changes_complete=True,
    probability=RouteProbability(independent=0.123, common_factor=0.2, low=0.0, high=0.55, correlation=(0.1, 0.4, 0.7)),
    reported=(),
)
COALITION = Coalition(
    route="coalition_of_the_willing",
    least=("GBR",),
    greatest=("FRA", "GBR", "POL"),
    coordination=("FRA", "POL"),
    tipping=(),
    largest_steps=(("FRA", ("POL",)),),
    personnel_least=Range.exactly(0.0),
    personnel_greatest=Range.exactly(0.0),
    members=(),
    pools=(),
)


def _one_of(vote: str, *states: str) -> tuple[tuple[VoteChange, ...], ...]:
    return tuple((VoteChange(state, vote),) for state in states)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ((), "no change of votes is enough"),
        (_one_of("abstain", "HUN"), "HUN abstains or stays silent"),
        (_one_of("yes", "AUT", "BEL"), "AUT or BEL votes for"),
        (_one_of("yes", "AUT", "BEL", "BGR", "CYP", "DEU", "DNK"), "AUT, BEL, BGR or CYP votes for, or any of 2 others"),
        (((VoteChange("AUT", "yes"), VoteChange("HUN", "abstain")),), "HUN abstains or stays silent and AUT votes for"),
        (
            (tuple(VoteChange(state, "yes") for state in ("AUT", "BEL", "BGR", "CYP", "DEU", "DNK")),),
            "AUT, BEL, BGR, CYP, DEU and 1 more vote for",
        ),
    ],
)
def test_the_smallest_change_is_told_with_those_who_block_first(changes: tuple[tuple[VoteChange, ...], ...], told: str) -> None:
    assert changes_in_words(replace(BLOCKED, smallest_changes=changes)) == told


def test_that_there_are_more_sets_than_are_listed_is_told() -> None:
    pairs = tuple((VoteChange("AUT", "yes"), VoteChange(state, "yes")) for state in ("BEL", "BGR", "CYP"))
    complete = replace(BLOCKED, smallest_changes=pairs)
    assert changes_in_words(complete) == "AUT votes for and BEL votes for, or one of 2 other sets of 2"
    assert changes_in_words(replace(complete, changes_complete=False)).endswith("or one of at least 2 other sets of 2")


def test_where_nothing_needs_to_change_that_is_told() -> None:
    silent = replace(BLOCKED, outcome="open", passes_in_silence=True, vetoes=("HUN",), blocking_changes=_one_of("no", "HUN"))
    assert changes_in_words(replace(BLOCKED, outcome="passes")) == "nothing: it passes"
    assert changes_in_words(silent) == "no vote need change; see what is lacking"
    assert changes_in_words(replace(silent, votes=(SILENT,))) == "no vote need change, if those who are open stay silent"
    assert blocking_in_words(silent, {"HUN": "Hungary"}) == "Hungary votes against"
    assert blocking_in_words(BLOCKED) == ""


def test_a_probability_is_told_with_its_range() -> None:
    assert probability_in_words(BLOCKED) == "not known (0.00 to 0.55)"
    assert probability_in_words(replace(BLOCKED, probability=None)) == "not computed"
    assert probability_in_words(replace(BLOCKED, rule="opt_in")).startswith("not told: that so many join")


def test_who_would_solve_the_coordination_problem_is_told() -> None:
    names = {"FRA": "France", "POL": "Poland"}
    assert tipping_in_words(COALITION, names).endswith("the largest steps: France brings Poland.")
    tipped = replace(COALITION, tipping=("FRA",), largest_steps=())
    assert tipping_in_words(tipped, names).endswith("tips the least into the greatest: France.")
    assert "no coordination problem" in tipping_in_words(replace(COALITION, coordination=()))


def test_members_are_told_apart_by_firmness_and_who_is_only_open_is_called_that() -> None:
    steps = {"FRA": 4, "GBR": 5, "POL": 3, "SWE": 2, "AUT": None, "ESP": 4}
    members = tuple(
        CoalitionMember(
            state=state,
            modality=modality,
            role="land",
            in_least=False,
            in_greatest=state != "ESP",
            needs=(),
            unmet=(),
            unread=(),
            claims=(),
        )
        for state, modality in steps.items()
    )
    assert firmness_in_words(replace(COALITION, members=members)) == (
        "By firmness, in whatever role: 2 pledged or decided, 1 ready on conditions, 1 only open, "
        "1 counted by choice of the case."
    )
    assert firmness_in_words(COALITION) == ""


def test_long_lists_of_states_are_cut() -> None:
    assert states_in_words(["AUT", "BEL"], names={"AUT": "Austria"}) == "Austria, BEL"
    assert states_in_words(["AUT", "BEL", "BGR"], most=2) == "AUT, BEL and 1 more"
    assert states_in_words([]) == ""


def test_lines_say_what_can_stand_what_hangs_on_silence_and_what_is_closed() -> None:
    open_vote = replace(SILENT, state="HUN", chances=Chances(0.3, 0.0, 0.2))
    routes = (
        replace(BLOCKED, name="Coalition", outcome="passes", blockers=()),
        replace(
            BLOCKED,
            name="Union",
            outcome="open",
            blockers=(),
            votes=(SILENT, open_vote),
            vetoes=("AUT", "HUN"),
            passes_in_silence=True,
        ),
        replace(BLOCKED, name="Council", blockers=("RUS",)),
        replace(
            BLOCKED,
            name="Assembly",
            outcome="open",
            blockers=(),
            votes=(SILENT,),
            passes_in_silence=True,
            gates=(Gate(id="call", status="open", why="", binding=True),),
        ),
        replace(BLOCKED, name="Reform", status="reform", blockers=()),
    )
    assert standing_in_words(routes, {"RUS": "Russia"}) == (
        "Can stand: Coalition.",
        "Open on one capital's silence: Union (HUN).",
        "Closed, by whom: Council (Russia).",
        "Open on votes, or on a condition beside the vote: Assembly (a call to meet).",
    )
    assert standing_in_words(()) == ()


def test_a_council_hangs_on_the_veto_that_stands_out_and_on_votes_for() -> None:
    council = replace(BLOCKED, name="Council", outcome="open", blockers=(), vetoes=("AUT", "BEL", "HUN"))
    silent = [replace(SILENT, state=state) for state in ("AUT", "BEL", "HUN")]
    likelier = replace(silent[2], chances=Chances(0.4, 0.0, 0.25))
    hangs = replace(council, votes=(*silent[:2], likelier))
    assert standing_in_words([hangs]) == ("Open on one capital's silence: Council (HUN, and votes for it).",)
    alike = replace(council, votes=tuple(silent))
    assert standing_in_words([alike]) == ("Open on votes, or on a condition beside the vote: Council (votes).",)
    assert "any of 3 capitals" in standing_in_words([replace(alike, passes_in_silence=True)])[0]


def test_blocks_is_never_said_of_a_state_without_a_veto() -> None:
    assert blocking_today(BLOCKED, {"HUN": "Hungary"}) == "Hungary"
    lacking = replace(BLOCKED, blockers=(), withheld=("AUT", "BEL"))
    assert blocking_today(lacking) == "nobody; votes are lacking of AUT, BEL"
    assert blocking_today(replace(lacking, withheld=())) == "nobody; votes are lacking"
    assert blocking_today(replace(lacking, outcome="open", open=("AUT",))) == "nobody; open on AUT"
    assert blocking_today(replace(lacking, outcome="passes")) == "nobody"


def test_a_range_wider_than_half_the_scale_is_not_known_and_says_who_is_silent() -> None:
    def with_range(low: float, high: float) -> RouteDecision:
        chance = RouteProbability(independent=high, common_factor=high, low=low, high=high, correlation=Range(0.0, 0.2, 0.4))
        return replace(BLOCKED, probability=chance, votes=(SILENT, replace(SILENT, state="BEL", vote="yes")))

    assert is_not_known(with_range(0.1, 0.7))
    assert probability_in_words(with_range(0.1, 0.7)) == "not known (0.10 to 0.70; 1 of 2 silent)"
    assert not is_not_known(with_range(0.2, 0.7))
    assert probability_in_words(with_range(0.2, 0.7)) == "0.70 / 0.70 (0.20 to 0.70)"
    assert is_not_known(replace(BLOCKED, probability=None))


def test_nobody_is_said_to_block_where_nobody_has_a_veto() -> None:
    turns = replace(BLOCKED, passes_in_silence=True, blocking_changes=((VoteChange("DEU", "no"),), (VoteChange("ITA", "no"),)))
    assert blocking_in_words(turns) == "the count so far turns if DEU or ITA votes against; nobody has a veto"
    assert "veto" not in blocking_in_words(replace(turns, vetoes=("DEU", "ITA")))
