"""The lexicon for reading news: how states, offices, authorities, outlets, firmness and units are written."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from interpose.case.read.library import reference_folder

__all__ = ["WORD", "Firmness", "Lexicon", "StateForm", "read_lexicon", "read_spellings"]


WORD = re.compile(r"\w[\w.]*")
"""A word, with the points inside an abbreviation: how forms of states are looked up."""
_SHORTEST_IN_CAPITALS = 3
"""Letters up to which a form in capitals is no name: it may be an abbreviation of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateForm:
    """One way to write a state or a group of states.

    Parameters
    ----------
    form : str
        The words.
    states : tuple of str
        Whom they mean.
    kind : str
        name, demonym, capital, institution, parliament or group.
    ambiguous : str
        Empty, or what else it may be: `person` (a name of people), `elsewhere` (another place or thing: it counts only where
        the text names the state otherwise), `either` (one of several states: the one that the text names otherwise).
    """

    form: str
    states: tuple[str, ...]
    kind: str
    ambiguous: str = ""


@dataclass(frozen=True, slots=True)
class Firmness:
    """Words of firmness.

    Parameters
    ----------
    pattern : pattern
        The words; groups named `gap` and a number hold what may stand between them, such as a "not".
    modality : int or None
        How firm they are; None where they show that nothing is said.
    negated : int or None
        How firm they are with a negation; None where they then say nothing.
    word : str
        What they are, in a word.
    """

    pattern: re.Pattern[str]
    modality: int | None
    negated: int | None
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What words mean.

    Parameters
    ----------
    states : mapping of str to tuple of StateForm
        Forms by their first word, the longest first.
    modalities : tuple of Firmness
        Patterns of firmness; the first that matches wins. In the file, `{parliament}` stands for every parliament that is
        listed, `{do}` for the verbs of contributing, `{sent}` for who is sent, `{matter}` for what a
        force is and what it is helped with, `{gap}` and `{mid}` for words that may stand between.
    negation : pattern
        A negation with the words between it and the words that it negates, at the end of a stretch.
    negated : pattern
        A negation anywhere.
    for_now : pattern
        Words by which a negation holds for the present only.
    topics : mapping of str to pattern
        What a stretch may be about: force, support, access, effort, arms, geometry, need, and the roles.
    set_aside : tuple of pattern
        What holds the name of a state or a word of firmness and means neither.
    papers : pattern
        Names that are those of a newspaper or broadcaster by their last word.
    titles : tuple of str
        Patterns of titles of office, the longest first: a small letter at the beginning of a word stands for both.
    analysts : tuple of str
        The same for those who comment and hold no office.
    authorities : mapping of str to tuple of str
        How the authorities for a force are written, the longest first, by kind: organisation, organ or article of law.
    outlets : mapping of str to str
        Kind of each outlet by the form of its name: outlet or agency.
    units : mapping of str to (unit, what it counts)
        Nouns that are counted.
    """

    states: Mapping[str, tuple[StateForm, ...]]
    modalities: tuple[Firmness, ...]
    negation: re.Pattern[str]
    negated: re.Pattern[str]
    for_now: re.Pattern[str]
    topics: Mapping[str, re.Pattern[str]]
    set_aside: tuple[re.Pattern[str], ...]
    papers: re.Pattern[str]
    titles: tuple[str, ...]
    analysts: tuple[str, ...]
    authorities: Mapping[str, tuple[str, ...]]
    outlets: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]


@lru_cache(maxsize=1)
def read_lexicon() -> Lexicon:
    """Read the shipped lexicon, once a process.

    Returns
    -------
    Lexicon
        Forms of states, patterns of firmness and of titles, authorities, outlets and units.

    Examples
    --------
    >>> [form.states for form in read_lexicon().states["Baltic"] if form.form == "Baltic nations"]
    [('EST', 'LVA', 'LTU')]
    """
    by_word: dict[str, list[StateForm]] = {}
    state_rows, title_rows = _rows("states.csv"), _rows("titles.csv")
    for row in state_rows:
        form = StateForm(form=row["form"], states=tuple(row["states"].split(";")), kind=row["kind"], ambiguous=row["ambiguous"])
        for spelt in {form.form, form.form.upper()} if len(form.form) > _SHORTEST_IN_CAPITALS else {form.form}:
            by_word.setdefault(WORD.search(spelt)[0], []).append(replace(form, form=spelt))  # type: ignore[index]
    phrases = {row["name"]: row["pattern"] for row in _rows("phrases.csv")}
    return Lexicon(
        states={word: tuple(sorted(forms, key=lambda each: -len(each.form))) for word, forms in by_word.items()},
        modalities=_modalities(phrases, [row["form"] for row in state_rows if row["kind"] == "parliament"]),
        negation=_words(
            rf"(?:{phrases['negation']})(?:\s+(?!(?:{phrases['scope_ends']})\b)[\w’'/-]+){{0,4}}\s*$",
        ),
        negated=_words(phrases["negation"]),
        for_now=_words(phrases["for_now"]),
        topics={row["topic"]: _words(rf"\b(?:{row['pattern']})\b") for row in _rows("topics.csv")},
        set_aside=tuple(_words(rf"(?<![\w-])(?:{row['pattern']})(?!\w)") for row in _rows("set_aside.csv")),
        papers=re.compile(rf"(?<![\w-])(?:{phrases['paper']})(?![\w-])"),
        titles=_longest_first(_title(row["form"]) for row in title_rows),
        analysts=_longest_first(_title(row["form"]) for row in title_rows if row["kind"] == "analyst"),
        authorities=_by_kind(_rows("authorities.csv")),
        outlets={row["form"]: row["kind"] for row in _rows("outlets.csv")},
        units={row["form"]: (row["unit"], row["counts_what"]) for row in _rows("units.csv")},
    )


def read_spellings(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read how each state is written, from the text of the lexicon's `states.csv`.

    Returns
    -------
    dict
        By state and kind (name, demonym, capital, institution, parliament): its forms, in the order of the file.

    Examples
    --------
    >>> rows = ["form,states,kind", "France,FRA,name", "French,FRA,demonym", "Baltic,EST;LVA;LTU,group"]
    >>> read_spellings(chr(10).join(rows))
    {'FRA': {'name': ('France',), 'demonym': ('French',)}}
    """
    spellings: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if ";" not in row["states"]:
            forms = spellings.setdefault(row["states"], {})
            forms[row["kind"]] = (*forms.get(row["kind"], ()), row["form"])
    return spellings


