"""Who said what: each claim of a state on the scale of how firm it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED, Picture
from interpose.brief.charts.rows import layer
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
_SHAPES = {"own": "circle", "unnamed": "triangle-up", "other": "diamond"}
_COLOURS = {"own": ACCENT, "unnamed": "#a33c00", "other": "#6b4a8c"}
_FRAME: dict[bool, dict[str, Any]] = {
    False: {"fill": "#dcebf7", "stroke": ACCENT},
    True: {"fill": "#ffffff", "stroke": ACCENT, "strokeDash": [4, 3]},
}
"""The frame of a position; broken and empty where it is old or a lapsed pledge."""
_ROW = 24


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
    least = assessment.case.scenario.options.least_modality
    firm = sum(row.modality is not None and row.modality >= Modality.PLEDGED for row in rows)
    near = sum(row.modality is not None and least <= row.modality < Modality.PLEDGED for row in rows)
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
        wide=_chart(assessment, rows, name_width=128, step=96, size=12),
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


def _chart(assessment: Assessment, rows: list[_Row], *, name_width: int, step: int, size: int) -> alt.TopLevelMixin:
    wide = step > 60
    head = 40 if wide else 24
    width, height = name_width + step * len(MODALITIES), head + _ROW * max(len(rows), 1)
    grid = [{"x": name_width + step * level, "y": head, "y2": height} for level in range(len(MODALITIES) + 1)]
    lines = [{"x": 0, "x2": width, "y": head + _ROW * row} for row in range(len(rows) + 1)]
    titles, labels, boxes, points = [], [], [], []
    for level, heading in enumerate(_HEADINGS):
        text = [str(level), *([heading] if isinstance(heading, str) else heading)] if wide else str(level)
        titles.append({"x": name_width + step * (level + 0.5), "y": 2.0, "text": text})
    standing = set(assessment.quality.claim_ids)
    spread = 15.0 if wide else 6.5
    for index, row in enumerate(rows):
        middle = head + _ROW * (index + 0.5)
        labels.append({"x": 2, "y": middle, "text": _short(row.name, name_width, size)})
        if row.modality is not None:
            left = name_width + step * row.modality
            top, bottom = middle - _ROW / 2 + 2, middle + _ROW / 2 - 2
            boxes.append({"x": left + 2, "x2": left + step - 2, "y": top, "y2": bottom, "age": row.age})
        at_level: dict[int, list[Claim]] = defaultdict(list)
        for claim in row.claims:
            at_level[claim.modality or 0].append(claim)
        for level, claims in at_level.items():
            room = min(spread, (step - 12) / max(len(claims), 1))
            for place, claim in enumerate(claims):
                x = name_width + step * (level + 0.5) + (place - (len(claims) - 1) / 2) * room
                mark = {"x": round(x, 1), "y": middle, "voice": voice_of(assessment, claim), "stands": claim.id in standing}
                points.append(mark)
    across = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    down = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    layers: list[alt.Chart] = [
        *(
            layer([box for box in boxes if bool(box["age"]) == aged])
            .mark_rect(**_FRAME[aged], strokeWidth=1.2, cornerRadius=4)
            .encode(x=across, x2=alt.X2("x2:Q"), y=down, y2=alt.Y2("y2:Q"))
            for aged in (False, True)
        ),
        layer(grid).mark_rule(color=GRID).encode(x=across, y=down, y2=alt.Y2("y2:Q")),
        layer(lines).mark_rule(color=GRID).encode(x=across, x2=alt.X2("x2:Q"), y=down),
        layer(titles)
        .mark_text(baseline="top", fontSize=size, color=MUTED, lineHeight=13)
        .encode(x=across, y=down, text=alt.Text("text:N")),
        layer(labels)
        .mark_text(align="left", baseline="middle", fontSize=size, color=INK)
        .encode(x=across, y=down, text=alt.Text("text:N")),
    ]
    size_of_mark = 78 if wide else 40
    for voice, shape in _SHAPES.items():
        for stands in (False, True):
            values = [point for point in points if point["voice"] == voice and point["stands"] == stands]
            colour = _COLOURS[voice]
            fill, edge, line = (colour, "#ffffff", 0.8) if stands else ("#ffffff", colour, 1.5)
            layers.append(
                layer(values)
                .mark_point(shape=shape, filled=True, size=size_of_mark, color=fill, stroke=edge, strokeWidth=line, opacity=1)
                .encode(x=across, y=down)
            )
    return alt.layer(*layers).properties(width=width, height=height)


def _short(name: str, width: int, size: int) -> str:
    """Cut a name that would run into the plot; the table below the chart has it in full."""
    most = int(width / (size * 0.56))
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
