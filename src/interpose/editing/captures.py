"""Captures: a user's own archived copies of sources, kept beside the case and never shipped."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interpose.case.csv_text import table_text
from interpose.case.read.formats.files import decode_text
from interpose.case.read.formats.tabular import parse_csv, validate_rows
from interpose.case.tables.evidence import Capture, Source
from interpose.editing.atomic import replace_files
from interpose.editing.ledger_files import append_rows
from interpose.edtf import parse_edtf
from interpose.errors import Fault, InputError, UsageError
from interpose.limits import LIMITS

__all__ = ["NewCapture", "StoredCapture", "add_capture", "add_captures", "read_captures"]

FOLDER = "captures"


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture with its text.

    Parameters
    ----------
    row : Capture
        What the index says of it.
    text : str or None
        Its text; None where the file is gone or no longer has the digest that was recorded.
    trouble : str
        Why there is no text.
    """

    row: Capture
    text: str | None
    trouble: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCapture:
    """A copy of a source that is to be stored.

    Parameters
    ----------
    source : str
        The source that it is a copy of.
    data : bytes
        Its bytes.
    suffix : str
        Ending of the name that it is stored under.
    text_digest : str
        SHA-256 of its words, normalised.
    text : str or None
        Its words, where they were taken out of it; None where it is text itself.
    retrieved_on, archive_url, language : str or None
        When it was retrieved (EDTF), the address of a public archive of the same page, and the language of its words.
    translates : NewCapture or None
        The original, of which this is a translation.
    """

    source: str
    data: bytes
    suffix: str
    text_digest: str
    text: str | None = None
    retrieved_on: str | None = None
    archive_url: str | None = None
    language: str | None = None
    translates: NewCapture | None = None

    @property
    def file(self) -> str:
        """Name that it is stored under: that of its digest."""
        return f"{hashlib.sha256(self.data).hexdigest()[:16]}{self.suffix}"

    @property
    def row(self) -> Capture:
        """What the index says of it."""
        return Capture(
            source=self.source,
            file=self.file,
            sha256=hashlib.sha256(self.data).hexdigest(),
            text_sha256=self.text_digest,
            retrieved_on=self.retrieved_on,
            archive_url=self.archive_url,
            language=self.language,
            translation_of=None if self.translates is None else self.translates.file,
            text_file=None if self.text is None else f"{self.file.partition('.')[0]}-text.txt",
        )


def add_capture(
    folder: Path, file: Path, source: str, text_digest: str, retrieved_on: str | None = None, archive_url: str | None = None
) -> Capture:
    """Store a copy of a file as a capture of a source.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder.
    file : pathlib.Path
        The user's archived text or HTML, in UTF-8.
    source : str
        The source that it is a copy of.
    text_digest : str
        SHA-256 of its text, normalised.
    retrieved_on : str, optional
        When it was retrieved (EDTF).
    archive_url : str, optional
        Address of a public archive of the same page.

    Returns
    -------
    Capture
        The row that was added; the same bytes of the same source are stored once.

    Raises
    ------
    UsageError
        Where the date is none, or the folder cannot be written to.
    """
    data = _bytes_of(file)
    if retrieved_on is not None:
        try:
            parse_edtf(retrieved_on)
        except ValueError as error:
            raise UsageError(f"--retrieved-on: {error}", "write year, month and day: 2025-04-30") from error
    suffix = file.suffix.lower() if file.suffix.lower() in (".txt", ".html", ".htm", ".md") else ".txt"
    new = NewCapture(
        source=source,
        data=data,
        suffix=suffix,
        text_digest=text_digest,
        retrieved_on=retrieved_on,
        archive_url=archive_url,
    )
    return add_captures(folder, [new])[0]


def add_captures(folder: Path, new: Sequence[NewCapture], sources: Sequence[Source] = ()) -> tuple[Capture, ...]:
    """Store copies of sources with their words, and add sources to the ledger: all of it or nothing.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder.
    new : sequence of NewCapture
        The copies.
    sources : sequence of Source
        Sources that the ledger does not have yet.

    Returns
    -------
    tuple of Capture
        Their rows; the same bytes of the same source are stored once.

    Raises
    ------
    UsageError
        Where the folder cannot be written to.
    InputError
        With every fault that the new sources bring.
    """
    rows: list[Capture] = []

    def files() -> dict[str, bytes]:
        known = {(each.row.source, each.row.sha256): each.row for each in read_captures(folder)}
        written: dict[str, bytes] = {}
        for each in new:
            row = known.setdefault((each.source, each.row.sha256), each.row)
            rows.append(row)
            if row == each.row:
                # Captures are immutable: a file is named by its digest, and the index only grows.
                written[f"{FOLDER}/{row.file}"] = each.data
                if row.text_file is not None and each.text is not None:
                    written[f"{FOLDER}/{row.text_file}"] = each.text.encode()
        if written:
            index = table_text(list(Capture.model_fields), (row.model_dump() for row in known.values()))
            written[f"{FOLDER}/captures.csv"] = index.encode()
        return written

    if sources:
        append_rows(folder, {"sources.csv": sources}, beside=files)
    else:
        replace_files(folder, files)
    return tuple(rows)


def read_captures(folder: Path) -> tuple[StoredCapture, ...]:
    """Read the captures of a case.

    Returns
    -------
    tuple of StoredCapture
        In the order of the index; empty where there are none.

    Raises
    ------
    InputError
        With every fault of the index.
    """
    index = folder / FOLDER / "captures.csv"
    if not index.is_file():
        return ()
    faults: list[Fault] = []
    name = f"{FOLDER}/captures.csv"
    table = parse_csv(decode_text(index.read_bytes(), name), name, Capture, faults)
    rows = validate_rows(table, Capture, faults)
    if faults:
        raise InputError(faults)
    return tuple(_stored(folder, located.row) for located in rows)


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > LIMITS.capture_bytes:
            raise UsageError(
                f"{file} is larger than {LIMITS.capture_bytes // 1024**2} MiB",
                "store the text of the page rather than everything it loads",
            )
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", "check name and permissions") from error


def _stored(folder: Path, row: Capture) -> StoredCapture:
    path = folder / FOLDER / row.file
    if path.parent.resolve() != (folder / FOLDER).resolve():
        return StoredCapture(row, None, "the file lies outside the folder of captures")
    try:
        data = path.read_bytes()
    except OSError:
        return StoredCapture(row, None, "the file is gone")
    if hashlib.sha256(data).hexdigest() != row.sha256:
        return StoredCapture(row, None, "the file is not the one that was stored: its SHA-256 differs")
    if row.text_file is None or path.suffix in (".html", ".txt"):
        try:
            # What finds an article may leave out the words of a quote: they are looked for in the whole page.
            return StoredCapture(row, decode_text(data, f"{FOLDER}/{row.file}"))
        except InputError:
            if row.text_file is None:
                raise
    words = path.with_name(row.text_file)
    if words.parent.resolve() != path.parent.resolve() or not words.is_file():
        return StoredCapture(row, None, f"{row.text_file}, which holds its words, is gone")
    return StoredCapture(row, decode_text(words.read_bytes(), f"{FOLDER}/{row.text_file}"))
