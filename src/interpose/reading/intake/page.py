"""A page that somebody saved: its words, and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interpose.errors import Fault, InputError, Location

__all__ = ["Page", "apart", "refused"]

_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|is|ph|li|md|vn|fo)|arquivo\.pt/wayback)/(?:[0-9]{4,14}[a-z_]*|newest|oldest)/(?=https?:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page that somebody saved.

    Parameters
    ----------
    origin : str
        The file, and within an archive the address.
    data : bytes
        The page as it was saved.
    suffix : str
        Ending of the name that it is stored under.
    text : str
        Its words, without menus and advertisements.
    title, outlet, published_on, language, url, archive_url, retrieved_on : str or None
        What it says of itself, which nobody has checked: title, who published it, when (EDTF), language (BCP 47), its own
        address, that of a public archive, and when it was retrieved.
    authors : tuple of str
        Who wrote it, by its own account.
    """

    origin: str
    data: bytes
    suffix: str
    text: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published_on: str | None = None
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved_on: str | None = None


def apart(url: str | None) -> tuple[str | None, str | None]:
    """Tell the address of a page and that of its public archive apart.

    Parameters
    ----------
    url : str or None
        An address, of the page or of an archive that names the page.

    Returns
    -------
    tuple of str or None
        Address of the page, and of the archive.

    Examples
    --------
    >>> apart("https://web.archive.org/web/20250302101010/https://example.org/a")
    ('https://example.org/a', 'https://web.archive.org/web/20250302101010/https://example.org/a')
    >>> apart("https://example.org/a")
    ('https://example.org/a', None)
    """
    match = _ARCHIVES.match(url or "")
    return (url, None) if url is None or match is None else (url[match.end() :], url)


def refused(origin: str, what: str, why: str, mend: str) -> InputError:
    """Refuse a file with one fault."""
    return InputError([Fault(what, Location(origin), why, mend)])
