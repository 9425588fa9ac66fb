"""The section "If the force is attacked" as a reader meets it: in words, with every threshold, nothing hidden."""

from __future__ import annotations

import re
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
    written = page.render(attacked=view, cite=cite, **_beside(view.found))
    known = {figure.name for figure in view.found.figures()}
    assert {name for name in cited if not name.endswith(".respect")} <= known
    return written


def test_all_three_thresholds_stand_with_their_ranges_and_the_distance_of_the_force(html: str) -> None:
    for symbol in ("c1:", "c2:", "d*:"):
        row = html[html.index(f">{symbol}") :].partition("</tr>")[0]
        assert len(re.findall(r"0\.\d\d", row)) >= 4, row


def test_every_equilibrium_at_the_modes_is_told_with_its_strategies(found: Deterrence, html: str) -> None:
    assert [each.name for each in found.unilateral.at_mode] == ["bluff", "steadfast_deterrence"]
    assert "2 side by side at the modes" in html
    assert html.count("Exists: ") == 2
    assert html.count("Does not exist") == 3


def test_no_move_is_told_by_its_short_word(html: str, view: DeterrenceView) -> None:
    text = re.sub(r"<[^>]+>", " ", html)
    for raw in ("limited_", "probe_", "major_", "stay_out", "types.backstop", "'probe'"):
        assert raw not in text
    assert "Russia probes below the threshold of attack" in text
    assert view.openings[0].name == "respects the force"


def test_the_three_channels_are_told_apart_with_their_mappings(view: DeterrenceView, html: str) -> None:
    assert [each.channel.id for each in view.channels] == ["local_balance", "tied_hands", "exposure", "external_support"]
    for each in view.channels:
        for group in each.groups:
            assert str(escape(group.words[:1].upper() + group.words[1:])) in html
    assert "−0.20 (−0.40 to 0)" in html


def test_each_prior_and_mapping_names_the_class_of_cases_that_it_comes_from(found: Deterrence, html: str) -> None:
    classes = [prior.reference_class for prior in found.assumptions.priors]
    classes += [effect.reference_class for channel in found.assumptions.channels for effect in channel.effects]
    assert len(found.assumptions.priors) == 5
    for each in classes:
        assert each
        assert str(escape(each[:1].upper() + each[1:])) in html
    assert "civil wars" in html
    assert "nuclear-armed permanent member" in html


def test_the_race_is_told_beyond_ninety_days_with_and_without_external_support(html: str) -> None:
    assert ">Day 180<" in html
    assert ">Day 365<" in html
    assert "Reserves there, without" in html
    assert "Then after" in html


def test_a_response_is_told_once_for_all_attacks_in_the_order_of_the_ladder(view: DeterrenceView) -> None:
    assert [each.row.response for each in view.responses] == ["absorb", "respond", "reinforce", "withdraw"]
    reinforce = {attack: likeliest for attack, _, likeliest in view.responses[2].likeliest}
    assert reinforce["probe"] is None
    assert reinforce["major"] is not None


def test_the_ladder_is_told_decision_by_decision_in_words(view: DeterrenceView) -> None:
    first = view.ladder[0].decisions[0]
    assert (first.player, first.after, first.reached) == ("Russia", "", True)
    after = [row.after for row in view.ladder[0].decisions]
    assert "Russia attacks in a limited way, Contributors reinforce" in after
    assert "could gain more than" in _words(view)


def _words(view: DeterrenceView) -> str:
    page = page_environment().get_template("sections/analysis/deterrence.html.j2")
    return page.render(attacked=view, cite=lambda _name, text: text, **_beside(view.found))


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
    assert (told.regions, told.thresholds, told.forces, told.responses, told.race_stems) == (None, (), (), (), ())
    text = _words(told)
    assert "Challenger demands" in text
    assert "reinforcement race" not in text
    assert "What would have to be believed" not in text
