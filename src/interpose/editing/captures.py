"""Captures: a user's own archived copies of sources, kept beside the case and never shipped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from interpose.case.csv_text import table_text
from interpose.case.read.formats.files import decode_text
from interpose.case.read.formats.tabular import parse_csv, validate_rows
from interpose.case.tables.evidence import Capture
from interpose.editing.atomic import replace_files
from interpose.edtf import parse_edtf
from interpose.errors import Fault, InputError, UsageError
from interpose.limits import LIMITS

__all__ = ["StoredCapture", "add_capture", "read_captures"]

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
    digest = hashlib.sha256(data).hexdigest()
    suffix = file.suffix.lower() if file.suffix.lower() in (".txt", ".html", ".htm", ".md") else ".txt"
    row = Capture(
        source=source,
        file=f"{digest[:16]}{suffix}",
        sha256=digest,
        text_sha256=text_digest,
        retrieved_on=retrieved_on,
        archive_url=archive_url,
    )
    stored: list[Capture] = []

    def files() -> dict[str, bytes]:
        known = [each.row for each in read_captures(folder)]
        same = [each for each in known if each.source == source and each.sha256 == digest]
        stored.append(same[0] if same else row)
        if same:
            return {}
        index = table_text(list(Capture.model_fields), (each.model_dump() for each in (*known, row)))
        # Captures are immutable: the file is named by its digest, and the index only grows.
        return {f"{FOLDER}/{row.file}": data, f"{FOLDER}/captures.csv": index.encode()}

    replace_files(folder, files)
    return stored[0]


def read_captures(folder: Path) -> tuple[StoredCapture, ...]:
    """Read the captures of a case.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder.

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
    return StoredCapture(row, decode_text(data, f"{FOLDER}/{row.file}"))
