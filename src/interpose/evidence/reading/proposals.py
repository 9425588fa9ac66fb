"""Claims that a news text seems to make, proposed for a person to accept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interpose.case.lexicon import Lexicon
from interpose.evidence.reading.heading import Heading, read_heading
from interpose.evidence.reading.mentions import Mention, Quantity, conditions, quantities, states
from interpose.evidence.reading.speakers import Person, Speaker, find_speaker, relays
from interpose.evidence.reading.text import Sentence, blank_markup, clauses, normalise, sentences
from interpose.evidence.result import modality_word

__all__ = ["Proposal", "Reading", "Span", "read_article"]

_FORCE = re.compile(
    r"\b(?:troops?|sen[dt]\w*|soldiers?|peacekeep\w*|contingents?|brigades?|battalions?|boots\s+on\s+the\s+ground|deploy\w*|reassurance\s+force|military\s+presence"
    r"|(?:multinational|European|international|stabili[sz]ation|ground|land)\s+force|send\s+(?:none|forces)|takes?\s+part|taking\s+part|participat\w*|contribut\w*|join\w*"
    r"|train(?:ers?|ing)|missions?|Soldaten|Truppen|Friedenstruppe\w*|soldats|troupes|soldati|truppe|force)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:logistic\w*|air\s+support|air\s+cover|backstop|intelligence|satellite\w*|air\s?lift|political\s+support|support\s+from\s+the\s+air|hub|bases?|host\w*|financ\w*)\b",
    re.IGNORECASE,
)
_AUTHORISE = re.compile(
    r"\b(?:under\s+(?:the\s+)?(?:NATO|UN|U\.N\.|EU|OSCE)\w*|(?:NATO|UN|U\.N\.|EU|OSCE)(?:[’']s)?\s+(?:flag|command|mandate|mission|auspices|umbrella|consensus|operation)|flag\s+of|consensus|unanimity|unanimous"
    r"|qualified\s+majority|Security\s+Council|veto\w*|Article\s+44|auspices\s+of|mandate\s+of\s+the\s+(?:UN|U\.N\.|United\s+Nations))\b",
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
_ROLES = (
    ("training", re.compile(r"\b(?:train(?:ing|ers?|s)?|instructors?)\b", re.IGNORECASE)),
    ("air", re.compile(r"\b(?:air\s+polic\w+|fighter|jets|aircraft|planes|skies|air\s+force)\b", re.IGNORECASE)),
    (
        "sea",
        re.compile(r"\b(?:naval|navy|ships?|frigates?|at\s+sea|Black\s+Sea|minesweep\w*|demining\s+at\s+sea)\b", re.IGNORECASE),
    ),
    ("monitor", re.compile(r"\b(?:monitor\w*|observ\w*)\b", re.IGNORECASE)),
)
_HOST = ("UKR", "RUS")
_TOWARDS = re.compile(
    r"\b(?:in|to|for|into|inside|on|within|against|towards?|across|over|of|by|from|with|between)\s+(?:the\s+|eastern\s+|western\s+|post-war\s+)?$",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"\bon\s+(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_SAME_REPORT = re.compile(
    r"\b(?:the\s+(?:newspaper|paper|daily|weekly|agency|outlet|report|magazine|broadcaster))\b", re.IGNORECASE
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: `text[start:end] == exact`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim that a text seems to make.

    Parameters
    ----------
    id : str
        Name in the list of proposals.
    statement : str
        A draft in plain words, for a person to improve.
    actor : str or None
        Who says it; None where the text says it in its own voice.
    office : str or None
        Office that the text gives.
    kind : str
        How the chain ends: on_record, unnamed_official, unnamed_other, analyst or outlet.
    state : str or None
        State whose conduct is described.
    speaker_state : str or None
        State that the speaker belongs to.
    predicate : str
        What it is about.
    modality : int or None
        How firm it is.
    role : str or None
        What the contribution would do.
    quantity : Quantity or None
        A number with what it counts.
    conditions : tuple of str
        Conditions, in the words of the text.
    chain : tuple of str
        From the outlet to who is said to know.
    asserted_on : str or None
        When it was said (EDTF).
    span : Span
        The sentence.
    spans : mapping of str to tuple of Span
        Where each field was read: actor, state, modality, quantity, conditions, chain.
    """

    id: str
    statement: str
    actor: str | None
    office: str | None
    kind: str
    state: str | None
    speaker_state: str | None
    predicate: str
    modality: int | None
    role: str | None
    quantity: Quantity | None
    conditions: tuple[str, ...]
    chain: tuple[str, ...]
    asserted_on: str | None
    span: Span
    spans: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True)
