"""Who said what: each claim of a state on the scale of how firm it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, GRID, MUTED, PAPER, WARN, Picture, Sketch, moved
from interpose.brief.charts.marks import Point, cut, dots, rules, sketch, words
from interpose.brief.tables.ledger import known_claims, voice_of
from interpose.brief.text.format_number import count, plural
from interpose.case.tables.evidence import Claim, Modality
from interpose.evidence import MODALITY_WORDS, age_words

__all__ = [
    "MODALITIES",
    "position_picture",
]

MODALITIES = tuple(MODALITY_WORDS.values())
"""How firm a pledge is, from 0 to 7."""

_HEADINGS: tuple[str | list[str], ...] = (
    "excluded",
    "undecided",
    "open",
    "ready if",
    "pledged",
    ["government", "decision"],
    ["parliament", "mandate"],
    "deployed",
)
_SHAPES = {"own": "circle", "unnamed": "triangle", "other": "diamond"}
_COLOURS = {"own": ACCENT, "unnamed": WARN, "other": "#6b4a8c"}
_ROW, _LOW_ROW, _MANY = 24, 17, 18
"""Pixels of a row, and of one where there are more states than so many: all are to be seen at once."""

_ONE_COLUMN = 36
"""States beyond which a wide chart has two columns: on paper a taller one shrinks until nobody can read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    state: str
    name: str
    modality: int | None
    age: str
    claims: tuple[Claim, ...]


def position_picture(assessment: Assessment) -> Picture:
    """Draw every state's claims and its position on the scale of modality.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Picture
        The chart.
    """
    rows = _rows(assessment)
    firm = sum(row.modality is not None and row.modality >= Modality.PLEDGED for row in rows)
    near = sum(row.modality is not None and Modality.OPEN <= row.modality < Modality.PLEDGED for row in rows)
    no = sum(row.modality == Modality.EXCLUDED for row in rows)
    title = (
        f"{count(firm).capitalize()} {plural(firm or 1, 'state has', 'states have')} pledged troops; "
        f"{count(near) if near else 'none'} {plural(near or 1, 'is', 'are')} open or ready on conditions; "
        f"{count(no) if no else 'none'} {plural(no or 1, 'refuses', 'refuse')}"
    )
    description = "Each row is a state, each mark a claim, from excluded at the left to deployed at the right. " + " ".join(
        f"{row.name}: {MODALITIES[row.modality] if row.modality is not None else 'not settled'}{row.age and f', {row.age}'}."
        for row in rows
    )
    return Picture(
        id="positions",
        title=title,
        description=description,
        wide=_wide(assessment, rows),
        narrow=_chart(assessment, rows, name_width=96, step=29, size=11),
    )


def _rows(assessment: Assessment) -> list[_Row]:
    case = assessment.case
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in known_claims(assessment):
        about_whom = claim.on_behalf_of or claim.state
        if about_whom and claim.modality is not None:
            said[about_whom].append(claim)
    rows = []
    for position in assessment.positions.positions:
        claims = tuple(sorted(said.get(position.state, ()), key=lambda claim: (claim.asserted_on, claim.id)))
        if claims:
            name = case.states[position.state].name
            rows.append(
                _Row(state=position.state, name=name, modality=position.modality, age=age_words(position), claims=claims)
            )
    return sorted(rows, key=lambda row: (-(row.modality if row.modality is not None else -1), row.name))


def _wide(assessment: Assessment, rows: list[_Row]) -> Sketch:
    """Draw all states below one another, or two halves of them side by side where they are very many."""
    if len(rows) <= _ONE_COLUMN:
        return _chart(assessment, rows, name_width=128, step=96, size=12)
    half = (len(rows) + 1) // 2
    left, right = (_chart(assessment, part, name_width=118, step=40, size=11.5) for part in (rows[:half], rows[half:]))
    gap = 16
    return sketch(left.width + gap + right.width, left.height, left.body, moved(left.width + gap, 0, right.body))


def _chart(assessment: Assessment, rows: list[_Row], *, name_width: int, step: int, size: float) -> Sketch:
    wide = step > 60
    head = 44 if wide else 22
    high = _ROW if len(rows) <= _MANY else _LOW_ROW
    width, height = name_width + step * len(MODALITIES), head + high * max(len(rows), 1)
    heads = []
    for level, heading in enumerate(_HEADINGS):
        parts = [str(level), *([heading] if isinstance(heading, str) else heading)] if wide else [str(level)]
        heads += [(name_width + step * (level + 0.5), 8.0 + 13 * line, part) for line, part in enumerate(parts)]
    middles = [head + high * (place + 0.5) for place in range(len(rows))]
    named = [(2.0, y, cut(row.name, size, name_width - 4)) for row, y in zip(rows, middles, strict=True)]
    return sketch(
        width + 2,
        height + 2,
        *(_frame(row, y, name_width, (step, high)) for row, y in zip(rows, middles, strict=True)),
        rules(
            [(name_width + step * level, head, name_width + step * level, height) for level in range(len(MODALITIES) + 1)], GRID
        ),
        rules([(0, head + high * place, width, head + high * place) for place in range(len(rows) + 1)], GRID),
        words(heads, size=size, colour=MUTED, anchor="middle"),
        words(named, size=size),
        *_marks(assessment, rows, middles, name_width, step),
    )


def _frame(row: _Row, middle: float, left: int, cell: tuple[int, int]) -> str:
    """Draw the frame of a position; broken and empty where it is old or a lapsed pledge."""
    if row.modality is None:
        return ""
    width, height = cell
    size = f'width="{width - 4}" height="{height - 4}" rx="4"'
    place = f'x="{left + width * row.modality + 2}" y="{middle - height / 2 + 2:g}" {size}'
    fill = f'fill="{PAPER}" stroke-dasharray="4 3"' if row.age else 'fill="#dcebf7"'
    return f'<rect {place} {fill} stroke="{ACCENT}" stroke-width="1.2"/>'


def _marks(assessment: Assessment, rows: list[_Row], middles: list[float], left: int, step: int) -> Iterator[str]:
    """Draw a mark for each claim, those of one step side by side; hollow where it no longer stands.

    Where they would cover one another, the last that stands is drawn with the number of all.
    """
    standing = set(assessment.quality.claim_ids)
    spread, radius = (15.0, 4.5) if step > 60 else (6.5, 3.2)
    places: dict[tuple[str, bool], list[Point]] = {(voice, stands): [] for voice in _SHAPES for stands in (False, True)}
    counts = []
    for row, y in zip(rows, middles, strict=True):
        at_level: dict[int, list[Claim]] = defaultdict(list)
        for claim in row.claims:
            at_level[claim.modality or 0].append(claim)
        for level, claims in at_level.items():
            room, middle = min(spread, (step - 12) / len(claims)), left + step * (level + 0.5)
            if room < 1.5 * radius:
                counts.append((middle - 2, y, str(len(claims))))
                claims, room = [next((each for each in reversed(claims) if each.id in standing), claims[-1])], 0.0
                middle -= 7
            for place, claim in enumerate(claims):
                x = middle + (place - (len(claims) - 1) / 2) * room
                places[voice_of(assessment, claim), claim.id in standing].append((x, y))
    for (voice, stands), own in places.items():
        colour = _COLOURS[voice]
        fill, edge, line = (colour, PAPER, 0.8) if stands else (PAPER, colour, 1.5)
        yield dots(own, shape=_SHAPES[voice], radius=radius, fill=fill, edge=edge, width=line)
    yield words(counts, size=10.5)
