"""How a clause is coded: what it is about, when it was said, and a draft of it in plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.result import modality_word
from interpose.reading.mentions import Mention, Quantity

__all__ = ["ROLES", "draft", "on_topic", "predicate_of", "said_on", "sizes"]

_FORCE = re.compile(
    r"\b(?:troops?|sen[dt]\w*|soldiers?|peacekeep\w*|contingents?|brigades?|battalions?|boots\s+on\s+the\s+ground|deploy\w*|reassurance\s+force|military\s+presence"
    r"|(?:multinational|European|international|stabili[sz]ation|ground|land)\s+force|send\s+(?:none|forces)|takes?\s+part|taking\s+part|participat\w*|contribut\w*|join\w*"
    r"|train(?:ers?|ing)|missions?|patrols?|fighters|warships?|frigates?|vessels?|mine\s+clearance|demining|military\s+(?:involvement|role|participation|contribution)|Soldaten|Truppen|Friedenstruppe\w*|soldats|troupes|soldati|truppe|force)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:logistic\w*|air\s+support|air\s+cover|backstop|intelligence|satellite\w*|air\s?lift|political\s+support|support\s+from\s+the\s+air|hubs?|bases?|airfields?|host\w*|financ\w*)\b",
    re.IGNORECASE,
)
_GEOMETRY = re.compile(
    r"\b(?:demilitari[sz]ed\s+zone|DMZ|buffer\s+zone|front\s?line|line\s+of\s+contact|contact\s+line|frozen\s+line)\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:need\w*|requir\w*|would\s+be\s+necessary|would\s+number|could\s+number|minimum|strong|size|figures?|plan\w*|up\s+to)\b",
    re.IGNORECASE,
)
ROLES = (
    ("training", re.compile(r"\b(?:train(?:ing|ers?|s)?|instructors?)\b", re.IGNORECASE)),
    ("air", re.compile(r"\b(?:air\s+polic\w+|fighter|jets|aircraft|planes|skies|air\s+force)\b", re.IGNORECASE)),
    (
        "sea",
        re.compile(
            r"\b(?:naval|navy|ships?|frigates?|at\s+sea|(?-i:[A-Z]\w+)\s+Sea|minesweep\w*|demining\s+at\s+sea)\b", re.IGNORECASE
        ),
    ),
    ("monitor", re.compile(r"\b(?:monitor\w*|observ\w*)\b", re.IGNORECASE)),
)
_NEXT_DAY = re.compile(r"\bon\s+(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def on_topic(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are about a force, support for it, its authority or its ground."""
    return any(pattern.search(words) for pattern in (_FORCE, _SUPPORT, _authority(lexicon), _GEOMETRY))


def _authority(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of words about who authorises a force, for the authorities that a lexicon lists."""
    return _authority_of(*(lexicon.authorities.get(kind, ()) for kind in ("organisation", "organ", "article")))


@lru_cache(maxsize=4)
def _authority_of(organisations: tuple[str, ...], organs: tuple[str, ...], articles: tuple[str, ...]) -> re.Pattern[str]:
    bodies, others = (
        "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) or "(?!)"
        for forms in (organisations, (*organs, *articles))
    )
    return re.compile(
        rf"\b(?:under\s+(?:the\s+)?(?:{bodies})\w*"
        rf"|(?:{bodies})(?:[’']s)?\s+(?:flag|command|mandate|mission|auspices|umbrella|consensus|operation)"
        r"|flag\s+of|consensus|unanimity|unanimous|qualified\s+majority|veto\w*|auspices\s+of"
        rf"|{others}|mandate\s+of\s+the\s+(?:{bodies}))\b",
        re.IGNORECASE,
    )


def sizes(plain: str, start: int, end: int) -> list[Quantity]:
    """Find sizes that name no unit: a force of 64,000."""
    found = []
    for match in re.finditer(
        r"\b(?:force|contingent|mission|army)\s+of\s+(?:(?:up\s+to|about|some|around)\s+)?(\d{1,3}(?:,\d{3})+|\d{3,6})(?!\s*(?:\w+\s+){0,2}(?:troops|soldiers|peacekeepers|personnel|km|kilomet|people|\d))",
        plain[start:end],
    ):
        value = float(match[1].replace(",", ""))
        upper = "up to" in match[0]
        found.append(
            Quantity(
                low=None if upper else value,
                high=value,
                unit="persons",
                counts_what="soldiers",
                start=start + match.start(),
                end=start + match.end(),
            )
        )
    return found


def predicate_of(
    stretch: str, modality: int | None, number: Quantity | None, subjects: Sequence[Mention], lexicon: Lexicon, *, goes_on: bool
) -> str | None:
    """Say what a clause is about, or None where it makes no claim of that kind."""
    force = _FORCE.search(stretch) is not None
    if _authority(lexicon).search(stretch) and not (
        subjects and modality is not None and re.search(r"\b(?:troops|soldiers|peacekeepers)\b", stretch)
    ):
        return "authorise"
    if _GEOMETRY.search(stretch) and (number is None or number.unit in ("km", "miles")):
        return "geometry"
    if number is not None and number.unit == "states" and force:
        # How many states are ready is a count: the list of their names is no pledge of each.
        return "force_size"
    if (
        number is not None
        and number.unit in ("persons", "brigades", "battalions", "states")
        and (not subjects or modality is None)
    ):
        return "force_size" if force or _NEED.search(stretch) else None
    if modality is None:
        return None
    if _SUPPORT.search(stretch) and not re.search(r"\b(?:troops|soldiers|peacekeepers|boots)\b", stretch):
        return "support_force"
    return "contribute_force" if force or subjects or goes_on else None


def said_on(sentence: str, published_on: str | None) -> str | None:
    """Date a sentence: on the weekday that it names, at or before the date of the text."""
    if published_on is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", published_on):
        return published_on
    named = _NEXT_DAY.search(sentence)
    if named is None:
        return published_on
    day = dt.date.fromisoformat(published_on)
    back = (day.weekday() - _DAYS.index(named[1])) % 7
    return (day - dt.timedelta(days=back)).isoformat()


def draft(state: str | None, predicate: str, modality: int | None, number: Quantity | None, wording: tuple[str, ...]) -> str:
    """Draft a claim in plain words, for a person to improve: no sentence of the text is copied."""
    who = state or "Nobody in particular"
    size = ""
    if number is not None:
        bounds = (number.low, number.high)
        low, high = ("" if bound is None else f"{bound:,.0f}" for bound in bounds)
        size = low if low == high else f"{low} to {high}" if low and high else f"at least {low}" if low else f"up to {high}"
        size = f" ({size} {number.counts_what})"
    what = predicate.replace("_", " ")
    firm = f": {modality_word(modality)}" if modality is not None else ""
    tail = f"; {'; '.join(wording)}" if wording else ""
    return f"{who}: {what}{firm}{size}{tail}" if state else f"{what[:1].upper()}{what[1:]}{firm}{size}{tail}"
