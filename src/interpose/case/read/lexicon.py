"""The lexicon for reading news: how states, offices, authorities, outlets, firmness and units are written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interpose.case.read.library import reference_folder

__all__ = ["Lexicon", "StateForm", "read_lexicon", "read_spellings"]


@dataclass(frozen=True, slots=True)
class StateForm:
    """One way to write a state or a group of states."""

    form: str
    states: tuple[str, ...]
    kind: str


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What words mean.

    Parameters
    ----------
    states : mapping of str to tuple of StateForm
        Forms by their first word, the longest first.
    modalities : tuple of (pattern, int)
        Patterns of firmness; the first that matches wins. `{parliament}` and `{state}` in the file stand for every parliament
        and for every name and demonym of a state that is listed.
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
    modalities: tuple[tuple[re.Pattern[str], int], ...]
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
        first = re.split(r"[\s-]", row["form"], maxsplit=1)[0]
        by_word.setdefault(first, []).append(StateForm(row["form"], tuple(row["states"].split(";")), row["kind"]))
    return Lexicon(
        states={word: tuple(sorted(forms, key=lambda each: -len(each.form))) for word, forms in by_word.items()},
        modalities=tuple(
            (re.compile(rf"(?<!\w)(?:{_filled(row['pattern'], state_rows)})", re.IGNORECASE), int(row["modality"]))
            for row in _rows("modality.csv")
        ),
        titles=_longest_first(_title(row["form"]) for row in title_rows),
        analysts=_longest_first(_title(row["form"]) for row in title_rows if row["kind"] == "analyst"),
        authorities=_by_kind(_rows("authorities.csv")),
        outlets={row["form"]: row["kind"] for row in _rows("outlets.csv")},
        units={row["form"]: (row["unit"], row["counts_what"]) for row in _rows("units.csv")},
    )


def read_spellings(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read how each state is written, from the text of the lexicon's `states.csv`.

    Parameters
    ----------
    text : str
        The file.

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
        if row["kind"] != "group":
            forms = spellings.setdefault(row["states"], {})
            forms[row["kind"]] = (*forms.get(row["kind"], ()), row["form"])
    return spellings


def _filled(pattern: str, states: Sequence[Mapping[str, str]]) -> str:
    """Put every parliament, and every name and demonym of a state, where the pattern asks for one."""
    for place, kinds in (("{parliament}", ("parliament",)), ("{state}", ("name", "demonym"))):
        forms = (re.escape(row["form"]) for row in states if row["kind"] in kinds)
        pattern = pattern.replace(place, f"(?:{'|'.join(_longest_first(forms))})")
    return pattern


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
