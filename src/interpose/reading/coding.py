"""How a clause is coded: how firm it is, whose conduct it describes, what it is about, and a draft of it in plain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.result import modality_word
from interpose.reading.mentions import Mention, Quantity, blanked, conditions, quantities, states
from interpose.reading.speakers import Speaker

__all__ = ["Clause", "Setting", "draft", "on_topic", "read_clause", "role_of", "says_something", "subjects"]

_TOWARDS = re.compile(
    r"\b(?:in|to|for|into|inside|on|within|against|towards?|across|over|of|by|from|with|between|near|at|throughout|outside)\s+"
    r"(?:the\s+|eastern\s+|western\s+|northern\s+|southern\s+|post-war\s+|neighbouring\s+|neighboring\s+)*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|near|to|for|with|against|between|into|inside|towards?|outside|over|from|of)\s+(?:the\s+)?$")
_OBJECT = re.compile(r"\b(?:of|for|to|with|against|about|between)\s+(?:the\s+)?$")
_HELPED = re.compile(r"\b(?:assist|help|train|support|protect|aid|arm|equip|back)\w*\s+(?:the\s+)?$", re.IGNORECASE)
_GIVEN_BY = re.compile(
    r"\b(?:participation|involvement|contributions?|contingents?|troops|soldiers|peacekeepers|officers|forces|battalions?|offers?"
    r"|pledges?|commitments?|readiness|willingness|refusal|decision|deployment|approval|interest)\s+(?:of|from|by)\s+(?:the\s+)?$"
    r"|\b(?:government|authorities|parliament|cabinet|leaders?|ministers?|nobody|no\s+one|officials?|everyone)\s+(?:in|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:some|several|many|most|few|other|others|various|all|these|those|no|both|European|Western|allied|member|African|Arab|Muslim"
    r"|Asian|regional|participating|contributing|willing|\d+|two|three|four|five|six|seven|eight|nine|ten|a\s+dozen|a\s+group\s+of"
    r"|a\s+number\s+of)\s+(?:\w+\s+){0,2}?(?:states|countries|nations|allies|members|governments|leaders|partners|capitals"
    r"|contributors|armies|diplomats|officials)\b"
    r"|\b(?:[Oo]thers|[Pp]artners|[Aa]llies|[Nn]obody|[Nn]o\s+one|[Ss]ome|[Ee]uropeans?|[Ee]urope|[Aa]llied\s+states)\b(?!\s+of\s+(?:our|us))"
    r"|\b(?:the|a|an|any)\s+(?:\w+\s+){0,2}?(?:alliance|bloc|union|coalition|organi[sz]ation|council|group|force|mission|peacekeepers)\b(?=[^,]{0,30}$)"
)
"""Those who are many, or a body of states: what is told of them is told of no state in particular."""
_OWN = re.compile(
    r"\b(?:we|our|I|us|my|his|her|its|he|she|it|his\s+country|her\s+country|the\s+country|the\s+government)\b(?=[^.;]{0,60}$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a clause is read with.

    Parameters
    ----------
    lexicon : Lexicon
        What words mean.
    speaker : Speaker or None
        Who says it.
    parties, providers : tuple of str
        As `Article` has them.
    described : sequence of Mention
        The states of the clause before.
    goes_on : bool
        Whether it goes on about what was said before.
    at_home : bool
        Whether troops in a state that is no party are none of the matter: the text is about the parties, or it is said aside.
    """

    lexicon: Lexicon
    speaker: Speaker | None
    parties: tuple[str, ...]
    providers: tuple[str, ...]
    described: Sequence[Mention]
    goes_on: bool
    at_home: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause says, and where in its sentence.

    Parameters
    ----------
    stretch : str
        The words that count.
    predicate : str
        What it is about.
    modality : int or None
        How firm it is.
    cue : tuple of int or None
        Where the words of firmness stand.
    number : Quantity or None
        Its number.
    subjects : sequence of Mention
        Where the states stand that it describes.
    named : tuple of str
        Those states; empty where it describes none.
    conditions : sequence of tuple of int
        Where its conditions stand.
    """

    stretch: str
    predicate: str
    modality: int | None
    cue: tuple[int, int] | None
    number: Quantity | None
    subjects: Sequence[Mention]
    named: tuple[str, ...]
    conditions: Sequence[tuple[int, int]]


def on_topic(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are about a force, support for it, its authority or its ground."""
    topics = (lexicon.topics[name] for name in ("force", "support", "access", "geometry", "effort"))
    return any(pattern.search(words) for pattern in (*topics, _authority(lexicon)))


