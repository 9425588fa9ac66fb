"""Which kind of file somebody gives, and what is in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from interpose.case.read.formats.files import decode_text
from interpose.case.read.lexicon import Lexicon
from interpose.case.tables.evidence import Source
from interpose.errors import Fault, InputError, Location
from interpose.evidence.bibliography import ReferenceKind, read_references
from interpose.evidence.bibliography.reference import free_name, site, slug
from interpose.limits import LIMITS
from interpose.reading.intake.html import read_html
from interpose.reading.intake.page import Page, apart, refused
from interpose.reading.intake.pdf import read_pdf
from interpose.reading.intake.time_limit import TooLongError, at_most
from interpose.reading.intake.warc import read_warc
from interpose.reading.words.heading import read_heading

__all__ = ["Intake", "read_intake"]

_REFERENCES: dict[str, ReferenceKind] = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csl"}
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file holds.

    Parameters
    ----------
    pages : tuple of Page
        Pages with their words.
    listed : tuple of Source
        Sources that it only names: references, or addresses.
    passed_over : tuple of str
        Parts of an archive that hold no article.
    """

    pages: tuple[Page, ...] = ()
    listed: tuple[Source, ...] = ()
    passed_over: tuple[str, ...] = ()


def read_intake(path: Path, lexicon: Lexicon, taken: Collection[str] = (), *, reliability: str = "F") -> Intake:
    """Read a file of whatever kind: a saved page, a PDF, a web archive, references, addresses, or plain text.

    Parameters
    ----------
    path : pathlib.Path
        The file. Its kind is told from what it holds; references by the ending of its name.
    lexicon : Lexicon
        Names of outlets, for the heading of a plain text.
    taken : collection of str
        Names of sources that there are.
    reliability : str
        Admiralty reliability of outlets of which the file says none.

    Returns
    -------
    Intake
        Pages, or sources that are only named. Nothing is fetched.

    Raises
    ------
    InputError
        With every fault of the file, also where it cannot be opened.
    UsageError
        Where a library is not installed.

    Examples
    --------
    >>> import tempfile
    >>> from interpose.case.read.lexicon import read_lexicon
    >>> with tempfile.TemporaryDirectory() as place:
    ...     file = Path(place) / "addresses.txt"
    ...     _ = file.write_text("https://example.org/a")
    ...     read_intake(file, read_lexicon()).listed[0].outlet
    'example.org'
    """
    beginning = _beginning(path)
    suffix = path.suffix.casefold()
    if beginning.startswith(b"WARC/") or (beginning.startswith(b"\x1f\x8b") and ".warc" in path.name.casefold()):
        pages, passed_over = read_warc(path)
        return Intake(pages, passed_over=passed_over)
    data = _data(path)
    if not data.strip():
        raise refused(path.name, "the file is empty", "there is nothing to read", "save it anew")
    if b"%PDF-" in beginning:
        return Intake((read_pdf(data, path.name),))
    if suffix in _REFERENCES:
        return Intake(listed=_references(decode_text(data, path.name), path, taken, reliability))
    if suffix in (".mht", ".mhtml", ".webarchive"):
        mend = "save the page as HTML alone, as PDF or as WARC"
        raise refused(path.name, f"{suffix} is not read", "it packs the page with everything that it loads", mend)
    if suffix in (".html", ".htm", ".xhtml") or _MARKUP.search(beginning):
        return Intake((read_html(data, path.name),))
    if b"\0" in beginning and not beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        mend = "give a saved page (HTML), a PDF, a WARC, references (BibTeX, CSL-JSON, RIS), a list of addresses, or plain text"
        if beginning.startswith(b"\x1f\x8b"):
            mend = "unpack it; if it is a packed web archive: call it .warc.gz"
        raise refused(path.name, "the file is of no kind that is read", "it is no text", mend)
    return _from_text(decode_text(data, path.name), data, path, lexicon, taken, reliability)


def _references(text: str, path: Path, taken: Collection[str], reliability: str) -> tuple[Source, ...]:
    kind = _REFERENCES[path.suffix.casefold()]
    try:
        with at_most(LIMITS.page_seconds):
            found = read_references(text, kind, path.name, taken, reliability=reliability)
    except TooLongError:
        what = f"its references were not read within {LIMITS.page_seconds} seconds"
        raise refused(path.name, what, "no bibliography takes as long", "divide it, or take out what is no reference") from None
    if not found:
        raise refused(path.name, "the file holds no reference", "there is nothing to add", "save the references anew")
    return found


def _from_text(text: str, data: bytes, path: Path, lexicon: Lexicon, taken: Collection[str], reliability: str) -> Intake:
    lines = [(number, line.strip()) for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)]
    told = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if not told:
        raise refused(path.name, "the file is empty", "there is nothing to read", "save the page anew")
    addresses = [line for _, line in told if _is_address(line)]
    if 2 * len(addresses) <= len(told):
        heading = read_heading(text, lexicon)
        return Intake(
            (
                Page(
                    origin=path.name,
                    data=data,
                    suffix=".txt",
                    text=text,
                    outlet=heading.outlet,
                    published_on=heading.published_on,
                ),
            )
        )
    if wrong := [(number, line) for number, line in told if not _is_address(line)]:
        why, mend = "a list of addresses has one on each line", "write the address alone, or # before a remark"
        raise InputError(Fault(f"{line!r} is no address", Location(path.name, number), why, mend) for number, line in wrong)
    return Intake(listed=_named(dict.fromkeys(addresses), taken, reliability))


def _is_address(line: str) -> bool:
    return _ADDRESS.fullmatch(line) is not None and site(apart(line)[0]) is not None


def _named(addresses: Collection[str], taken: Collection[str], reliability: str) -> tuple[Source, ...]:
    used = set(taken)
    sources: list[Source] = []
    for address in addresses:
        url, archive_url = apart(address)
        outlet = site(url) or ""
        free = free_name(slug(outlet), used)
        used.add(free)
        sources.append(Source(id=free, outlet=outlet, url=url, archive_url=archive_url, reliability=reliability))
    return tuple(sources)


def _beginning(path: Path) -> bytes:
    why = "nothing of it can be read"
    if path.exists() and not path.is_file() and not path.is_dir():
        mend = "save what it gives as a file, and add that: a copy must be read twice"
        raise refused(str(path), "it is a pipe or a device", why, mend)
    try:
        with path.open("rb") as opened:
            return opened.read(4096)
    except IsADirectoryError as error:
        raise refused(str(path), "it is a folder", why, f"name its files; if it is the case: --case {path}") from error
    except OSError as error:
        raise refused(str(path), f"it cannot be read: {error.strerror}", why, "check name and permissions") from error


def _data(path: Path) -> bytes:
    with path.open("rb") as opened:
        data = opened.read(LIMITS.capture_bytes + 1)
    if len(data) > LIMITS.capture_bytes:
        what = f"the file is larger than {LIMITS.capture_bytes // 1024**2} MiB"
        mend = "save the page alone rather than everything it loads"
        raise refused(path.name, what, "it is held in memory with the rest", mend)
    return data
