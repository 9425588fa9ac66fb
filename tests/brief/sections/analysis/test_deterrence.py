"""The section "If the force is attacked" as a reader meets it: in words, with every threshold, nothing hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from markupsafe import Markup, escape

from interpose.brief.charts.deterrence import deterrence_picture
from interpose.brief.charts.drawing import draw
from interpose.brief.page import page_environment
from interpose.brief.sections.analysis.deterrence import DeterrenceView, deterrence_view
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.arrivals import Reserve
from interpose.deterrence.race.forces import ForceFacts, Forces
from interpose.deterrence.settings import LadderSettings

FORCES = (
    ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.5, source="plan"),
    ForceFacts(name="denial", mandate="deter_by_denial", persons=100_000, forward_share=0.3, source="requirement"),
)

FEW = DeterrenceSettings(draws=1000, ladder_draws=30, ladder=LadderSettings(starts=0))


@pytest.fixture(scope="module")
def found() -> Deterrence:
    escalation = read_escalation(find_case("ukraine-2024") / "escalation.yaml")
    reserves = (Reserve(state="FRA", persons=20_000, notice_days=10), Reserve(state="GBR", persons=10_000, notice_days=30))
    forces = Forces(compared=FORCES, reserves=reserves, external_support=True, support="French support")
    return deter_force(escalation, forces, settings=FEW)


@pytest.fixture(scope="module")
def view(found: Deterrence) -> DeterrenceView:
    told = deterrence_view(found)
    assert told is not None
    return told


@pytest.fixture(scope="module")
def html(view: DeterrenceView) -> str:
    cited: list[str] = []

    def cite(name: str, text: object) -> Markup:
        cited.append(name)
        return Markup("{}").format(text)

    page = page_environment().get_template("sections/analysis/deterrence.html.j2")
    written = page.render(attacked=view, cite=cite, tables=(), **_beside(view.found))
    known = {figure.name for figure in view.found.figures()}
    assert {name for name in cited if not name.endswith(".respect")} <= known
    return written


def test_the_first_paragraph_and_the_picture_stand_open_and_all_else_is_folded(html: str) -> None:
    open_part = html[: html.index("<details")]
    assert "Four things decide, and size is one of them." in open_part
    assert open_part.count("<figure>") == 1
    assert "<table" not in open_part
    heads = re.findall(r'columnheader">([^<]+)', html)
    assert heads[:5] == ["Response", "Who decides", "Parliaments first", "By which route", "What follows"]
    assert "not odds of war" in open_part


def test_no_word_of_the_method_is_told(html: str) -> None:
    text = re.sub(r"<[^>]+>", " ", html)
    for word in (r"\bc1\b", r"\bc2\b", r"d\*", r"\bmodes?\b", "regret", r"\bdraws?\b", "λ"):
        assert not re.search(word, text), word


def test_what_changes_the_openings_is_told_by_circumstance(view: DeterrenceView, html: str) -> None:
    assert [row.words for row in view.circumstances] == [
        "As the case has it",
        "Probes may be absorbed",
        "Bound to answer probes in kind",
        "Punishment agreed beforehand",
        "Without French support",
        "denial, 100,000 persons",
    ]
    assert "Bound to answer probes in kind" in html
    assert view.backstop_forces == ("the plan", "denial")
    assert all(len(row.needed) == 2 for row in view.backstops)


def test_what_absorbing_costs_is_told_where_an_attack_may_be_made(view: DeterrenceView) -> None:
    firm = [row for row in view.learnt if row.belief == "Contributors would rather fight than give way"]
    assert len(firm) == len(view.learnt) == 3
    assert [row.value.mode for row in firm] == sorted((row.value.mode for row in firm), reverse=True)
    assert firm[1].after == "Russia probes below the threshold of attack, Contributors absorb"


def test_no_move_is_told_by_its_short_word(html: str) -> None:
    text = re.sub(r"<[^>]+>", " ", html)
    for raw in ("limited_", "probe_", "major_", "stay_out", "types.backstop", "'probe'"):
        assert raw not in text
    assert "Russia probes below the threshold of attack" in text


def test_channels_are_told_apart_with_their_mappings(view: DeterrenceView, html: str) -> None:
    assert [each.channel.id for each in view.channels] == [
        "local_balance",
        "air_defence",
        "surge",
        "tied_hands",
        "exposure",
        "monitoring",
        "answer_in_kind",
        "snap_back",
        "external_support",
    ]
    assert "times local balance" in html
    for each in view.channels:
        for group in each.groups:
            assert str(escape(group.words[:1].upper() + group.words[1:])) in html
    assert "−0.20 (−0.40 to 0)" in html


def test_each_prior_and_mapping_names_the_class_of_cases_that_it_comes_from(found: Deterrence, html: str) -> None:
    classes = [prior.reference_class for prior in found.assumptions.priors]
    classes += [effect.reference_class for channel in found.assumptions.channels for effect in channel.effects]
    assert len(found.assumptions.priors) == 4
    for each in classes:
        assert each
        assert str(escape(each[:1].upper() + each[1:])) in html
    assert "civil wars" in html
    assert "nuclear-armed permanent member" in html


def test_the_race_is_told_beyond_ninety_days_with_and_without_external_support(html: str) -> None:
    assert "Reserves by day 180" in html
    assert "Reserves by day 365" in html
    assert ">Without<" in html
    assert "Reserves come by distance and notice: the case has no network." in html


def test_a_race_that_support_does_not_change_is_told_once(found: Deterrence) -> None:
    same = replace(found.race[0], external_support=False)
    told = deterrence_view(replace(found, race=(found.race[0], same)))
    assert told is not None
    assert [row.words for row in told.races] == ["With or without"]


def test_a_response_is_told_once_for_all_attacks_in_the_order_of_the_ladder(view: DeterrenceView) -> None:
    assert [row.response for row in view.responses] == ["absorb", "respond", "reinforce", "withdraw"]


def test_the_ladder_is_told_decision_by_decision_in_words(view: DeterrenceView) -> None:
    first = view.ladder[0].decisions[0]
    assert (first.player, first.after, first.reached) == ("Russia", "", True)
    after = [row.after for row in view.ladder[0].decisions]
    assert "Russia attacks in a limited way, Contributors reinforce" in after
    assert "nobody would gain by another move" in _words(view)
    assert not any(row.player == "Chance" for each in view.ladder for row in each.decisions)


def _words(view: DeterrenceView) -> str:
    page = page_environment().get_template("sections/analysis/deterrence.html.j2")
    return page.render(attacked=view, tables=(), cite=lambda _name, text: text, **_beside(view.found))


def _beside(found: Deterrence) -> dict[str, object]:
    """What the page holds beside the section: authority, names of states, the pictures."""
    picture = deterrence_picture(found)
    return {
        "a": SimpleNamespace(authority=SimpleNamespace(of=lambda _route: None), deployment=None),
        "t": SimpleNamespace(states=lambda codes, _most: ", ".join(codes)),
        "gallery": {picture.id: draw(picture)} if picture else {},
    }


def test_a_game_without_a_force_a_race_or_the_one_step_game_is_told_without_them() -> None:
    game = read_escalation(shipped_games()["asymmetric-escalation"])
    told = deterrence_view(deter_force(game, Forces(), settings=FEW))
    assert told is not None
    assert (told.points, told.forces, told.responses, told.races, told.learnt) == ((), (), (), (), ())
    text = _words(told)
    assert "Challenger demands" in text
    assert "reinforcement race" not in text
    assert "<figure>" not in text
