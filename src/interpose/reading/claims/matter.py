"""What a clause is about: a force, support for it, consent to it, its authority, size or ground."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from interpose.reading.claims.subjects import Setting
from interpose.reading.speech.speakers import Speaker
from interpose.reading.words.mentions import Mention
from interpose.reading.words.numbers import Quantity
from interpose.reading.words.topics import authority_words

__all__ = ["predicate_of", "whose"]

_OPEN = 2
_WE = re.compile(r"\b(?:we|our|it|them|so)\b", re.IGNORECASE)
_WOULD = re.compile(
    r"\b(?:would|should|could|will|must|needs?|needed|requires?|required|wants?|without|not|block\w*)\b", re.IGNORECASE
)
"""Words by which an authority is asked for, or not: else it is only named."""
_HAS = re.compile(
    r"\b(?:has|have|had|currently|left|withdr[ae]w|keeps?|kept|counts?|serve[sd]?|stationed|[Ii]ts|[Tt]heir)\s+"
    r"(?:(?:some|about|around|more|than|over|still|the|only|just)\s+)*\d(?![\d,.]*-strong)"
    r"|\bof\s+them\b|\bat\s+(?:its|their)\s+(?:height|peak)\b",
)
"""Words by which a number is one that somebody has, and none that a force would need."""


def predicate_of(
    stretch: str, after: str, modality: int | None, number: Quantity | None, subjects: Sequence[Mention], setting: Setting
) -> str | None:
    """Say what a clause is about, or None where it makes no claim of that kind."""
    topics = setting.lexicon.topics
    force = topics["force"].search(stretch) is not None
    named = any(each.end for each in subjects)
    own = subjects or (setting.speaker is not None and setting.speaker.state)
    deed = min(filter(None, (topics[name].search(after) for name in ("force", "effort"))), key=re.Match.start, default=None)
    deed = deed if own else None
    under = authority_words(setting.lexicon).search(after or stretch) or authority_words(setting.lexicon).search(stretch)
    invited = modality is not None and subjects and all(set(each.values) <= set(setting.parties) for each in subjects)
    if (
        under
        and not invited
        and not (own and topics["effort"].search(stretch))
        and _WOULD.search(stretch)
        and (deed is None or under.string != after or under.start() <= deed.start())
    ):
        return "authorise"
    if topics["geometry"].search(stretch) and (number is None or number.unit in ("km", "miles")) and not named:
        return "geometry"
    if number is not None and number.unit == "states" and modality is not None and (force or topics["effort"].search(stretch)):
        # How many states are ready is a count: the list of their names is no pledge of each.
        return "force_size"
    if (
        number is not None
        and number.unit in ("persons", "brigades", "battalions", "states")
        and (modality is None or (not subjects and (setting.speaker is None or setting.speaker.state is None)))
    ):
        # How many somebody has, or a state could find, is no size of the force.
        theirs = _HAS.search(stretch) or any(each.end and not set(each.values) <= set(setting.parties) for each in subjects)
        return "force_size" if topics["need"].search(stretch) and not theirs else None
    if modality is None or topics["arms"].search(stretch):
        return None
    if topics["access"].search(stretch):
        return "consent"
    about = _nearest(after, topics) or _nearest(stretch, topics)
    if about is not None:
        return about
    if modality > _OPEN and not _WE.search(stretch) and not (force or topics["effort"].search(stretch) or named):
        # A promise that names nothing of the matter is about something else.
        return None
    return "contribute_force" if force or subjects or setting.goes_on or topics["effort"].search(stretch) else None


def _nearest(stretch: str, topics: Mapping[str, re.Pattern[str]]) -> str | None:
    """Say whether somebody who is sent or support is named first; the force that they go to decides nothing."""
    found = [
        (match.start(), predicate)
        for topic, predicate in (("sent", "contribute_force"), ("support", "support_force"))
        if (match := topics[topic].search(stretch)) is not None
    ]
    return min(found, key=lambda each: (each[0], each[1] != "support_force"))[1] if found else None


def whose(
    predicate: str,
    subjects: Sequence[Mention],
    speaker: Speaker | None,
    parties: Collection[str],
    *,
    modality: int | None,
    many: bool,
) -> tuple[str, tuple[str, ...]]:
    """Say whose conduct a clause is about, and what it is about: what parties say of a force that comes is consent."""
    if predicate in ("force_size", "geometry"):
        return predicate, ()
    home = speaker.state if speaker is not None else None
    named = list(dict.fromkeys(code for mention in subjects for code in mention.values))
    if predicate == "contribute_force" and home in parties and modality in (0, 1) and home not in named:
        # A party that speaks of the soldiers of others lets them in or not.
        return "consent", (home,) if home else ()
    own = None if many else home
    if not named and own is not None and predicate in ("contribute_force", "support_force", "consent", "authorise"):
        named = [own]
    if predicate == "consent" and modality != 0 and any(code not in parties for code in named):
        # Who lets a force through to somebody else supports it.
        predicate = "support_force"
    if predicate == "contribute_force" and any(code not in parties for code in named):
        named = [code for code in named if code not in parties]
    elif predicate in ("contribute_force", "support_force") and named and all(code in parties for code in named):
        predicate = "consent"
    return predicate, tuple(named)
