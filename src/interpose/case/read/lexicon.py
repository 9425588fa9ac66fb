"""The lexicon for reading news: how states, outlets, firmness and units are written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
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


@dataclass(frozen=True)
class Lexicon:
    """What words mean.

    Parameters
    ----------
    states : mapping of str to tuple of StateForm
        Forms by their first word, the longest first.
    modalities : tuple of (pattern, int)
        Patterns of firmness; the first that matches wins.
    outlets : mapping of str to str
        Kind of each outlet by the form of its name: outlet or agency.
    units : mapping of str to (unit, what it counts)
        Nouns that are counted.
    """

    states: Mapping[str, tuple[StateForm, ...]]
    modalities: tuple[tuple[re.Pattern[str], int], ...]
    outlets: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]


@lru_cache(maxsize=1)
def read_lexicon() -> Lexicon:
    """Read the shipped lexicon, once a process.

    Returns
    -------
    Lexicon
        Forms of states, patterns of firmness, outlets and units.

    Examples
    --------
    >>> [form.states for form in read_lexicon().states["Baltic"] if form.form == "Baltic nations"]
    [('EST', 'LVA', 'LTU')]
    """
    by_word: dict[str, list[StateForm]] = {}
    for row in _rows("states.csv"):
        first = re.split(r"[\s-]", row["form"], maxsplit=1)[0]
        by_word.setdefault(first, []).append(StateForm(row["form"], tuple(row["states"].split(";")), row["kind"]))
    return Lexicon(
        states={word: tuple(sorted(forms, key=lambda each: -len(each.form))) for word, forms in by_word.items()},
        modalities=tuple(
            (re.compile(rf"(?<!\w)(?:{row['pattern']})", re.IGNORECASE), int(row["modality"])) for row in _rows("modality.csv")
        ),
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
        By state and kind (name, demonym, capital, institution): its forms, in the order of the file.

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


def _rows(name: str) -> list[dict[str, str]]:
    text = (reference_folder() / "lexicon" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))
