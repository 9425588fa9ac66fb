"""References in: what a reference manager exports becomes sources, or is refused as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest

from interpose.case.tables.evidence import Source
from interpose.errors import InputError
from interpose.evidence.bibliography import ReferenceKind, read_references, to_bibtex, to_csl_items, to_ris

WRITERS: dict[ReferenceKind, Callable[[Sequence[Source]], str]] = {
    "csl": lambda sources: json.dumps(to_csl_items(sources)),
    "bibtex": to_bibtex,
    "ris": to_ris,
}
SOURCES = (
    Source(
        id="wire-2024-12-07",
        outlet="Wire & Söhne",
        title="50 % of café_owners: {why} $5 ~ #1 \\ ^",
        authors=("van der Berg, Jane", "Press Agency"),
        language="pt-BR",
        url="https://example.org/a_b?x=1%20&y={2}#top",
        archive_url="https://web.archive.org/web/2024/https://example.org/a_b",
        published_on="2024-12-07~",
        reliability="B",
        interest="party",
        note="A remark; with 5 %.",
    ),
    Source(id="bare", outlet="Bare", reliability="F"),
    Source(id="span", outlet="Span", published_on="2024-11-30?/2024-12-XX", reliability="D"),
    Source(id="day-unknown", outlet="Month", published_on="2024-XX", reliability="A", interest="state_media"),
)


@pytest.mark.parametrize("kind", WRITERS)
def test_sources_come_back_as_they_went_out(kind: ReferenceKind) -> None:
    back = read_references(WRITERS[kind](SOURCES), kind, "refs")
    wanted = SOURCES
    if kind == "bibtex":
        # Braces would end the field: in an address they are written as a browser writes them.
        wanted = (SOURCES[0].replace(url="https://example.org/a_b?x=1%20&y=%7B2%7D#top"), *SOURCES[1:])
    assert back == wanted


def test_bibtex_as_others_write_it_is_read() -> None:
    text = r"""@string{wire = "Example Wire"}
@article{doe:2024, author = "Jane Doe and {The Agency}", title = {Caf{\'e} \& {NATO}}, journal = wire, year = 2024, month = dec,
  day = 7, doi = {10.1000/182}}
@misc{b, howpublished = {\url{https://example.org/x}}, url = {https://example.org/x}, year = {2023}, language = {french}}
"""
    one, other = read_references(text, "bibtex", "refs.bib")
    assert (one.id, one.title, one.outlet, one.published_on) == ("doe-2024", "Café & NATO", "Example Wire", "2024-12-07")
    assert one.authors == ("Jane Doe", "The Agency")
    assert (one.url, one.reliability) == ("https://doi.org/10.1000/182", "F")
    assert (other.outlet, other.language, other.note) == ("example.org", None, "language: french")


def test_csl_json_as_zotero_writes_it_is_read() -> None:
    items = [
        {
            "id": "http://zotero.org/users/1/items/AB",
            "type": "article-newspaper",
            "title": "Talks",
            "container-title": "Le Monde",
            "author": [{"family": "Fontaine", "given": "Jean", "non-dropping-particle": "de la"}, {"literal": "AFP"}],
            "issued": {"date-parts": [["2024", 3, 2]]},
            "URL": "https://example.org/2",
        }
    ]
    found = read_references(json.dumps(items), "csl", "refs.json")[0]
    assert found.id == "http-zotero.org-users-1-items-AB"
    assert (found.outlet, found.published_on) == ("Le Monde", "2024-03-02")
    assert found.authors == ("de la Fontaine, Jean", "AFP")


def test_ris_as_databases_write_it_is_read() -> None:
    text = "\ufeffTY  - NEWS\r\nT1  - A long\r\n title\r\nAU  - Doe, Jane\r\nJO  - Paper\r\nY1  - 2024/03/02/\r\nER  - \r\n"
    found = read_references(text, "ris", "refs.ris")[0]
    assert (found.id, found.title, found.outlet, found.published_on) == ("record-1", "A long title", "Paper", "2024-03-02")


def test_a_name_that_is_taken_is_numbered() -> None:
    assert [each.id for each in read_references(to_ris(SOURCES[1:2] * 2), "ris", "refs.ris", {"bare"})] == ["bare-2", "bare-3"]


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("bibtex", "@misc{a, title={x}\n@misc{b, url={https://e.org}}", ["refs:1"]),
        ("bibtex", "@misc{a, url={https://e.org}}\n@misc{a, url={https://e.org}}", ["refs:2", "Duplicate"]),
        ("bibtex", "@misc{a, title={" + "{" * 5000 + "}" * 5000 + "}}", ["title of 'a' cannot be read"]),
        ("bibtex", "@misc{a, url={https://e.org}, note={see \\\\\\href}}", ["note of 'a' cannot be read"]),
        ("ris", "TY  - NEWS\nT2  - A\nDA  - 2024/13/01\nER  - \nTY  - NEWS\n", ["refs:1", "refs:5", "no end", "months go"]),
        ("ris", "hello\n", ["refs:1", "belongs to no record"]),
        ("ris", "TI  - x\nER  - \n", ["outside a record"]),
        ("csl", '{"items": 3}', ["no list of items"]),
        ("csl", "[" * 100_000, ["nested too deep"]),
        ("csl", '[{"id": "a"', ["refs:1:"]),
        ("csl", '[3, {"id": "a", "type": "book"}]', ["item 1 is no object", "'a' has no publisher"]),
        ("csl", '[{"id": "a", "URL": "https://e.org", "issued": {"raw": "last May"}}]', ["'last May'", "mend:"]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_nothing_is_taken(
    kind: ReferenceKind, text: str, told: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        read_references(text, kind, "refs")
    for words in told:
        assert words in str(refused.value)