def says_something(words: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a stretch has words of firmness or a number: else it is no clause by itself."""
    return any(each.pattern.search(words, start, end) for each in lexicon.modalities) or any(
        # So many people, or states, are who speaks or acts.
        each.counts_what not in ("people", "states")
        for each in quantities(words, start, end, lexicon)
    )


def read_clause(words: str, start: int, end: int, setting: Setting) -> Clause | None:
    """Read a clause of a sentence; None where it makes no claim.

    Parameters
    ----------
    words : str
        The sentence, what counts for nothing blanked.
    start, end : int
        The clause.
    setting : Setting
        Who speaks, and what was said before.

    Returns
    -------
    Clause or None
        What it says.
    """
    lexicon, speaker = setting.lexicon, setting.speaker
    parts = list(conditions(words, start, end, setting.providers))
    flags = [part for part in parts if words.startswith(("under", "Under"), part.start)]
    # What a condition asks of others is not what the clause is about.
    bare = blanked(words, [(part.head, part.end) for part in parts if part not in flags])
    modality, cue = _modality(bare, start, end, lexicon, speaker)
    if modality is None and cue is not None:
        return None
    counted = [
        each
        for each in quantities(bare, start, end, lexicon)
        if each.unit != "months" and not (speaker and speaker.start <= each.start < speaker.end)
    ]
    own = subjects(bare, start, end, setting, cue)
    # How many states there are beside those that are named is no count of them all.
    counted = [each for each in counted if not (own and cue and each.unit == "states" and each.start >= cue[1])]
    number = next(iter([each for each in counted if each.unit == "persons"] or counted), None)
    many = not own and cue is not None and _of_many(bare, start, cue[0], speaker)
    if many and speaker is not None and speaker.kind != "on_record" and modality is not None:
        # What people without a name expect of many is no more than open.
        modality = min(modality, _OPEN) if modality < _PLEDGED else modality
    who = own or (setting.described if cue and not many else ())
    predicate = _predicate(bare[start:end], bare[cue[0] : end] if cue else "", modality, number, who, setting)
    if predicate is None or (modality == _DEPLOYED and cue and setting.at_home and _elsewhere(bare, cue[1], end, setting)):
        return None
    if (predicate == "geometry" and (modality or 0) > _OPEN) or (
        predicate == "force_size" and number and number.unit != "states"
    ):
        # What would be is no firmness of a line or a size.
        modality, cue = None, None
    if predicate == "authorise":
        # The flag is what the clause is about, not a condition on it.
        parts = [part for part in parts if part not in flags]
    predicate, named = _whose(predicate, who, speaker, setting.parties, many=many)
    if predicate == "authorise" and not named and modality is None:
        return None
    if not named and not many and predicate in ("contribute_force", "support_force", "consent"):
        # What would be done by nobody who is named is told of the force, and of no contributor.
        return None
    return Clause(
        stretch=bare[start:end],
        predicate=predicate,
        modality=modality,
        cue=cue,
        number=number,
        subjects=who,
        named=named,
        conditions=[(part.start, part.end) for part in parts],
    )


_OPEN, _PLEDGED, _DEPLOYED = 2, 4, 7


def _modality(
    words: str, start: int, end: int, lexicon: Lexicon, speaker: Speaker | None
) -> tuple[int | None, tuple[int, int] | None]:
    """Find how firm a clause is, and the words for it; no firmness, but words, where it is an open question."""
    for firm in lexicon.modalities:
        for match in firm.pattern.finditer(words, start, end):
            if speaker is not None and speaker.start <= match.start() < speaker.end:
                continue
            if firm.modality is None:
                if any(each.pattern.search(words, start, match.start()) for each in lexicon.modalities if each is not firm):
                    continue
                return None, (match.start(), match.end())
            before = max(start, match.start() - 70)
            negated = lexicon.negation.search(words, before, match.start()) or any(
                lexicon.negated.search(gap) for gap in match.groupdict().values() if gap
            )
            value = firm.negated if negated else firm.modality
            if value is None:
                continue
            if negated and value == 0 and lexicon.for_now.search(words, before, end):
                # What is not so for now is not excluded.
                value = 1
            return value, (match.start(), match.end())
    return None, None


def subjects(words: str, start: int, end: int, setting: Setting, cue: tuple[int, int] | None = None) -> list[Mention]:
    """Find the states whose conduct a clause describes: those named before the words of firmness, else after."""
    speaker, parties = setting.speaker, setting.parties
    edge = cue[1] if cue else start
    everything = [
        mention
        for mention in states(words, start, end, setting.lexicon)
        if not (set(mention.values) <= set(parties) and _TOWARDS.search(words[max(start, mention.start - 30) : mention.start]))
        and not (speaker is not None and _belongs(words, mention, speaker))
    ]
    if cue is None:
        return [mention for mention in everything if not _is_place(words, start, mention)]
    ahead = [mention for mention in everything if mention.start < cue[0]]
    own = [mention for mention in ahead if speaker is not None and mention.values == (speaker.state,)]
    others = [mention for mention in ahead if mention not in own and not _is_place(words, start, mention)]
    if others:
        return others
    if own:
        return own
    inside = [mention for mention in everything if cue[0] <= mention.start < cue[1] and not _is_place(words, cue[0], mention)]
    if inside:
        return inside
    if speaker is not None and speaker.state is not None and speaker.kind == "on_record":
        return []
    # A party that is named after the words of firmness is whom the force is for.
    return [
        mention
        for mention in everything
        if mention.start >= edge
        and not _is_place(words, edge, mention)
        and not _HELPED.search(words[max(start, mention.start - 24) : mention.start])
        and not set(mention.values) <= set(parties)
    ]


def _belongs(words: str, mention: Mention, speaker: Speaker) -> bool:
    """Tell whether a state is named as the one that a speaker comes from, and not as one that acts."""
    if speaker.start <= mention.start < speaker.end:
        return speaker.kind != "on_record" or mention.values != (speaker.state,)
    return (
        mention.end <= speaker.start
        and mention.values != (speaker.state,)
        and re.fullmatch(r"[’']s(?:\s+[\w-]+){0,4},?\s*|(?:\s+[\w-]+){0,4}\s*", words[mention.end : speaker.start]) is not None
    )


def _is_place(words: str, start: int, mention: Mention) -> bool:
    """Tell whether a state is named as the place of something, and not as who does it."""
    before = words[max(start, mention.start - 50) : mention.start]
    told = _PLACE if mention.kind in ("capital", "name") else _OBJECT
    return told.search(before) is not None and _GIVEN_BY.search(before) is None


def _of_many(words: str, start: int, cue: int, speaker: Speaker | None) -> bool:
    """Tell whether a clause is about many, named before its words of firmness, and not about the speaker's own side."""
    first = speaker.end if speaker is not None and start <= speaker.end <= cue else start
    many = list(_MANY.finditer(words, first, cue))
    return bool(many) and not _OWN.search(words, many[-1].end(), cue)


def _elsewhere(words: str, start: int, end: int, setting: Setting) -> bool:
    """Tell whether troops are deployed to a state that is not of the case."""
    return any(
        not set(mention.values) & set(setting.parties) and _PLACE.search(words[max(start, mention.start - 20) : mention.start])
        for mention in states(words, start, end, setting.lexicon)
        if mention.kind in ("capital", "name")
    )


def _predicate(
    stretch: str, after: str, modality: int | None, number: Quantity | None, subjects: Sequence[Mention], setting: Setting
) -> str | None:
    """Say what a clause is about, or None where it makes no claim of that kind."""
    topics = setting.lexicon.topics
    force = topics["force"].search(stretch) is not None
    own = subjects or (setting.speaker is not None and setting.speaker.state)
    deed = topics["force"].search(after) or topics["effort"].search(after) if own else None
    under = _authority(setting.lexicon).search(after or stretch) or _authority(setting.lexicon).search(stretch)
    if under and (deed is None or under.string != after or under.start() <= deed.start()):
        return "authorise"
    if topics["geometry"].search(stretch) and (number is None or number.unit in ("km", "miles")) and deed is None:
        return "geometry"
    if number is not None and number.unit == "states" and (force or topics["effort"].search(stretch)):
        # How many states are ready is a count: the list of their names is no pledge of each.
        return "force_size"
    if (
        number is not None
        and number.unit in ("persons", "brigades", "battalions", "states")
        and (modality is None or (not subjects and (setting.speaker is None or setting.speaker.state is None)))
    ):
        return "force_size" if topics["need"].search(stretch) else None
    if modality is None or topics["arms"].search(stretch):
        return None
    if topics["access"].search(stretch):
        return "consent"
    about = _nearest(after, topics) or _nearest(stretch, topics)
    if about is not None:
        return about
    return "contribute_force" if subjects or setting.goes_on or topics["effort"].search(stretch) else None


def _nearest(stretch: str, topics: Mapping[str, re.Pattern[str]]) -> str | None:
    """Say whether a force or support is named first."""
    found = [
        (match.start(), predicate)
        for topic, predicate in (("force", "contribute_force"), ("support", "support_force"))
        if (match := topics[topic].search(stretch)) is not None
    ]
    return min(found)[1] if found else None


def _whose(
    predicate: str, subjects: Sequence[Mention], speaker: Speaker | None, parties: Collection[str], *, many: bool
) -> tuple[str, tuple[str, ...]]:
    """Say whose conduct a clause is about, and what it is about: what parties say of a force that comes is consent."""
    if predicate == "force_size":
        return predicate, ()
    named = list(dict.fromkeys(code for mention in subjects for code in mention.values))
    own = speaker.state if speaker is not None and not many else None
    if not named and own is not None and predicate in ("contribute_force", "support_force", "consent", "authorise"):
        named = [own]
    if predicate == "contribute_force" and any(code not in parties for code in named):
        named = [code for code in named if code not in parties]
    elif predicate in ("contribute_force", "support_force") and named and all(code in parties for code in named):
        predicate = "consent"
    return predicate, tuple(named)


def role_of(clause: Clause, lexicon: Lexicon) -> str | None:
    """Say what a contribution would do: land, where nothing else is told."""
    if clause.predicate == "support_force":
        return "enabler_outside"
    told = next((name for name in ("training", "air", "sea", "monitor") if lexicon.topics[name].search(clause.stretch)), None)
    return told or ("land" if clause.predicate == "contribute_force" else None)


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
