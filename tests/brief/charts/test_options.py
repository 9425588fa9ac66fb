"""Options as ranges with marks: one long range goes on as an arrow."""

from __future__ import annotations

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.options import option_picture
from tests.brief.charts.specs import rows_of


def test_every_mandate_has_its_range_and_its_most_likely_size(assessed: Assessment) -> None:
    picture = option_picture(assessed)
    bars = rows_of(picture.wide, "rect")
    needs = sorted(assessed.requirement.mandates, key=lambda need: (need.personnel.mode, need.id))
    assert [bar["x"] for bar in bars] == pytest.approx([need.personnel.low for need in needs])
    assert [bar["mode"] for bar in bars] == pytest.approx([need.personnel.mode for need in needs])
    longer = [need for need, bar in zip(needs, bars, strict=True) if bar["x2"] < need.personnel.high]
    assert len(rows_of(picture.wide, "point", shape="triangle-right")) == len(longer)


def test_every_mandate_is_told_in_words(assessed: Assessment) -> None:
    words = option_picture(assessed).description
    assert all(f"{need.name}: needs" in words for need in assessed.requirement.mandates)
