"""From pages to rows of a ledger: what a person says of a page goes before what it says of itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from interpose.case.tables.evidence import Source
from interpose.errors import Fault, InputError, Location
from interpose.evidence.bibliography.reference import free_name, plain_address, site, slug
from interpose.printable import visible
from interpose.reading.intake.files import Intake
from interpose.reading.intake.page import Page

__all__ = ["Addition", "Told", "additions"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a person says of a page; what is None is taken from the page.

    Parameters
    ----------
    source : str or None
        The source that it is a copy of.
    fields : mapping of str to object
        Fields of the source, such as outlet and published_on.
    """

    source: str | None = None
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Addition:
    """One source that a ledger gets, or has already.

    Parameters
    ----------
    source : Source
        The source.
    known : bool
        Whether the ledger has it already: nothing of it is changed.
    page : Page or None
        Its copy; None where it was only named.
    """

    source: Source
    known: bool
    page: Page | None = None


def additions(
    intakes: Sequence[Intake], sources: Mapping[str, Source], told: Told, stored: Mapping[str, str] | None = None
) -> tuple[Addition, ...]:
    """Make rows of what was read.

    Parameters
    ----------
    intakes : sequence of Intake
        What each file holds.
    sources : mapping of str to Source
        Sources that the ledger has.
    told : Told
        What a person says of the page; of several pages, only what may hold for all.
    stored : mapping of str to str, optional
        Sources by the SHA-256 of the copies of them that there are.

    Returns
    -------
    tuple of Addition
        In the order of the files. A page or reference whose address or bytes the ledger has is of that source: one page that is
        added twice is no second voice.

    Raises
    ------
    InputError
        With every fault: a page of which nobody says who published it, a date that is none.
    """
    by_address = {plain_address(source.url): source for source in sources.values() if source.url}
    by_digest: dict[str | None, Source] = {digest: sources[name] for digest, name in (stored or {}).items() if name in sources}
    used = set(sources)
    found: dict[tuple[str, str | None], Addition] = {}
    faults: list[Fault] = []
    drafts = [(page.origin, _draft(page, told), page) for intake in intakes for page in intake.pages]
    listed = [(source.id, source.model_dump(), None) for intake in intakes for source in intake.listed]
    for origin, draft, page in (*drafts, *listed):
        url = draft.get("url")
        digest = None if page is None else hashlib.sha256(page.data).hexdigest()
        source = sources[told.source] if told.source else by_address.get(plain_address(str(url))) if url else None
        if source is None and (same := by_digest.get(digest)) is not None and not (url and same.url):
            # The same bytes at two addresses may be a notice; at one, or at none that is told, they are one page.
            source = same
        if source is None:
            source = _source(origin, draft, used, faults)
            if source is None:
                continue
            used.add(source.id)
            if source.url:
                by_address[plain_address(source.url)] = source
        if digest is not None:
            by_digest.setdefault(digest, source)
        found.setdefault((source.id, digest), Addition(source, source.id in sources, page))
    if faults:
        raise InputError(faults)
    copied = {name for name, digest in found if digest is not None}
    return tuple(each for (name, digest), each in found.items() if digest is not None or name not in copied)


def _draft(page: Page, told: Told) -> dict[str, object]:
    fields = ("title", "outlet", "authors", "published_on", "language", "url", "archive_url")
    said = {field: _words(getattr(page, field)) for field in fields}
    return {**said, **{name: value for name, value in told.fields.items() if value not in (None, ())}}


def _source(origin: str, draft: Mapping[str, object], used: set[str], faults: list[Fault]) -> Source | None:
    where = Location(origin)
    outlet = draft.get("outlet") or site(str(draft.get("url") or ""))
    if not outlet:
        why = "a source has somebody who published it"
        faults.append(Fault("the page does not say who published it", where, why, "say it with --outlet"))
        return None
    day = re.match(r"\d{4}(-\d{2}){0,2}", str(draft.get("published_on") or ""))
    # Of a name in other letters than ours nothing is left: then the site of the address names the source.
    named = slug(str(outlet)) if re.search("[A-Za-z0-9]", str(outlet)) else slug(site(str(draft.get("url") or "")) or "")
    name = str(draft.get("id") or "-".join([named[:60], *([day[0]] if day else [])]))
    try:
        return Source.model_validate({**draft, "id": free_name(name, used), "outlet": outlet})
    except ValidationError as error:
        for each in error.errors(include_url=False):
            field = ".".join(str(part) for part in each["loc"])
            what = f"{field} {each['input']!r}: {each['msg'].removeprefix('Value error, ')}"
            faults.append(Fault(what, where, "the ledger keeps what it can read", "say it with an option of this verb"))
        return None


def _words(said: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
    """Write what a page says of itself on one line, with codes that steer a terminal written out."""
    if isinstance(said, tuple):
        return tuple(str(_words(each)) for each in said)
    return said and (visible(" ".join(said.split())) or None)
