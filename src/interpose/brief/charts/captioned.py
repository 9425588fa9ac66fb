"""A drawing that is sent alone: with its title, how to read it, its legend and its source, which stand around it in a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import INK, MUTED, PAPER, Drawing, moved, pixels, render, standalone, text_width
from interpose.brief.charts.marks import boxes, sketch, words
from interpose.brief.text.dates import day

__all__ = ["captioned", "source_line"]

_MARGIN = 14.0
_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')


def captioned(drawing: Drawing, told: str, key: Sequence[tuple[str, str]], source: str) -> str:
    """Make a file of a drawing that is understood where nothing stands beside it.

    Parameters
    ----------
    drawing : Drawing
        The drawing, of which the wide one is taken.
    told : str
        How to read it: unit, scale, what lines mean.
    key : sequence of (str, str)
        The legend: each sign as SVG, with its name.
    source : str
        What it comes from.

    Returns
    -------
    str
        SVG on white, as wide as the drawing and a margin.

    Examples
    --------
    >>> ships = Drawing(id="ships", title="Two", description="", wide='<svg width="90" height="9"></svg>', narrow="")
    >>> "in tonnes" in captioned(ships, "in tonnes", [], "Interpose")
    True
    """
    width, height = _size(drawing.wide)
    title, down = _paragraph(drawing.title, 0, width, 16, INK, bold=True)
    reading, down = _paragraph(told, down + 3, width, 12, MUTED)
    legend, down = _legend(key, down + 6, width)
    place = down + 8
    below, end = _paragraph(source, place + height + 10, width, 11, MUTED)
    whole = (width + 2 * _MARGIN, round(end + 2 * _MARGIN))
    inside = "".join((title, reading, legend, moved(0, place, str(drawing.wide)), below))
    drawn = sketch(*whole, boxes([(0, 0, *whole)], PAPER), moved(_MARGIN, _MARGIN, inside))
    return standalone(render(drawn, f"{drawing.id}-alone", drawing.title, f"{drawing.description} {told}".strip()))


def source_line(assessment: Assessment) -> str:
    """Tell what a drawing comes from, for those who see it alone.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    str
        Title and date of the case, version of Interpose, name and checksum of the case.
    """
    case = assessment.case
    told = f"{case.scenario.title}, as of {day(case.scenario.as_of)}"
    return f"{told}. Interpose {assessment.version}, case {case.name} {case.digest[:12]}."


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    return (float(found.group(1)), float(found.group(2))) if found else (16.0, 16.0)


def _paragraph(text: str, down: float, width: float, size: float, colour: str, *, bold: bool = False) -> tuple[str, float]:
    """Set a text in lines no wider than the drawing; also give where it ends."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    step = 1.3 * size
    placed = [(0.0, down + step * (number + 0.5), line) for number, line in enumerate(lines)]
    return words(placed, size=size, colour=colour, bold=bold), down + step * len(lines)


def _legend(key: Sequence[tuple[str, str]], down: float, width: float) -> tuple[str, float]:
    """Set signs with their names one beside the other, on as many lines as it takes; also give where they end."""
    parts: list[str] = []
    x, step = 0.0, 20.0
    for sign, name in key:
        sign_width, sign_height = _size(sign)
        room = sign_width + 6 + text_width(name, 12)
        if x and x + room > width:
            x, down = 0.0, down + step
        corner = f'<svg x="{pixels(x)}" y="{pixels(down + (step - sign_height) / 2)}"'
        parts += [sign.replace("<svg", corner, 1), words([(x + sign_width + 6, down + step / 2, name)], size=12)]
        x += room + 16
    return "".join(parts), down + step if key else down
