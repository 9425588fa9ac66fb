"""The outlet and the date of a news text, from its first lines, and the day on which a sentence was said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from interpose.case.read.lexicon import Lexicon
from interpose.reading.words.mentions import outlets, states
from interpose.reading.words.speech_verbs import VERB

__all__ = ["Heading", "home_of", "read_heading", "said_on"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATES = (
    re.compile(r"\b(?P<year>20\d{2})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>20\d{{2}})\b"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>20\d{{2}})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>20\d{2})\b"),
)
_OUTLET = re.compile(r"(?im)^\s*(?:source|outlet|published\s+by|from)\s*:\s*(?P<name>[^\n|,]{2,60})")
_DATELINE = re.compile(r"\(\s*(?P<name>[A-Z][\w .&-]{1,30}?)\s*\)\s*[—–-]")
_MASTHEAD = re.compile(r"\A\s*(?P<name>[A-Z][^\n|]{1,50}?)\s*\|\s*(?=[^\n]*20\d{2})")
"""The name over everything else, beside the date: whoever is named in the dateline is its agency."""
_BAR = re.compile(r"(?m)^\s*(?P<name>[A-Z][^\n|,·•]{1,50}?)\s*(?:[|,·•—–]|\s-\s)\s*(?=[^\n]*20\d{2})")
_MONTH_FIRST = re.compile(rf"^(?:{_MONTH}|\w+day)\b".replace("?P<month>", "?:"), re.IGNORECASE)
_SHORT_NAME = re.compile(r"^(?:[A-Z][\w’'.&-]*|of|and|the|de)(?:\s+(?:[A-Z][\w’'.&-]*|of|and|the|de)){0,4}$")

_DATELINED = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,40}(?:,[^()—–\n]{2,30})?(?:\s*\([^()]{2,40}\))?\s+[—–-]\s", re.MULTILINE)
_LEAD = 400
"""Letters in which a text says whose affairs it is about."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Outlet and date of a text, as far as they are told."""

    outlet: str | None
    published_on: str | None


def read_heading(text: str, lexicon: Lexicon) -> Heading:
    """Find the outlet and the date of a text.

    Parameters
    ----------
    text : str
        The text, markup blanked.
    lexicon : Lexicon
        Names of outlets.

    Returns
    -------
    Heading
        None for what is not told.
    """
    head = "\n".join(text[:4000].lstrip("\ufeff\n \t").split("\n")[:12])
    return Heading(_outlet(head, lexicon), _date(head))


def _outlet(head: str, lexicon: Lexicon) -> str | None:
    for pattern in (_OUTLET, _MASTHEAD, _DATELINE):
        match = pattern.search(head)
        if match is not None:
            return " ".join(match["name"].split())
    match = _BAR.search(head)
    if match is not None and not _MONTH_FIRST.match(match["name"]) and not match["name"].isupper():
        return " ".join(match["name"].split()).removeprefix("By ")
    lines = [line.strip() for line in head.split("\n") if line.strip()][:5]
    for line, following in pairwise(lines):
        # A short line that stands over the date names the outlet.
        if _SHORT_NAME.match(line) and _date(following) and len(following) < 40 and _date(line) is None:
            return line
    for line in lines[:4]:
        found = outlets(line, 0, len(line), lexicon)
        if found and len(line.strip()) < 60 and not line.strip().endswith("."):
            return found[0].values[0]
    return None


def _date(head: str) -> str | None:
    found: list[tuple[int, str]] = []
    for pattern in _DATES:
        for match in pattern.finditer(head):
            groups = match.groupdict()
            month = int(groups["number"]) if groups.get("number") else _MONTHS.index(groups["month"][:3].lower()) + 1
            try:
                day = dt.date(int(groups["year"]), month, int(groups["day"]))
            except ValueError:
                continue
            found.append((match.start(), day.isoformat()))
    return min(found)[1] if found else None


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SAID = (
    re.compile(r"\b(?:[Oo]n|[Ll]ast|[Tt]his)\s+(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"),
    re.compile(rf"\b[Oo]n\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<year>20\d{{2}}))?\b"),
    re.compile(rf"\b[Oo]n\s+{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d{{2}}))?\b"),
    re.compile(rf"\b(?:[Ii]n|[Ll]ast)\s+{_MONTH}(?:\s+(?P<year>20\d{{2}}))?\b"),
    re.compile(r"\b(?P<yesterday>[Yy]esterday)\b"),
)


def said_on(sentence: str, published_on: str | None) -> str | None:
    """Date a sentence: on the day that it names beside the words of speech or at its beginning, at or before the text's date.

    Parameters
    ----------
    sentence : str
        The words.
    published_on : str or None
        When the text appeared (EDTF).

    Returns
    -------
    str or None
        The day, or the month (EDTF); the date of the text where the sentence names none.

    Examples
    --------
    >>> said_on("On 18 February the minister said that troops were an option.", "2025-06-12")
    '2025-02-18'
    """
    if published_on is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", published_on):
        return published_on
    published = dt.date.fromisoformat(published_on)
    for pattern in _SAID:
        for match in pattern.finditer(sentence):
            begins = len(sentence[: match.start()].split()) <= 1
            if begins or match.groupdict().get("weekday") or VERB.search(sentence, max(0, match.start() - 50), match.start()):
                return _back_to(match.groupdict(), published) or published_on
    return published_on


def _back_to(named: dict[str, str | None], published: dt.date) -> str | None:
    """Give the day or month that is named, the last one before a date where no year is; None where it would lie after it."""
    if named.get("yesterday"):
        return (published - dt.timedelta(days=1)).isoformat()
    if weekday := named.get("weekday"):
        return (published - dt.timedelta(days=(published.weekday() - _DAYS.index(weekday)) % 7)).isoformat()
    month = _MONTHS.index((named["month"] or "")[:3].lower()) + 1
    day = int(named.get("day") or 1)
    year = int(named["year"] or 0) or published.year - ((month, day) > (published.month, published.day))
    try:
        said = dt.date(year, month, day)
    except ValueError:
        return None
    if said > published:
        return None
    return said.isoformat() if named.get("day") else said.isoformat()[:7]


def home_of(text: str, lexicon: Lexicon, parties: Collection[str]) -> str | None:
    """Say to which state offices belong that a text gives none: that of the dateline, else the only one of its first lines.

    Parameters
    ----------
    text : str
        The text, markup blanked.
    lexicon : Lexicon
        How states are written.
    parties : collection of str
        The host and whoever it fights, whom every text names.

    Returns
    -------
    str or None
        The state; None where the first lines name none or several.
    """
    begin = text.find("\n\n") + 1
    placed = _DATELINED.search(text, 0, begin + _LEAD)
    first = states(text, *(placed.span() if placed else (begin, begin + _LEAD)), lexicon)
    named = {code for mention in first for code in mention.values} - set(parties)
    return named.pop() if len(named) == 1 else None
