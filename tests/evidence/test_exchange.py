"""The ledger as linked data."""

from __future__ import annotations

import json
from typing import cast

import jsonschema
import pytest

from interpose.case import Case
from interpose.case.read.ledger import read_releases
from interpose.evidence import to_json_ld
from interpose.evidence.exchange import SHAPE
from tests.evidence.builders import claim, judged, ledger, with_judgements


def test_the_linked_data_fit_their_shape_and_name_nothing_that_is_not_there(ukraine: Case) -> None:
    document = to_json_ld(ukraine)
    jsonschema.Draft202012Validator(SHAPE).validate(document)
    nodes = document["@graph"]
    assert isinstance(nodes, list)
    known = {node["id"] for node in nodes}

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["id"]] if set(value) == {"id"} else []
            return own + [name for each in value.values() for name in references(each)]
        return [name for each in value for name in references(each)] if isinstance(value, list) else []

    assert set(references(nodes)) <= known
    assert len(known) == len(ukraine.sources) + len(ukraine.claims) + len(ukraine.quotes)


def test_a_claim_without_a_chain_does_not_fit_the_shape(ukraine: Case) -> None:
    document = to_json_ld(ukraine)
    nodes = document["@graph"]
    assert isinstance(nodes, list)
    node = next(node for node in nodes if node["id"] == "urn:interpose:claim:P001")
    node["prov:qualifiedAttribution"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SHAPE).validate(document)


def test_judgements_are_in_the_linked_data(ukraine: Case) -> None:
    case = with_judgements(ukraine, judged("A", "4", "2024-12-01"), judged("paper", "C", "2024-12-02"))
    document = json.loads(json.dumps(to_json_ld(case)))
    jsonschema.validate(document, dict(SHAPE))
    found = [node for node in document["@graph"] if node["id"].startswith("urn:interpose:assessment:")]
    assert [(node["oa:hasTarget"]["id"], node["interpose:value"]) for node in found] == [
        ("urn:interpose:claim:A", "4"),
        ("urn:interpose:source:paper", "C"),
    ]


def test_task_reason_language_and_sight_of_a_claim_are_told(ukraine: Case) -> None:
    seen = {"task": "watch", "reason": "a promise", "language": "uk", "first_seen": "2024-11-02", "last_seen": "2025"}
    document = to_json_ld(ledger(ukraine, [claim("A", "2024-11-01", 3, **seen)]))
    jsonschema.Draft202012Validator(SHAPE).validate(document)
    node = next(node for node in document["@graph"] if node["id"] == "urn:interpose:claim:A")  # type: ignore[attr-defined]
    told = {name.partition(":")[2]: value for name, value in node.items()}
    assert {name: told[name] for name in ("task", "reason", "inLanguage", "firstSeen", "lastSeen")} == {
        "task": "watch",
        "reason": "a promise",
        "inLanguage": "uk",
        "firstSeen": "2024-11-02",
        "lastSeen": "2025",
    }


def test_a_release_stands_before_its_claims_so_that_the_document_can_be_cited(ukraine: Case) -> None:
    newest = read_releases("ukraine")[0][-1]
    document = to_json_ld(ukraine, newest)
    jsonschema.Draft202012Validator(SHAPE).validate(document)
    first = cast("list[dict[str, object]]", document["@graph"])[0]
    assert (first["type"], first["schema:version"]) == (["schema:Dataset", "prov:Entity"], newest.version)
    first.pop("schema:version")
    assert not jsonschema.Draft202012Validator(SHAPE).is_valid(document)