def _modalities(phrases: Mapping[str, str], parliaments: Sequence[str]) -> tuple[Firmness, ...]:
    """Read the words of firmness, with the phrases that they name put in."""
    gaps = itertools.count()
    houses = "|".join(_longest_first(re.escape(form) for form in parliaments))
    found = []
    topics = {row["topic"]: row["pattern"] for row in _rows("topics.csv")}
    matter = "|".join(topics[name] for name in ("force", "sent", "support", "effort"))
    for row in _rows("modality.csv"):
        words = row["pattern"].replace("{do}", f"(?:{phrases['do']})").replace("{parliament}", f"(?:{houses})")
        words = words.replace("{matter}", f"(?:{matter})").replace("{sent}", topics["sent"])
        for place in ("gap", "mid"):
            while f"{{{place}}}" in words:
                words = words.replace(f"{{{place}}}", f"(?P<gap{next(gaps)}>{phrases[place]})", 1)
        firm, negated = (int(row[name]) if row[name] else None for name in ("modality", "negated"))
        found.append(Firmness(_words(rf"(?:(?<!\w)|(?=[’']))(?:{words})"), firm, negated, row["word"]))
    return tuple(found)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _title(form: str) -> str:
    """Read a title as it may begin a sentence or not, and be broken over lines."""
    words = (
        f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" if word[0].islower() else re.escape(word) for word in form.split()
    )
    return r"\s+".join(words)


def _by_kind(rows: Sequence[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return {kind: _longest_first(row["form"] for row in rows if row["kind"] == kind) for kind in kinds}


def _longest_first(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _rows(name: str) -> list[dict[str, str]]:
    text = (reference_folder() / "lexicon" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))
