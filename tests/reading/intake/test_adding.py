"""From pages to rows of a ledger."""

from __future__ import annotations

import hashlib

import pytest

from interpose.case.tables.evidence import Source
from interpose.errors import InputError
from interpose.reading.intake import Intake, Page, Told, additions

NOTHING = Told(fields={"reliability": "F", "interest": "none"})


def saved(**said: object) -> Intake:
    return Intake((Page(origin="a.html", data=b"", suffix=".html", text="words", **said),))  # type: ignore[arg-type]


def test_what_a_person_says_goes_before_what_the_page_says() -> None:
    told = Told(fields={"reliability": "B", "interest": "party", "outlet": "The Wire", "title": None})
    source = additions([saved(outlet="wire.example", title="Talks", published_on="2025-03-02")], {}, told)[0].source
    assert (source.id, source.outlet, source.title, source.reliability) == ("the-wire-2025-03-02", "The Wire", "Talks", "B")


def test_a_page_whose_address_the_ledger_has_is_of_that_source() -> None:
    known = Source(id="wire", outlet="Wire", url="https://www.example.org/a/?utm_source=x#top", reliability="B")
    found = additions([saved(url="http://example.org/a")], {"wire": known}, NOTHING)
    assert [(each.source, each.known) for each in found] == [(known, True)]


def test_two_copies_of_one_page_are_of_one_source() -> None:
    found = additions([saved(url="https://example.org/a"), saved(url="https://example.org/a")], {}, NOTHING)
    assert {each.source.id for each in found} == {"example-org"}


def test_the_site_stands_for_an_outlet_that_nobody_tells_and_without_one_the_page_is_refused() -> None:
    assert additions([saved(url="https://example.org/a")], {}, NOTHING)[0].source.outlet == "example.org"
    with pytest.raises(InputError, match="say it with --outlet"):
        additions([saved()], {}, NOTHING)


def test_a_date_that_is_none_is_told_with_its_file() -> None:
    told = Told(fields={**NOTHING.fields, "published_on": "last May"})
    with pytest.raises(InputError, match=r"a\.html: published_on 'last May'"):
        additions([saved(outlet="Wire")], {}, told)


def test_the_same_bytes_without_an_address_are_one_source_now_and_later() -> None:
    page = saved(outlet="Wire")
    first = additions([page, page], {}, NOTHING)
    assert [(each.source.id, each.known) for each in first] == [("wire", False)]
    digest = hashlib.sha256(b"").hexdigest()
    later = additions([page], {"wire": first[0].source}, NOTHING, {digest: "wire"})
    assert [(each.source.id, each.known) for each in later] == [("wire", True)]


def test_the_same_bytes_with_an_address_that_the_source_lacks_are_no_second_voice() -> None:
    digest = hashlib.sha256(b"").hexdigest()
    without = {"wire": Source(id="wire", outlet="Wire", reliability="C")}
    page = saved(outlet="Wire", url="https://example.org/a")
    assert [each.source.id for each in additions([page], without, NOTHING, {digest: "wire"})] == ["wire"]
    elsewhere = {"wire": without["wire"].model_copy(update={"url": "https://example.org/b"})}
    assert [each.source.id for each in additions([page], elsewhere, NOTHING, {digest: "wire"})] == ["wire-2"]


def test_an_outlet_in_other_letters_is_named_by_its_site() -> None:
    found = additions([saved(outlet="Вести Севера", url="https://vesti.example/1")], {}, NOTHING)
    assert (found[0].source.id, found[0].source.outlet) == ("vesti-example", "Вести Севера")


def test_codes_that_steer_a_terminal_are_written_out() -> None:
    source = additions([saved(outlet="Wire\x1b[31m", title="Talks\r\nend")], {}, NOTHING)[0].source
    assert (source.outlet, source.title) == ("Wire\\x1b[31m", "Talks end")