class Reading:
    """What a text seems to say.

    Parameters
    ----------
    outlet : str or None
        Who published it.
    published_on : str or None
        When (EDTF).
    proposals : tuple of Proposal
        In the order of the text.
    repeated : int
        Sentences left out because an earlier one says the same.
    """

    outlet: str | None
    published_on: str | None
    proposals: tuple[Proposal, ...]
    repeated: int


def read_article(
    text: str,
    lexicon: Lexicon,
    people: Mapping[str, Person] | None = None,
    *,
    outlet: str | None = None,
    published_on: str | None = None,
) -> Reading:
    """Propose the claims of a news text.

    Nothing is learnt and nothing is guessed at random: the same text gives the same proposals. A proposal is a draft, with the
    places it was read from, and enters no ledger before a person accepts it.

    Parameters
    ----------
    text : str
        Plain text or HTML. Places count characters of this text.
    lexicon : Lexicon
        What words mean.
    people : mapping of str to Person, optional
        Known people by their last name.
    outlet, published_on : str, optional
        Where the text does not say, or says it wrongly.

    Returns
    -------
    Reading
        Proposals, each with the places it was read from.
    """
    plain = blank_markup(text)
    heading = read_heading(plain, lexicon)
    own = Heading(outlet or heading.outlet, published_on or heading.published_on)
    found: list[Proposal] = []
    seen: set[str] = set()
    tokens_seen: list[frozenset[str]] = []
    repeated = 0
    before: Speaker | None = None
    last: list[Proposal] = []
    recent = 0
    known = dict(people or {})
    newspaper: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    everything = list(sentences(plain))
    headlines_only = all(sentence.headline for sentence in everything)
    for sentence in everything:
        if sentence.headline and not headlines_only:
            continue
        words = normalise(sentence.text).casefold()
        if words in seen or _near(words, tokens_seen):
            repeated += 1
            continue
        seen.add(words)
        speaker = find_speaker(plain, sentence.start, sentence.end, lexicon, known, before)
        through = relays(plain, sentence.start, sentence.end, lexicon, own.outlet)
        if through:
            newspaper = remembered = tuple(mention.values[0] for mention in through)
        elif _SAME_REPORT.search(sentence.text):
            newspaper = remembered
        elif not (speaker and speaker.start < 0):
            newspaper = ()
        # A quotation that goes on, and the next capital that is asked, need no word about troops: it was said before.
        goes_on = (bool(last) and speaker is not None and speaker.actor == last[-1].actor and sentence.text[0] in '“"«„') or (
            recent > 0 and speaker is not None and speaker.state is not None and speaker.start >= 0
        )
        proposals = list(_of_sentence(text, plain, sentence, lexicon, speaker, newspaper, through, own, goes_on=goes_on))
        recent = (len(proposals) and 3) or max(0, recent - 1)
        last = proposals
        if proposals and len(words) > 60:
            tokens_seen.append(frozenset(words.split()))
            del tokens_seen[:-200]
        found.extend(proposals)
        if speaker is not None:
            before = speaker
            if speaker.kind == "on_record" and " " in speaker.actor and speaker.office != "government":
                known.setdefault(speaker.actor.split()[-1], Person(speaker.actor, speaker.office, speaker.state))
    numbered = tuple(replace(proposal, id=f"N{number:03d}") for number, proposal in enumerate(found, start=1))
    return Reading(own.outlet, own.published_on, numbered, repeated)


