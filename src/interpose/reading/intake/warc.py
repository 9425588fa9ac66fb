"""The pages of a web archive (WARC), each with the address and the day on which it was retrieved.

Method: ISO 28500, read with warcio. Digests of records are checked where the archive has them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from interpose.errors import Fault, InputError, Location, UsageError, to_install
from interpose.limits import LIMITS
from interpose.reading.intake.html import read_html
from interpose.reading.intake.page import Page, apart, refused
from interpose.reading.intake.pdf import read_pdf

__all__ = ["read_warc"]

_READERS: dict[str, Callable[[bytes, str], Page]] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "application/pdf": read_pdf,
}
_MEND = "save the archive anew, or save the page as HTML"
_SHORTEST = 200
"""Characters below which the words of a page in an archive are those of a frame, a banner or a notice."""


def read_warc(path: Path, *, most_bytes: int = LIMITS.archive_bytes) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Read the pages of a web archive.

    Parameters
    ----------
    path : pathlib.Path
        A WARC, packed with gzip or not.
    most_bytes : int
        Most bytes that it unpacks to.

    Returns
    -------
    tuple of Page
        Each page and PDF that was answered with words in it, in the order of the archive.
    tuple of str
        What was passed over: pages without an article.

    Raises
    ------
    InputError
        Where it is damaged, or holds too much, or no page.
    UsageError
        Where the library that reads web archives is not installed.
    """
    pages: list[Page] = []
    passed_over: list[str] = []
    faults: list[Fault] = []
    for address, retrieved_on, kind, data in _answers(path, most_bytes, faults):
        try:
            page = _READERS[kind](data, f"{path.name} {address}")
        except InputError as error:
            passed_over.extend(f"{each.where}: {each.what}" for each in error.faults)
            continue
        if len(page.text) < _SHORTEST:
            passed_over.append(f"{page.origin}: only {len(page.text)} characters of text")
            continue
        url, archive_url = apart(address)
        pages.append(_at(page, url, archive_url or page.archive_url, retrieved_on))
        if len(pages) > LIMITS.archive_pages:
            what = f"the archive holds more than {LIMITS.archive_pages} pages"
            raise refused(path.name, what, "each would become a source", "archive the pages that matter")
    if faults:
        raise InputError(faults)
    if not pages:
        held = f"; passed over: {'; '.join(passed_over)}" if passed_over else ""
        mend = "archive the page once it has loaded"
        raise refused(path.name, f"the archive holds no page with an article{held}", "there is nothing to read", mend)
    return tuple(pages), tuple(passed_over)


def _at(page: Page, url: str | None, archive_url: str | None, retrieved_on: str | None) -> Page:
    return dataclasses.replace(page, url=url, archive_url=archive_url, retrieved_on=retrieved_on)


def _answers(path: Path, most_bytes: int, faults: list[Fault]) -> Iterator[tuple[str, str | None, str, bytes]]:
    """Go through what servers answered: address, day, kind and content of each page and PDF."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        mend = to_install("warcio", "reading")
        raise UsageError("reading web archives needs the library warcio, which is not installed", mend) from error
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            stream = _Bounded(gzip.GzipFile(fileobj=raw) if packed else raw, most_bytes, path.name)
            # What is packed twice is no archive: a small file must not unpack to more than was counted.
            if stream.peek(5) != b"WARC/":
                raise refused(path.name, "the file is no web archive", "it does not begin with a record", _MEND)
            records = ArchiveIterator(stream, check_digests=True)
            while (record := _quietly(lambda: next(records, None))) is not None:
                answer = _answer(record, path.name)
                if answer is None:
                    continue
                yield answer
                if record.digest_checker is not None and record.digest_checker.passed is False:
                    what = f"the record of {answer[0]} does not have the digest that the archive says"
                    faults.append(Fault(what, Location(path.name), "it is damaged, or was changed", _MEND))
            if records.err_count:
                raise _unreadable(path.name, "the lengths of its records are not those that it says")
    except InputError:
        raise
    except Exception as error:  # damaged records make it raise whatever they make it stumble over
        raise _unreadable(path.name, error) from error


def _quietly(step: Callable[[], Any]) -> Any:  # noqa: ANN401 (warcio has no types)
    """Take a step of a reader that writes its warnings to standard error; what it warns of is told as a fault."""
    with contextlib.redirect_stderr(io.StringIO()):
        return step()


def _unreadable(name: str, error: Exception | str) -> InputError:
    what = f"the archive cannot be read: {' '.join(str(error).split()) or type(error).__name__}"
    return refused(name, what, "it is damaged or cut off", _MEND)


def _answer(record: Any, name: str) -> tuple[str, str | None, str, bytes] | None:  # noqa: ANN401 (warcio has no types)
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()
    if kind not in _READERS:
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or "without an address"
    data = io.BytesIO()
    content = record.content_stream()
    while part := content.read(64 * 1024):
        data.write(part)
        if data.tell() > LIMITS.capture_bytes:
            what = f"the page {address} is larger than {LIMITS.capture_bytes // 1024**2} MiB"
            raise refused(name, what, "a small file must not fill the memory", "leave the page out of the archive")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise _unreadable(name, f"the record of {address} ends before its length")
    day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    try:
        return address, dt.date.fromisoformat(day).isoformat() if day else None, kind, data.getvalue()
    except ValueError:
        raise _unreadable(name, f"the record of {address} is of {day!r}, which is no day") from None


class _Bounded:
    """A stream that gives no more than so many bytes."""

    def __init__(self, stream: Any, most: int, name: str) -> None:  # noqa: ANN401 (a file, packed or not)
        self._stream = stream
        self._left = most
        self._most = most
        self._name = name
        self._first = b""

    def peek(self, size: int) -> bytes:
        self._first = self._unpacked(size)
        return self._first

    def read(self, size: int = -1) -> bytes:
        first, self._first = self._first, b""
        part = first + self._unpacked(size if size < 0 else max(0, size - len(first)))
        self._left -= len(part)
        if self._left < 0:
            what = f"the archive unpacks to more than {self._most // 1024**2} MiB"
            raise refused(self._name, what, "a small file must not fill the memory", "archive the pages that matter")
        return part

    def _unpacked(self, size: int) -> bytes:
        try:
            part: bytes = self._stream.read(size)
        except (EOFError, OSError, zlib.error) as error:
            # Told here: who reads records takes the end of a cut-off file for the end of the archive.
            raise _unreadable(self._name, error) from error
        return part
