"""How a clause is coded: how firm it is, whose conduct it describes, what it is about, and a draft of it in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.result import modality_word
from interpose.reading.claims.matter import predicate_of, whose
from interpose.reading.claims.subjects import Setting, deployed_elsewhere, of_many, subjects
from interpose.reading.speech.speakers import Speaker
from interpose.reading.words.conditions import conditions
from interpose.reading.words.mentions import Mention, blanked, states
from interpose.reading.words.numbers import Quantity, quantities

__all__ = ["DEPLOYED", "Clause", "draft", "read_clause", "role_of"]


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
    denies : bool
        Whether it says that a report is false.
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
    denies: bool
    number: Quantity | None
    subjects: Sequence[Mention]
    named: tuple[str, ...]
    conditions: Sequence[tuple[int, int]]


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
    here = cue is None and next((each for each in counted if _in_the_mission(bare, end, each, setting)), None)
    if here and own:
        modality, cue = DEPLOYED, (here.start, here.end)
    # How many states there are beside those that are named is no count of them all.
    counted = [each for each in counted if not (own and cue and each.unit == "states" and each.start >= cue[1])]
    number = next(iter([each for each in counted if each.unit == "persons"] or counted), None)
    many = not own and cue is not None and of_many(bare, start, cue[0], speaker)
    if many and speaker is not None and speaker.kind != "on_record" and modality is not None:
        # What people without a name expect of many is no more than open.
        modality = min(modality, _OPEN) if modality < _PLEDGED else modality
    who = own or (setting.described if cue and not many else ())
    predicate = predicate_of(bare[start:end], bare[cue[0] : end] if cue else "", modality, number, who, setting)
    sent = modality == DEPLOYED or (predicate == "contribute_force" and _MISSION.search(bare) is None)
    away = sent and cue and setting.at_home and deployed_elsewhere(bare, cue[1], end, setting, who, near=modality != DEPLOYED)
    if predicate is None or away or _long_ago(bare, start, end, modality, setting.year):
        return None
    if (predicate == "geometry" and (modality or 0) > _OPEN) or (
        predicate == "force_size" and number and number.unit != "states"
    ):
        # What would be is no firmness of a line or a size.
        modality, cue = None, None
    if predicate == "authorise":
        # The flag is what the clause is about, not a condition on it.
        parts = [part for part in parts if part not in flags]
    predicate, named = whose(predicate, who, speaker, setting.parties, modality=modality, many=many)
    if predicate == "authorise" and not named and modality is None:
        return None
    voiceless = many and speaker is None and not setting.relayed
    if not named and (voiceless or not many) and predicate in ("contribute_force", "support_force", "consent"):
        # What would be done by nobody who is named is told of the force, and of no contributor.
        return None
    if named and number is None and _weak(words, (start, end), modality, own, setting, bool(parts)):
        return None
    return Clause(
        stretch=bare[start:end],
        predicate=predicate,
        modality=modality,
        cue=cue,
        denies=modality == 0 and cue is not None and _denies(bare, cue, lexicon),
        number=number,
        subjects=who,
        named=named,
        conditions=[(part.start, part.end) for part in parts],
    )


_UNDECIDED, _OPEN, _PLEDGED, DEPLOYED = 1, 2, 4, 7
_MATTER = ("force", "sent", "support", "access", "effort")
_QUOTES = ("“", '"', "«", "„")
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)


def _weak(
    words: str, at: tuple[int, int], modality: int | None, own: Sequence[Mention], setting: Setting, conditional: bool
) -> bool:
    """Tell whether too little says that a claim is one of its state: nobody speaks here, or nothing of the matter is named."""
    speaker, topics = setting.speaker, setting.lexicon.topics
    if own and modality == _UNDECIDED:
        return False
    if speaker is None:
        if not own and all(mention.end for mention in setting.described):
            # The state is named in another clause.
            return not setting.relayed and topics["force"].search(words, *at) is None
        return not setting.relayed and not any(topics[name].search(words) for name in _MATTER)
    if words.lstrip().startswith(_QUOTES) or _WE.search(words, *at):
        return False
    # Two of four: who speaks is named here and is no "he", the state is named, something of the matter is, and a condition.
    here = speaker.start >= 0 or speaker.kind != "on_record"
    matter = any(topics[name].search(words, *at) for name in _MATTER)
    return sum((here, bool(own or setting.described), matter, conditional)) < 2


_YEAR = re.compile(r"\b(?:in|since|until|of|from|between|during|late|early|mid)[\s-]+(?:\w+\s+)?((?:19|20)\d\d)\b")
_HAS = re.compile(
    r"\b(?:(?:has|have)(?:\s+had)?|had|with|keeps?|provides?|contributes?)\s+(?:(?:some|about|around|more|than|over|still)\s+)*$"
)
_APART = re.compile(r"\b(?:bilateral|present|current|former|outside\s+the|separate|of\s+(?:its|their)\s+own)\b")
_MISSION = re.compile(
    r"[^.;]{0,40}?\b(?:in|on|at|with|to|of)\s+(?:the|this)\s+(?:\w+\s+){0,2}?(?:mission|force|operation|team)\b|\s+there\b"
)


_ON = re.compile(r"\b(?:in|on|at)\s+(?:the\s+)?$")


def _in_the_mission(words: str, end: int, number: Quantity, setting: Setting) -> bool:
    """Tell whether so many are with the mission, or in a state that it is for: Ghana has 200 soldiers in the force."""
    if number.unit != "persons" or _APART.search(words, number.end, end) or _HAS.search(words[: number.start]) is None:
        return False
    near = min(end, number.end + 40)
    return _MISSION.match(words, number.end, end) is not None or any(
        set(each.values) <= set(setting.parties) and _ON.search(words[number.end - 20 : each.start])
        for each in states(words, number.end, near, setting.lexicon)
    )


def _long_ago(words: str, start: int, end: int, modality: int | None, year: int | None) -> bool:
    """Tell whether a clause is about an earlier mission: two years before the text, for what was done the year before."""
    last = (year or 0) - (1 if modality in (None, DEPLOYED) else 2)
    return any(int(each[1]) <= last for each in _YEAR.finditer(words, start, end))


def _denies(words: str, cue: tuple[int, int], lexicon: Lexicon) -> bool:
    return any(each.word == "denied report" and each.pattern.match(words, *cue) for each in lexicon.modalities)


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


def role_of(clause: Clause, lexicon: Lexicon) -> str | None:
    """Say what a contribution would do: land, where nothing else is told."""
    if clause.predicate == "support_force":
        return "enabler_outside"
    told = next((name for name in ("training", "air", "sea", "monitor") if lexicon.topics[name].search(clause.stretch)), None)
    return told or ("land" if clause.predicate == "contribute_force" else None)


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
