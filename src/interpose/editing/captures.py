"""Captures: a user's own archived copies of sources, kept beside the case and never shipped."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from interpose.case.read.tabular import parse_csv, validate_rows
from interpose.case.tables.edtf import parse_edtf
from interpose.case.tables.evidence import Capture
from interpose.editing.atomic import write_atomically
from interpose.errors import Fault, InputError, UsageError

__all__ = ["StoredCapture", "add_capture", "decode_text", "read_captures"]

FOLDER = "captures"
LARGEST_CAPTURE = 64 * 1024 * 1024


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
    known = [stored.row for stored in read_captures(folder)]
    if any(each.source == source and each.sha256 == digest for each in known):
        return next(each for each in known if each.source == source and each.sha256 == digest)
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder / FOLDER} cannot be written: {error.strerror}", "copy the case to a folder of your own"
        ) from error
    # Captures are immutable: the file is named by its digest, and the index only grows.
    write_atomically(folder / FOLDER / row.file, data)
    write_atomically(folder / FOLDER / "captures.csv", _table([*known, row]).encode())
    return row


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


def decode_text(data: bytes, name: str) -> str:
    """Decode a user's text, or name the encoding that it seems to have.

    Line ends become newlines, as when the file is opened as text, so that places in it mean the same everywhere.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for the fault.

    Returns
    -------
    str
        The text.

    Raises
    ------
    InputError
        Where it is not UTF-8.
    """
    why, mend = "Interpose reads UTF-8 only", "save the file as UTF-8"
    for mark, encoding in ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise InputError([Fault(f"the file is encoded in {encoding}", name, 1, None, why, mend)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = "Windows-1251 or KOI8-R" if _looks_cyrillic(data) else "Windows-1252 or Latin-1"
        what = f"byte {data[error.start]:#04x} is not UTF-8 (the file looks like {guess})"
        raise InputError([Fault(what, name, line, None, why, mend)]) from error
    if "\x00" in text:
        raise InputError(
            [Fault("a NUL byte", name, text.count("\n", 0, text.index("\x00")) + 1, None, "this is no text", mend)]
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_cyrillic(data: bytes) -> bool:
    high = [byte for byte in data[:65536] if byte >= 0x80]
    return len(high) > 0.5 * len(data[:65536])


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_CAPTURE:
            raise UsageError(f"{file} is larger than 64 MiB", "store the text of the page rather than everything it loads")
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


def _table(rows: list[Capture]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(Capture.model_fields), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: "" if value is None else value for name, value in row.model_dump().items()})
    return stream.getvalue()
