"""Sources as BibTeX, out and in.

Method: entries of kind `online` with the fields of biblatex; older styles take them for `misc`. Dates stand in `date` as EDTF,
which biblatex reads, and as `year` for those that do not.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping

from interpose.case.tables.evidence import Source
from interpose.errors import Fault, Location, UsageError, to_install
from interpose.evidence.bibliography.reference import Reference, place_of_work

__all__ = ["bibtex_references", "to_bibtex"]

_SPECIAL = {
    **{each: f"\\{each}" for each in "#$%&_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OUTLETS = ("journaltitle", "journal", "organization", "publisher", "institution", "school", "booktitle", "howpublished")
_AS_WRITTEN = frozenset({"url", "date", "doi", "year", "month", "day", "archiveurl", "reliability", "interest", "langid"})
"""Fields that hold no LaTeX."""
_DEEPEST = 50
"""Levels of braces: a reader of LaTeX goes down them one by one."""


def to_bibtex(sources: Iterable[Source]) -> str:
    r"""Write sources as BibTeX.

    Parameters
    ----------
    sources : iterable of Source
        Sources of a ledger, such as `case.sources.values()`.

    Returns
    -------
    str
        One entry a source, in the same order, in UTF-8; its key is the name of the source. Empty for no sources.

    Examples
    --------
    >>> print(to_bibtex([Source(id="wire-1", outlet="Wire & Co", published_on="2024-12-07~", reliability="B")]), end="")
    @online{wire-1,
      organization = {Wire \& Co},
      date = {2024-12-07~},
      year = {2024},
      reliability = {B},
      interest = {none},
    }
    """
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    fields = {
        "title": None if source.title is None else f"{{{_latex(source.title)}}}",
        "author": " and ".join(_latex(each) if "," in each else f"{{{_latex(each)}}}" for each in source.authors),
        "organization": _latex(source.outlet),
        "date": source.published_on,
        "year": None if source.published_on is None else source.published_on[:4],
        "language": source.language,
        "url": _address(source.url),
        "archiveurl": _address(source.archive_url),
        "note": None if source.note is None else _latex(source.note),
        "reliability": source.reliability,
        "interest": source.interest,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{source.id},", *lines, "}", ""])


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(each, each) for each in " ".join(text.split()))


def _address(url: str | None) -> str | None:
    """Write an address so that no brace of it ends the field."""
    return None if url is None else re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def bibtex_references(text: str, file: str, faults: list[Fault]) -> list[Reference]:
    """Read the entries of a BibTeX file.

    Parameters
    ----------
    text : str
        The file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go: an entry that cannot be read, or two of one key.

    Returns
    -------
    list of Reference
        In the order of the file.

    Raises
    ------
    UsageError
        Where the library that reads BibTeX is not installed.
    """
    try:
        from bibtexparser.entrypoint import parse_string
    except ImportError as error:
        mend = to_install("bibtexparser", "reading") + ", or export them as CSL-JSON or RIS"
        raise UsageError("BibTeX needs the library bibtexparser, which is not installed", mend) from error
    for name in ("bibtexparser", "pylatexenc"):
        # What they would log is told as faults.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    library = parse_string(text)
    for block in library.failed_blocks:
        what = " ".join(str(block.error).split()) or "the entry cannot be read"
        where = Location(file, (block.start_line or 0) + 1)
        faults.append(Fault(what, where, "a reference that is lost is missed by nobody", "correct the entry, or take it out"))
    found = []
    for entry in library.entries:
        line = (entry.start_line or 0) + 1
        fields = {field.key.casefold(): _plain(field.key.casefold(), str(field.value)) for field in entry.fields}
        faults.extend(
            Fault(f"{name} of {entry.key!r} cannot be read", Location(file, line), "its LaTeX", "write it in plain words")
            for name, value in fields.items()
            if value is None
        )
        found.append(_reference(entry.key, line, {name: value for name, value in fields.items() if value}))
    return found


def _reference(key: str, line: int, fields: Mapping[str, str]) -> Reference:
    outlet = next((fields[name] for name in _OUTLETS if name in fields and "://" not in fields[name]), None)
    doi = fields.get("doi")
    return Reference(
        key=key,
        line=line,
        fields={
            "outlet": outlet,
            "title": fields.get("title"),
            "authors": tuple(re.split(r"\s+and\s+", fields["author"])) if "author" in fields else (),
            "language": fields.get("language"),
            "url": fields.get("url") or (place_of_work(doi) if doi else None),
            "archive_url": fields.get("archiveurl"),
            "published_on": fields.get("date") or _date(fields),
            "reliability": fields.get("reliability"),
            "interest": fields.get("interest"),
            "note": fields.get("note"),
        },
    )


def _date(fields: Mapping[str, str]) -> str | None:
    year = fields.get("year")
    month = fields.get("month", "").strip().casefold()[:3]
    if year is None or not month:
        return year
    number = _MONTHS.index(month) + 1 if month in _MONTHS else month
    day = fields.get("day")
    return "-".join([year, f"{number:0>2}", *([f"{day:0>2}"] if day else [])])


def _plain(name: str, value: str) -> str | None:
    """Read LaTeX as the text that it prints; None where it cannot be."""
    if name in _AS_WRITTEN or not re.search(r"[\\{}$~^]|--", value):
        return value.strip("{} ")
    from pylatexenc.latex2text import LatexNodes2Text

    depth = deepest = 0
    for each in value:
        depth += (each == "{") - (each == "}")
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return None
    try:
        printed = LatexNodes2Text(keep_comments=True).latex_to_text(value)
    except Exception:  # it raises what its macros raise, such as an IndexError for a \\href without its arguments
        return None
    return " ".join(printed.replace("\u02c6", "^").split())
