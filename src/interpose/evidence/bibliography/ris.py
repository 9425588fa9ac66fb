"""Sources as RIS, out and in: the format that reference managers and databases of newspapers exchange."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from interpose.case.tables.evidence import Source
from interpose.errors import Fault, Location
from interpose.evidence.bibliography.reference import Reference, place_of_work

__all__ = ["ris_references", "to_ris"]

_LINE = re.compile(r"^([A-Z][A-Z0-9])  -(?: (.*))?$")
_OUTLETS = ("T2", "JF", "JO", "JA", "PB")


def to_ris(sources: Iterable[Source]) -> str:
    """Write sources as RIS.

    Parameters
    ----------
    sources : iterable of Source
        Sources of a ledger, such as `case.sources.values()`.

    Returns
    -------
    str
        One record a source, in the same order. The date as the ledger has it stands behind the last slash of `DA`;
        reliability and interest of the outlet stand in the custom fields `C1` and `C2`.

    Examples
    --------
    >>> print(to_ris([Source(id="wire-1", outlet="Wire", published_on="2024-12~", reliability="B")]), end="")
    TY  - GEN
    ID  - wire-1
    T2  - Wire
    PY  - 2024
    DA  - 2024/12//2024-12~
    C1  - B
    C2  - none
    ER  -
    """
    return "\n".join("\n".join(f"{tag}  - {value}".rstrip() for tag, value in _lines(source)) + "\n" for source in sources)


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    date = source.published_on
    texts = [
        ("TY", "ELEC" if source.url else "GEN"),
        ("ID", source.id),
        ("TI", source.title),
        *(("AU", author) for author in source.authors),
        ("T2", source.outlet),
        ("PY", None if date is None else date[:4]),
        ("DA", None if date is None else _slashes(date)),
        ("LA", source.language),
        ("UR", source.url),
        ("AV", source.archive_url),
        ("N1", source.note),
        ("C1", source.reliability),
        ("C2", source.interest),
    ]
    yield from ((tag, " ".join(text.split())) for tag, text in texts if text)
    yield "ER", ""


def _slashes(date: str) -> str:
    first = re.sub(r"[~?%]$", "", date.split("/")[0])
    parts = [part for part in first.split("-") if part != "XX"]
    return "/".join([*parts, *[""] * (3 - len(parts)), date.replace("/", " to ")])


def ris_references(text: str, file: str, faults: list[Fault]) -> list[Reference]:
    """Read the records of an RIS file.

    Parameters
    ----------
    text : str
        The file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go: lines that belong to no record, and records without an end.

    Returns
    -------
    list of Reference
        In the order of the file.
    """
    found: list[Reference] = []
    record: dict[str, list[str]] | None = None
    begun, tag = 0, ""
    mend = "begin each record with `TY  - ` and end it with `ER  - `"
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if match is None:
            if record is not None and line.strip() and tag:
                record[tag][-1] = f"{record[tag][-1]} {line.strip()}".strip()
            elif line.strip():
                faults.append(Fault(f"{line.strip()!r} belongs to no record", Location(file, number), "it is no RIS", mend))
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            if record is not None:
                faults.append(Fault("the record has no end", Location(file, begun), "the next one begins in it", mend))
            record, begun = {}, number
        if record is None:
            faults.append(Fault(f"{tag} stands outside a record", Location(file, number), "nobody knows of which", mend))
        elif tag == "ER":
            found.append(_reference(record, begun, len(found) + 1))
            record = None
        else:
            record.setdefault(tag, []).append(value)
    if record is not None:
        faults.append(Fault("the record has no end", Location(file, begun), "the file may have been cut off", mend))
    return found


def _reference(record: Mapping[str, Sequence[str]], line: int, number: int) -> Reference:
    def first(*tags: str) -> str | None:
        return next((record[tag][0] for tag in tags if tag in record and record[tag][0]), None)

    doi = first("DO")
    return Reference(
        key=first("ID") or f"record {number}",
        line=line,
        fields={
            "outlet": first(*_OUTLETS),
            "title": first("TI", "T1", "CT"),
            "authors": tuple(name for tag in ("AU", "A1") for name in record.get(tag, ()) if name),
            "language": first("LA"),
            "url": first("UR") or (place_of_work(doi) if doi else None),
            "archive_url": first("AV"),
            "published_on": _date(first("DA", "Y1", "PY")),
            "reliability": first("C1") if first("C1") in tuple("ABCDEF") else None,
            "interest": first("C2"),
            "note": first("N1"),
        },
    )


def _date(date: str | None) -> str | None:
    if date is None:
        return None
    year, month, day, other = (*date.split("/", 3), "", "", "")[:4]
    if re.match(r"\d{4}", other):
        return other.replace(" to ", "/")
    return "-".join(f"{part.strip():0>2}" for part in (year, month, day) if part.strip())