def _near(words: str, earlier: list[frozenset[str]]) -> bool:
    """Tell whether a sentence says what an earlier one says in nearly the same words."""
    if len(words) <= 60:
        return False
    tokens = frozenset(words.split())
    return any(len(tokens & other) >= 0.85 * len(tokens | other) for other in earlier)


def _of_sentence(
    text: str,
    plain: str,
    sentence: Sentence,
    lexicon: Lexicon,
    speaker: Speaker | None,
    newspaper: tuple[str, ...],
    through: list[Mention],
    own: Heading,
    *,
    goes_on: bool,
) -> Iterator[Proposal]:
    if not any(pattern.search(sentence.text) for pattern in (_FORCE, _SUPPORT, _AUTHORISE, _GEOMETRY)) and not goes_on:
        return
    date = _said_on(sentence.text, own.published_on)
    chain = tuple(dict.fromkeys(name for name in (own.outlet, *newspaper, speaker.actor if speaker else None) if name))
    described: tuple[Mention, ...] = ()
    for start, end in _joined(plain, clauses(sentence), lexicon):
        stretch = plain[start:end]
        modality, cue = _modality(plain, start, end, lexicon, speaker)
        numbers = quantities(plain, start, end, lexicon) + _sizes(plain, start, end)
        persons = [number for number in numbers if number.unit == "persons"]
        number = next(iter(persons or numbers), None)
        if number is not None and number.unit == "months":
            number = None
        subjects = _subjects(plain, start, end, lexicon, cue, speaker) or (described if cue else ())
        predicate = _predicate(stretch, modality, number, subjects, goes_on=goes_on)
        if predicate is None:
            continue
        if subjects:
            described = tuple(subjects)
        parts = list(conditions(plain, start, end))
        if predicate == "authorise":
            # The flag is what the clause is about, not a condition on it.
            parts = [part for part in parts if not plain.startswith(("under", "Under"), part[0])]
        named = list(dict.fromkeys(code for mention in subjects for code in mention.values))
        if (
            not named
            and speaker is not None
            and speaker.state is not None
            and predicate in ("contribute_force", "support_force", "consent", "authorise")
        ):
            named = [speaker.state]
        if predicate == "force_size":
            subjects = []
            named = []
        if predicate == "contribute_force" and any(code not in _HOST for code in named):
            named = [code for code in named if code not in _HOST]
        elif predicate in ("contribute_force", "support_force") and named and all(code in _HOST for code in named):
            predicate = "consent"
        spans = {
            "actor": _spans(text, [(speaker.start, speaker.end)] if speaker and speaker.start >= 0 else []),
            "state": _spans(text, [(mention.start, mention.end) for mention in subjects]),
            "modality": _spans(text, [cue] if cue else []),
            "quantity": _spans(text, [(number.start, number.end)] if number else []),
            "conditions": _spans(text, parts),
            "chain": _spans(text, [(mention.start, mention.end) for mention in through]),
        }
        role = next(
            (name for name, pattern in _ROLES if pattern.search(stretch)), "land" if predicate == "contribute_force" else None
        )
        role = "enabler_outside" if predicate == "support_force" else role
        wording = tuple(" ".join(plain[one:last].split()) for one, last in parts)
        for code in named or (None,):
            yield Proposal(
                id="",
                statement=_draft(code, predicate, modality, number, wording),
                actor=speaker.actor if speaker else None,
                office=speaker.office if speaker else None,
                kind=speaker.kind if speaker else "outlet",
                state=code,
                speaker_state=speaker.state if speaker else None,
                predicate=predicate,
                modality=modality,
                role=role,
                quantity=number,
                conditions=wording,
                chain=chain,
                asserted_on=date,
                span=Span(sentence.start, sentence.end, text[sentence.start : sentence.end]),
                spans=spans,
            )


