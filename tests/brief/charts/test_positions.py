"""Who said what: a mark for each claim, its shape for the voice, hollow where it no longer stands."""

from __future__ import annotations

import dataclasses
from collections import Counter

from interpose.assessment import Assessment
from interpose.brief.charts.positions import position_picture
from interpose.brief.exports.blocks import FigureBlock
from interpose.brief.tables.ledger import known_claims, voice_of
from interpose.case.tables.evidence import Modality
from tests.brief.charts.reading import elements_of, marks_of, texts_of, words_of

SHAPES = {"own": "circle", "unnamed": "triangle", "other": "diamond"}


def test_each_voice_has_its_shape_and_each_claim_one_mark(assessed: Assessment) -> None:
    picture = position_picture(assessed)
    states = {position.state for position in assessed.positions.positions}
    shown = [
        claim
        for claim in known_claims(assessed)
        if claim.modality is not None and (claim.on_behalf_of or claim.state) in states
    ]
    voices = Counter(voice_of(assessed, claim) for claim in shown)
    for chart in (picture.wide, picture.narrow):
        assert {voice: len(marks_of(chart, shape)) for voice, shape in SHAPES.items()} == {
            voice: voices[voice] for voice in SHAPES
        }


def test_claims_that_would_cover_one_another_are_one_mark_with_their_number(assessed: Assessment) -> None:
    case, before = assessed.case, position_picture(assessed)
    french = next(claim for claim in case.claims.values() if claim.state == "FRA" and claim.modality is not None)
    more = {f"Z{number}": french.replace(id=f"Z{number}") for number in range(1, 10)}
    many = dataclasses.replace(assessed, case=dataclasses.replace(case, claims={**case.claims, **more}))
    after = position_picture(many)
    assert [text for text in texts_of(after.narrow, font_size=10.5) if text not in texts_of(before.narrow)] == ["10"]
    assert len(marks_of(after.narrow)) == len(marks_of(before.narrow))
    assert len(marks_of(after.wide)) == len(marks_of(before.wide)) + 9, "a wide page has room for each"


def test_sixty_states_stand_in_two_columns_and_are_read_on_paper(assessed: Assessment) -> None:
    case, row = assessed.case, assessed.positions.positions[0]
    claim = next(each for each in case.claims.values() if each.modality is not None)
    codes = [f"X{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(60)]
    states = {code: case.states["FRA"].replace(name=f"Land {code}") for code in codes}
    claims = {code: claim.replace(id=code, state=code, on_behalf_of=None) for code in codes}
    positions = dataclasses.replace(assessed.positions, positions=tuple(dataclasses.replace(row, state=code) for code in codes))
    many = dataclasses.replace(
        assessed, positions=positions, case=dataclasses.replace(case, claims=claims, states={**case.states, **states})
    )
    wide = position_picture(many).wide
    named = [word for word in words_of(wide) if word.text.startswith("Land")]
    assert {word.text for word in named} == {f"Land {code}" for code in codes}
    assert len({word.y for word in named}) == 30, "half of them in each column"
    block = FigureBlock(alternative="", svg="", width=wide.width, height=wide.height)
    points = 72 / 25.4 * 178 / wide.width * block.share
    assert 11.5 * points > 5, "points of the letters on paper"


def test_a_claim_that_no_longer_stands_is_hollow(assessed: Assessment) -> None:
    before = marks_of(position_picture(assessed).wide, fill="#ffffff")
    gone = next(claim for claim in assessed.quality.claim_ids if assessed.case.claims[claim].modality is not None)
    standing = tuple(claim for claim in assessed.quality.claim_ids if claim != gone)
    quality = dataclasses.replace(assessed.quality, claim_ids=standing)
    hollow = marks_of(position_picture(dataclasses.replace(assessed, quality=quality)).wide, fill="#ffffff")
    assert len(hollow) == len(before) + 1


def test_the_title_counts_those_who_refuse_in_words(assessed: Assessment) -> None:
    for refusals, words in ((0, "none refuses"), (1, "one refuses"), (2, "two refuse")):
        rows = tuple(
            dataclasses.replace(row, modality=Modality.EXCLUDED if place < refusals else Modality.OPEN)
            for place, row in enumerate(assessed.positions.positions)
        )
        changed = dataclasses.replace(assessed, positions=dataclasses.replace(assessed.positions, positions=rows))
        assert position_picture(changed).title.endswith(f"; {words}")


def test_a_position_that_rests_on_old_words_has_a_broken_frame_and_is_called_old(assessed: Assessment) -> None:
    first, *others = assessed.positions.positions
    aged = dataclasses.replace(assessed.positions, positions=(dataclasses.replace(first, old=True), *others))
    picture = position_picture(dataclasses.replace(assessed, positions=aged))
    for drawn, broken in ((picture, 1), (position_picture(assessed), 0)):
        frames = elements_of(drawn.wide, "rect")
        assert sum(frame.get("stroke-dasharray") == "4 3" and frame["fill"] == "#ffffff" for frame in frames) == broken
    assert picture.description.count(", old.") == 1


def test_what_states_said_hangs_on_no_option_of_who_counts(assessed: Assessment) -> None:
    strict = dataclasses.replace(assessed, case=assessed.case.with_options(least_modality=7))
    assert position_picture(strict).title == position_picture(assessed).title
    assert "11 are open or ready on conditions" in position_picture(assessed).title
