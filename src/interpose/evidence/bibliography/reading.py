"""From a file of references to sources of a ledger: every fault of it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Literal

from pydantic import ValidationError

from interpose.case.tables.evidence import LANGUAGE, Source
from interpose.errors import Fault, InputError, Location
from interpose.evidence.bibliography.bibtex import bibtex_references
from interpose.evidence.bibliography.csl import csl_references
from interpose.evidence.bibliography.reference import Reference, free_name, site, slug
from interpose.evidence.bibliography.ris import ris_references

__all__ = ["ReferenceKind", "read_references"]

ReferenceKind = Literal["csl", "bibtex", "ris"]
"""Formats of references."""

_READERS: Mapping[ReferenceKind, Callable[[str, str, list[Fault]], list[Reference]]] = {
    "csl": csl_references,
    "bibtex": bibtex_references,
    "ris": ris_references,
}


def read_references(
    text: str, kind: ReferenceKind, file: str, taken: Collection[str] = (), *, reliability: str = "F"
) -> tuple[Source, ...]:
    """Read references as sources.

    Parameters
    ----------
    text : str
        The file.
    kind : str
        `csl`, `bibtex` or `ris`.
    file : str
        Its name, for faults.
    taken : collection of str
        Names of sources that there are: a reference of such a name gets the next free one.
    reliability : str
        Admiralty reliability of outlets of which the file says none.

    Returns
    -------
    tuple of Source
        One for each reference, in the order of the file. Where no outlet is told, the site of the address stands for it.

    Raises
    ------
    InputError
        With every fault: nothing is read by half.
    UsageError
        Where the library that reads BibTeX is not installed.

    Examples
    --------
    >>> read_references('[{"id": "a b", "type": "webpage", "URL": "https://example.org/1"}]', "csl", "refs.json")[0].outlet
    'example.org'
    """
    faults: list[Fault] = []
    sources: list[Source] = []
    used = set(taken)
    for reference in _READERS[kind](text, file, faults):
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", reference.key)
        name = free_name(name if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", name) else slug(reference.key), used)
        source = _source(name, reference, file, faults, reliability)
        if source is not None:
            used.add(name)
            sources.append(source)
    if faults:
        raise InputError(faults)
    return tuple(sources)


def _source(name: str, reference: Reference, file: str, faults: list[Fault], reliability: str) -> Source | None:
    told = {field: value for field, value in reference.fields.items() if value}
    language = told.get("language")
    if isinstance(language, str) and re.fullmatch(LANGUAGE, language) is None:
        # A language by its name is no code that the ledger keeps, but it is no slip either.
        told |= {"language": None, "note": "; ".join(filter(None, (str(told.get("note") or ""), f"language: {language}")))}
    outlet = told.get("outlet") or site(str(told.get("url", "")))
    where = Location(file, reference.line)
    if outlet is None:
        why, mend = "a source has somebody who published it", "add its publisher or its address"
        faults.append(Fault(f"{reference.key!r} has no publisher and no address", where, why, mend))
        return None
    try:
        return Source.model_validate({"reliability": reliability, **told, "id": name, "outlet": outlet})
    except ValidationError as error:
        for each in error.errors(include_url=False):
            field = ".".join(str(part) for part in each["loc"])
            what = f"{reference.key!r}: {field} {each['input']!r}: {each['msg'].removeprefix('Value error, ')}"
            faults.append(Fault(what, where, "the ledger keeps what it can read", "correct it in the file, or take it out"))
        return None
