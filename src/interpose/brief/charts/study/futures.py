"""The strip of futures: what each needs and what is sustained in it, those that meet the criterion first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interpose.brief.charts.drawing import ACCENT, INK, MUTED, PAPER, Picture, Sketch, text_width
from interpose.brief.charts.marks import Scale, axis_across, axis_up, boxes, room_for, rules, sketch, words
from interpose.brief.study import BriefStudy
from interpose.brief.text.format_number import headcount, per_cent
from interpose.exploration.analysis.satisficing import MET, MISSED, OPEN

__all__ = ["VERDICT_COLOURS", "futures_in_order", "futures_picture"]

VERDICT_COLOURS = {MET: ACCENT, OPEN: "#e69f00", MISSED: "#b5714f"}
"""Colours of futures that meet the criterion, that may, and that do not."""

_MOST = 150
"""Futures that a wide chart shows."""


def futures_picture(study: BriefStudy) -> Picture:
    """Draw futures side by side: a bar for what is sustained, a line for what is required.

    Parameters
    ----------
    study : BriefStudy
        The futures.

    Returns
    -------
    Picture
        The chart; every tenth future or so stands for its neighbours.
    """
    judged = study.judged
    criterion = study.criterion
    title = f"{_few(judged.met)} futures keep the criterion, {criterion}; {_rest(judged.open, judged.missed)}"
    known = np.isfinite(study.sustained) & np.isfinite(study.required)
    parts = [
        f"{word}: {per_cent(share)} of {judged.rows:,} futures, in the middle "
        f"{headcount(float(np.median(study.sustained[own])))} persons sustained of "
        f"{headcount(float(np.median(study.required[own])))} required."
        for word, share in ((MET, judged.met), (OPEN, judged.open), (MISSED, judged.missed))
        if (own := known & (study.verdict == word)).any()
    ]
    return Picture(
        id="futures",
        title=title,
        description=" ".join(part[:1].upper() + part[1:] for part in parts),
        wide=_chart(study, _MOST, 900, 140, 12),
        narrow=_chart(study, 64, 346, 150, 11),
    )


def _few(share: float) -> str:
    return "All" if share == 1 else "No" if share == 0 else f"{per_cent(share)} of the"


def _rest(undecided: float, missed: float) -> str:
    parts = [f"{per_cent(missed)} miss it"] if missed else []
    parts += [f"in {per_cent(undecided)} it stays open"] if undecided else []
    return ", ".join(parts) or "none misses it"


def futures_in_order(study: BriefStudy, most: int = _MOST) -> NDArray[np.int64]:
    """Order futures by verdict, then by what is sustained, and take some at even steps.

    Parameters
    ----------
    study : BriefStudy
        The futures.
    most : int
        How many to take at most.

    Returns
    -------
    numpy.ndarray of int
        Their places in the study.
    """
    known = np.flatnonzero(np.isfinite(study.sustained) & np.isfinite(study.required))
    rank = np.select([study.verdict[known] == MET, study.verdict[known] == OPEN], [0, 1], 2)
    ordered = known[np.lexsort((-study.sustained[known], rank))]
    steps = min(most, len(ordered))
    return np.asarray(ordered[((np.arange(steps) + 0.5) * len(ordered) / max(steps, 1)).astype(int)], dtype=np.int64)


def _chart(study: BriefStudy, most: int, width: float, height: float, size: float) -> Sketch:
    shown = futures_in_order(study, most)
    required, sustained, verdict = (each[shown] for each in (study.required, study.sustained, study.verdict))
    top = float(max(required.max(initial=1.0), sustained.max(initial=1.0))) * 1.16
    down = Scale(low=0, high=top, start=height + 4, end=4)
    named = [(down.at(tick), f"{tick:,}") for tick in down.ticks(4)]
    left = room_for([name for _, name in named], size) + 8
    across = Scale(low=0, high=max(len(shown), 1), start=left, end=width - 4)
    shares = [(across.at(share * across.high), per_cent(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    sides = [(across.at(place + 0.12), across.at(place + 0.88)) for place in range(len(shown))]
    needs = [(start, down.at(need), end, down.at(need)) for (start, end), need in zip(sides, required, strict=True)]
    blocks = {word: np.flatnonzero(verdict == word) for word in VERDICT_COLOURS}
    # Each block of futures is named above it where its name has room.
    names = [
        (across.at(own[0]), down.at(top * 0.97), word)
        for word, own in blocks.items()
        if own.size and text_width(word, size, bold=True) < across.at(own.size) - across.at(0)
    ]
    return sketch(
        width,
        down.start + 20,
        axis_up(named, left=left, right=across.end, size=size),
        axis_across(shares, top=4, bottom=down.start, width=width, grid=False, size=size),
        *(
            boxes(
                [(sides[each][0], down.at(sustained[each]), sides[each][1], down.start) for each in blocks[word]],
                colour,
                stroke=MUTED,
                stroke_width=0.5,
            )
            for word, colour in VERDICT_COLOURS.items()
        ),
        *(rules(needs, colour, width=thick) for colour, thick in ((PAPER, 4.0), (INK, 1.8))),
        words(names, size=size, bold=True),
    )
