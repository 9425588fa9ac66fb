"""Sources as items of CSL-JSON, which word processors, Pandoc and Zotero make footnotes of.

Method: the data model of the Citation Style Language 1.0.2 (csl-data.json). What it has no field for (the grade of an outlet,
its interest, marks of a date) stands under `custom`, which the model keeps for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from interpose.case.tables.evidence import Source
from interpose.errors import Fault, InputError, Location
from interpose.evidence.bibliography.reference import Reference, place_of_work

__all__ = ["csl_references", "to_csl_items"]

_MARKS = re.compile(r"[~?%]$")


def to_csl_items(sources: Iterable[Source]) -> list[dict[str, object]]:
    """Turn sources into items of CSL-JSON.

    Parameters
    ----------
    sources : iterable of Source
        Sources of a ledger, such as `case.sources.values()`.

    Returns
    -------
    list of dict
        One item a source, in the same order; its `id` is that of the source. `json.dumps` makes a CSL-JSON file of them.

    Examples
    --------
    >>> source = Source(id="wire-1", outlet="Example Wire", published_on="2024-12~", reliability="B")
    >>> to_csl_items([source])[0]["issued"]
    {'date-parts': [[2024, 12]], 'circa': True}
    """
    return [_item(source) for source in sources]


def _item(source: Source) -> dict[str, object]:
    kept = {"reliability": source.reliability, "interest": source.interest, "published_on": source.published_on}
    item: dict[str, object | None] = {
        "id": source.id,
        "type": "webpage" if source.url else "document",
        "title": source.title,
        "author": [_name(author) for author in source.authors] or None,
        "container-title": source.outlet,
        "issued": None if source.published_on is None else _issued(source.published_on),
        "language": source.language,
        "URL": source.url,
        "archive_location": source.archive_url,
        "note": source.note,
        "custom": {"interpose": {name: value for name, value in kept.items() if value is not None}},
    }
    return {name: value for name, value in item.items() if value is not None}


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": author}


def _issued(date: str) -> dict[str, object]:
    days = date.split("/")
    parts = [[int(part) for part in _MARKS.sub("", day).split("-") if part != "XX"] for day in days]
    about = any(_MARKS.search(day) for day in days)
    return {"date-parts": parts, **({"circa": True} if about else {})}


def csl_references(text: str, file: str, faults: list[Fault]) -> list[Reference]:
    """Read the items of a CSL-JSON file.

    Parameters
    ----------
    text : str
        The file: a list of items, or an object that holds it under `items`.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go.

    Returns
    -------
    list of Reference
        In the order of the file.

    Raises
    ------
    InputError
        Where it is no list of items.
    """
    mend = "export the references as CSL-JSON: a list of items, each with id and type"
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        why = "the file is no JSON"
        raise InputError([Fault(error.msg, Location(file, error.lineno, error.colno), why, mend)]) from error
    except RecursionError as error:
        raise InputError([Fault("its parts are nested too deep", Location(file), "no reference is", mend)]) from error
    items = read.get("items") if isinstance(read, dict) else read
    if not isinstance(items, list):
        raise InputError([Fault("the file holds no list of items", Location(file), "references are a list", mend)])
    found = []
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            found.append(_reference(item, number))
        else:
            faults.append(Fault(f"item {number} is no object", Location(file), "it says nothing of a source", mend))
    return found


def _reference(item: Mapping[str, object], number: int) -> Reference:
    custom = _within(_within(item, "custom"), "interpose")
    names = item.get("author")
    doi = _text(item.get("DOI"))
    return Reference(
        key=_text(item.get("id")) or f"item {number}",
        line=None,
        fields={
            "outlet": _text(item.get("container-title")) or _text(item.get("publisher")),
            "title": _text(item.get("title")),
            "authors": tuple(filter(None, map(_author, names))) if isinstance(names, list) else (),
            "language": _text(item.get("language")),
            "url": _text(item.get("URL")) or (place_of_work(doi) if doi else None),
            "archive_url": _text(item.get("archive_location")),
            "published_on": _text(custom.get("published_on")) or _date(item.get("issued")),
            "reliability": _text(custom.get("reliability")),
            "interest": _text(custom.get("interest")),
            "note": _text(item.get("note")),
        },
    )


def _within(item: Mapping[str, object], name: str) -> Mapping[str, object]:
    inner = item.get(name)
    return inner if isinstance(inner, dict) else {}


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) else None


def _author(name: object) -> str | None:
    if not isinstance(name, dict):
        return None
    family = " ".join(filter(None, (_text(name.get("non-dropping-particle")), _text(name.get("family")))))
    given = " ".join(filter(None, (_text(name.get("given")), _text(name.get("dropping-particle")))))
    return f"{family}, {given}" if family and given else family or _text(name.get("literal")) or given or None


def _date(issued: object) -> str | None:
    if not isinstance(issued, dict):
        return None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and all(isinstance(day, list) and day for day in parts):
        days = ["-".join(f"{str(part).strip():0>{4 if not place else 2}}" for place, part in enumerate(day)) for day in parts]
        about = "~" if issued.get("circa") else ""
        return "/".join(day + about for day in days)
    return _text(issued.get("raw")) or _text(issued.get("literal"))
