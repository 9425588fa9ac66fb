"""What a file of references says of one work, before it is a source of a ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["Reference", "free_name", "place_of_work", "plain_address", "site", "slug"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as its file has it.

    Parameters
    ----------
    key : str
        What the file calls it.
    line : int or None
        Where it stands in the file; None where the format has no lines that count.
    fields : mapping of str to object
        Fields of a source, those that are not told as None.
    """

    key: str
    line: int | None
    fields: Mapping[str, object]


def place_of_work(doi: str) -> str:
    """Give the address of a work by its digital object identifier.

    Examples
    --------
    >>> place_of_work("10.1000/182"), place_of_work("https://doi.org/10.1000/182")
    ('https://doi.org/10.1000/182', 'https://doi.org/10.1000/182')
    """
    return "https://doi.org/" + re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)


def site(url: str | None) -> str | None:
    """Name the site of an address: what stands for an outlet where none is told.

    Examples
    --------
    >>> site("https://www.example.org/a?b")
    'example.org'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return None if host is None else host.removeprefix("www.")


def plain_address(url: str) -> str:
    """Bring an address to what two links to the same page have in common.

    Examples
    --------
    >>> plain_address("https://www.example.org/A/?utm_source=feed#top"), plain_address("http://example.org/a?page=2&fbclid=x")
    ('example.org/a', 'example.org/a?page=2')
    """
    bare = re.sub(r"#.*$|(?<=[?&])(?:utm_\w+|fbclid|gclid)=[^&#]*&?", "", url)
    return re.sub(r"^https?://(?:www\.)?", "", bare.rstrip("?&")).rstrip("/").casefold()


def slug(text: str) -> str:
    """Make a name of a row from words.

    Examples
    --------
    >>> slug("Le Monde: l’été 2024"), slug("…")
    ('le-monde-l-ete-2024', 'source')
    """
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join("" if unicodedata.combining(each) else each for each in apart).casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "source"


def free_name(name: str, taken: Collection[str]) -> str:
    """Give a name that is free: the one that is wanted, or with a number.

    Examples
    --------
    >>> free_name("wire", {"wire", "wire-2"})
    'wire-3'
    """
    number, free = 2, name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free
