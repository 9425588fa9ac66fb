"""The article of a saved web page, and what its markup says of outlet, date, author and language.

Method: trafilatura finds the article among menus and advertisements (Barbaresi 2021), htmldate its date. Dates are taken from
markup alone, never guessed from the words of the page.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from interpose.case.tables.evidence import LANGUAGE
from interpose.errors import UsageError, to_install
from interpose.limits import LIMITS
from interpose.reading.intake.page import Page, apart, refused
from interpose.reading.intake.time_limit import TooLongError, at_most

if TYPE_CHECKING:
    from trafilatura.settings import Document

__all__ = ["read_html"]

_LANGUAGE = re.compile(rb"<html\b[^<>]{0,2000}?\b(?:xml:)?lang\s*=\s*[\"']?\s*([A-Za-z0-9-]{2,35})", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S{1,2000}?)\s*-->", re.IGNORECASE)
_MAIN_ENTITY = re.compile(
    rb"""["']mainEntityOfPage["']\s{0,9}:\s{0,9}(?:\{[^{}]{0,200}?["']@id["']\s{0,9}:\s{0,9})?["'](https?:[^\s"']{1,2000})["']"""
)
_HEAD = 64 * 1024
"""Bytes in which a page says its language, its address and where it was saved from."""


def read_html(data: bytes, origin: str, *, seconds: float = LIMITS.page_seconds) -> Page:
    """Read a saved web page.

    Parameters
    ----------
    data : bytes
        The page, in whatever encoding it says.
    origin : str
        Its name, for faults.
    seconds : float
        Most seconds for it.

    Returns
    -------
    Page
        The article and what the markup says of it.

    Raises
    ------
    InputError
        Where it holds no article, or takes too long.
    UsageError
        Where the library that finds articles is not installed.
    """
    found = _document(data, origin, seconds)
    if found is None or not (found.text or "").strip():
        mend = "save the page after it has loaded, or save its words as a text file"
        raise refused(origin, "the page holds no article", "there is nothing to read or to quote", mend)
    told = _SAVED_FROM.search(data[:_HEAD]) or _MAIN_ENTITY.search(data[:_HEAD])
    url, archive_url = apart(found.url or (None if told is None else told[1].decode("utf-8", "replace").replace("\\/", "/")))
    language = _LANGUAGE.search(data[:_HEAD])
    said = None if language is None else language[1].decode()
    return Page(
        origin=origin,
        data=data,
        suffix=".html",
        # A blank line between paragraphs: without it a headline runs into the sentence below it.
        text=re.sub(r"\n\s*", "\n\n", (found.text or "").strip()) + "\n",
        title=found.title,
        outlet=found.sitename or found.hostname,
        authors=tuple(map(_family_first, (found.author or "").split(";"))) if found.author else (),
        published_on=found.date,
        language=said if said is not None and re.fullmatch(LANGUAGE, said) else None,
        url=url,
        archive_url=archive_url,
    )


def _document(data: bytes, origin: str, seconds: float) -> Document | None:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        mend = to_install("trafilatura lxml-html-clean", "reading")
        raise UsageError("reading web pages needs the library trafilatura, which is not installed", mend) from error
    for name in ("trafilatura", "htmldate"):
        # What they would log is told as a fault.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    why = "the page may be made to keep a reader busy"
    mend = "save the words of the page as a text file, and add that"
    try:
        with at_most(seconds):
            found = bare_extraction(
                data,
                with_metadata=True,
                include_comments=False,
                favor_recall=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
    except TooLongError:
        raise refused(origin, f"its article was not found within {seconds:g} seconds", why, mend) from None
    except Exception as error:  # it raises whatever the markup makes it stumble over
        what = f"the page cannot be read: {type(error).__name__}"
        raise refused(origin, what, "its markup is damaged", mend) from error
    return found if not isinstance(found, dict) else None


def _family_first(name: str) -> str:
    """Write the name of a person as references do; what may be the name of a body stays as it is."""
    match = re.fullmatch(r"\s*([A-ZÀ-Þ][\w.’'-]+)\s+([A-ZÀ-Þ][\w’'-]+)\s*", name)
    return " ".join(name.split()) if match is None else f"{match[2]}, {match[1]}"
