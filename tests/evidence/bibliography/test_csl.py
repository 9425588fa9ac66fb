"""CSL-JSON of a ledger: what a citation processor needs, under the names that it reads."""

from __future__ import annotations

from interpose.case import Case
from interpose.case.tables.evidence import Source
from interpose.evidence.bibliography import to_csl_items


def test_every_source_of_the_shipped_ledger_is_an_item_with_a_date_and_an_address(ukraine: Case) -> None:
    items = to_csl_items(ukraine.sources.values())
    assert [item["id"] for item in items] == list(ukraine.sources)
    for item, source in zip(items, ukraine.sources.values(), strict=True):
        assert item["container-title"] == source.outlet
        assert ("issued" in item, item.get("URL")) == (source.published_on is not None, source.url)


def test_people_are_told_apart_from_bodies_and_spans_from_days() -> None:
    source = Source(id="a", outlet="A", authors=("Doe, Jane", "AFP"), published_on="2024-11-30/2024-12", reliability="B")
    item = to_csl_items([source])[0]
    assert item["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "AFP"}]
    assert item["issued"] == {"date-parts": [[2024, 11, 30], [2024, 12]]}
