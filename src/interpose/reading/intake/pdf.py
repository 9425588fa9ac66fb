"""The words of a PDF, and what it says of title, author, date and language."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

from interpose.case.tables.evidence import LANGUAGE
from interpose.errors import InputError, UsageError, to_install
from interpose.limits import LIMITS
from interpose.reading.intake.page import Page, refused
from interpose.reading.intake.time_limit import TooLongError, at_most

if TYPE_CHECKING:
    import pypdf

__all__ = ["read_pdf"]

_MEND = "save its words as a text file, and add that"


def read_pdf(
    data: bytes, origin: str, *, seconds: float = LIMITS.page_seconds, characters: int = LIMITS.page_characters
) -> Page:
    """Read a PDF.

    Parameters
    ----------
    data : bytes
        The file.
    origin : str
        Its name, for faults.
    seconds : float
        Most seconds for it.
    characters : int
        Most characters of its words.

    Returns
    -------
    Page
        Its words, page after page. The date is that on which the file was made, marked as about: the day of publication stands
        nowhere in the format, nor does the outlet.

    Raises
    ------
    InputError
        Where it is damaged, encrypted, holds no words, or takes too long.
    UsageError
        Where the library that reads PDF is not installed.
    """
    try:
        import pypdf
    except ImportError as error:
        mend = to_install("pypdf", "reading")
        raise UsageError("reading PDF needs the library pypdf, which is not installed", mend) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with at_most(seconds):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise refused(origin, "the PDF is encrypted", "its words cannot be read", "save it without a password")
            words = _words(reader, origin, characters)
            said = reader.metadata
            title, author, made = (None, None, None) if said is None else (said.title, said.author, said.creation_date)
            language = str(reader.root_object.get("/Lang", ""))
    except InputError:
        raise
    except TooLongError:
        why = "the file may be made to keep a reader busy"
        raise refused(origin, f"its words were not read within {seconds:g} seconds", why, _MEND) from None
    except Exception as error:  # damaged files make it raise whatever they make it stumble over
        what = f"the PDF cannot be read: {' '.join(str(error).split()) or type(error).__name__}"
        raise refused(origin, what, "it is damaged, or of a kind that is not known", _MEND) from error
    return Page(
        origin=origin,
        data=data,
        suffix=".pdf",
        text=words,
        title=" ".join(str(title).split()) or None if title else None,
        authors=tuple(filter(None, (" ".join(each.split()) for each in str(author or "").split(";")))),
        published_on=None if made is None else f"{made:%Y-%m-%d}~",
        language=language if re.fullmatch(LANGUAGE, language) else None,
    )


def _words(reader: pypdf.PdfReader, origin: str, most: int) -> str:
    pages: list[str] = []
    held = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        held += len(pages[-1])
        if held > most:
            what = f"the PDF holds more than {most:,} characters"
            raise refused(origin, what, "no statement is as long", "save the pages that matter as a file of their own")
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        why = "its pages may be pictures of words"
        raise refused(origin, "the PDF holds no words", why, "let a program for text recognition write them into it")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text) + "\n"