def _joined(plain: str, parts: list[tuple[int, int]], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Join clauses that say nothing by themselves with the next: the parts of a list are no clauses."""
    joined: list[tuple[int, int]] = []
    begun: int | None = None
    for start, end in parts:
        first = start if begun is None else begun
        if any(pattern.search(plain, first, end) for pattern, _ in lexicon.modalities) or quantities(
            plain, first, end, lexicon
        ):
            joined.append((first, end))
            begun = None
        else:
            begun = first
    if begun is not None:
        if joined:
            joined[-1] = (joined[-1][0], parts[-1][1])
        else:
            joined.append((begun, parts[-1][1]))
    return joined


def _modality(
    plain: str, start: int, end: int, lexicon: Lexicon, speaker: Speaker | None
) -> tuple[int | None, tuple[int, int] | None]:
    for pattern, modality in lexicon.modalities:
        for match in pattern.finditer(plain, start, end):
            if speaker is not None and speaker.start <= match.start() < speaker.end:
                continue
            return modality, (match.start(), match.end())
    return None, None


def _subjects(
    plain: str, start: int, end: int, lexicon: Lexicon, cue: tuple[int, int] | None, speaker: Speaker | None
) -> list[Mention]:
    """Find the states whose conduct a clause describes: those named before the words of firmness, else after."""
    everything = [
        mention
        for mention in states(plain, start, end, lexicon)
        if not (set(mention.values) <= set(_HOST) and _TOWARDS.search(plain[max(start, mention.start - 24) : mention.start]))
        and not (
            speaker is not None and speaker.start - 30 <= mention.start < speaker.end and mention.values != (speaker.state,)
        )
        and not (speaker is not None and speaker.kind != "on_record" and speaker.start <= mention.start < speaker.end)
    ]
    if cue is None:
        return everything
    ahead = [mention for mention in everything if mention.start < cue[0]]
    own = [mention for mention in ahead if speaker is not None and mention.values == (speaker.state,)]
    others = [mention for mention in ahead if mention not in own and not _is_place(plain, start, mention)]
    if others:
        return others
    if own:
        return own
    inside = [mention for mention in everything if cue[0] <= mention.start < cue[1]]
    if inside:
        return inside
    if speaker is not None and speaker.state is not None and speaker.kind == "on_record":
        return []
    return [mention for mention in everything if mention.start >= cue[1] and not _is_place(plain, start, mention)]


def _is_place(plain: str, start: int, mention: Mention) -> bool:
    before = plain[max(start, mention.start - 14) : mention.start]
    return (
        mention.kind in ("capital", "name")
        and re.search(r"\b(?:in|at|near|to|for|with|against|between)\s+(?:the\s+)?$", before) is not None
    )


def _sizes(plain: str, start: int, end: int) -> list[Quantity]:
    """Find sizes that name no unit: a force of 64,000."""
    found = []
    for match in re.finditer(
        r"\b(?:force|contingent|mission|army)\s+of\s+(?:(?:up\s+to|about|some|around)\s+)?(\d{1,3}(?:,\d{3})+|\d{3,6})(?!\s*(?:\w+\s+){0,2}(?:troops|soldiers|peacekeepers|personnel|km|kilomet|people|\d))",
        plain[start:end],
    ):
        value = float(match[1].replace(",", ""))
        upper = "up to" in match[0]
        found.append(
            Quantity(None if upper else value, value, "persons", "soldiers", start + match.start(), start + match.end())
        )
    return found


def _predicate(
    stretch: str, modality: int | None, number: Quantity | None, subjects: Sequence[Mention], *, goes_on: bool
) -> str | None:
    force = _FORCE.search(stretch) is not None
    if _AUTHORISE.search(stretch) and not (
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


def _said_on(sentence: str, published_on: str | None) -> str | None:
    if published_on is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", published_on):
        return published_on
    named = _NEXT_DAY.search(sentence)
    if named is None:
        return published_on
    day = dt.date.fromisoformat(published_on)
    back = (day.weekday() - _DAYS.index(named[1])) % 7
    return (day - dt.timedelta(days=back)).isoformat()


def _draft(state: str | None, predicate: str, modality: int | None, number: Quantity | None, wording: tuple[str, ...]) -> str:
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


def _spans(text: str, places: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end, text[start:end]) for start, end in places)
