"""The bottom line: words that begin small in a sentence unless they are names."""

from __future__ import annotations

import pytest

from interpose.brief.sections.answer.bottom_line import in_sentence


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Coalition of the willing", "a coalition of the willing"),
        ("NATO, by consensus", "NATO, by consensus"),
        ("UN Security Council", "UN Security Council"),
        ("ECOWAS standby force", "ECOWAS standby force"),
        ("The host's treaty", "the host's treaty"),
    ],
)
def test_a_route_is_named_as_a_sentence_would(name: str, told: str) -> None:
    assert in_sentence(name) == told
