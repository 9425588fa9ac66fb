"""Words of the trade: what each means, at the end of the brief and where it first stands in a section."""

from __future__ import annotations

import re
from types import MappingProxyType

from markupsafe import escape

from interpose.brief.text.format_number import per_cent
from interpose.brief.text.manned import MANNED_FROM

__all__ = ["GLOSSARY", "with_terms"]

GLOSSARY = MappingProxyType(
    {
        "Admiralty code": "Two marks of a claim: how reliable its source is (A to F), how credible the information (1 to 6).",
        "backstop": "Forces outside the country that would come to the help of those inside it.",
        "can be manned": f"At least {per_cent(MANNED_FROM)} of its most likely size is sustained; nearly, if units are short.",
        "coalition of the willing": "States that take part each by a decision of its own, without a body that decides for all.",
        "corridor": "All that goes between two places by one mode of transport.",
        "depth belt": "The ground behind the forward belt, on the side of the host.",
        "enabler": "What lets a force act: transport, intelligence, air defence, engineers, medical care, supply, command.",
        "equilibrium": "A way to play from which nobody would gain by another move of its own.",
        "forward belt": "The demilitarised zone along the line.",
        "framework nation": "The nation that leads a sector.",
        "handover": "Months in which a unit that leaves and the one that relieves it overlap.",
        "host": "The state in which the force stands.",
        "kept post": "A position in a sector that one nation mans, unit after unit, in every month of a phase of the plan.",
        "line of contact": "Where the armies stand against one another when the ceasefire begins.",
        "mandate": "What the force is to do, from observing a line to deterring an attack.",
        "operational": "Arrived, received and ready to act in its sector.",
        "permit": "Leave to cross a border, in days from the order.",
        "person-months": "Persons times the months for which they are there.",
        "pool": "The usable units of one kind that a state has.",
        "precedent": "What earlier missions of the same kind had: what was sent, not what was enough.",
        "route": "A way to authorise the force: by a body, by a treaty, or by states that join.",
        "sector": "A stretch of a belt under one lead.",
        "tour": "Months for which a unit is away from home.",
        "unit-months": "Units times the months for which they are there, or missing.",
        "without end": "Kept up month after month: units relieve one another and have their time at home between tours.",
    }
)
"""What each word means, in the order of the alphabet."""

_WORDS = re.compile(rf"\b({'|'.join(sorted(map(re.escape, GLOSSARY), key=len, reverse=True))})(s?)\b", re.IGNORECASE)
_BY_LOWER = {term.lower(): meaning for term, meaning in GLOSSARY.items()}
_SECTION = re.compile(r'(?=<section id=")')
_TAG = re.compile(r"(<[^>]*>)")
_QUIET = re.compile(r"</?(a|abbr|code|dt|figcaption|h1|h2|h3|q|script|style|summary|svg|th|title)\b")
"""Inside these no word is marked: links, headings and drawings keep their words plain."""


def with_terms(page: str) -> str:
    """Mark the first place of each word in each section, so that a pointer shows what it means.

    Parameters
    ----------
    page : str
        The page, whose sections begin with `<section id=`.

    Returns
    -------
    str
        The page; the text that a reader sees is the same.

    Examples
    --------
    >>> with_terms('<section id="x"><p>One tour, two tours.</p></section>')
    '<section id="x"><p>One <abbr title="Months for which a unit is away from home.">tour</abbr>, two tours.</p></section>'
    """
    head, *sections = _SECTION.split(page)
    return head + "".join(part if part.startswith(_LEFT) else _marked(part) for part in sections)


_LEFT = tuple(f'<section id="{name}"' for name in ("glossary", "trace", "claims", "assumptions", "sources"))


def _marked(section: str) -> str:
    seen, quiet, pieces = set[str](), 0, []
    for piece in _TAG.split(section):
        if piece.startswith("<"):
            if _QUIET.match(piece) and not piece.endswith("/>"):
                quiet += -1 if piece.startswith("</") else 1
        elif not quiet and piece.strip():
            piece = _WORDS.sub(lambda found: _explained(found, seen), piece)
        pieces.append(piece)
    return "".join(pieces)


def _explained(found: re.Match[str], seen: set[str]) -> str:
    key = found[1].lower()
    if key in seen:
        return found[0]
    seen.add(key)
    return f'<abbr title="{escape(_BY_LOWER[key])}">{found[0]}</abbr>'
