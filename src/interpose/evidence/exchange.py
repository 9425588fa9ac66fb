"""The ledger as linked data: PROV-O, Web Annotation and schema.org Claim in one JSON-LD document.

Method: each claim is a `schema:Claim` and a `prov:Entity`; its source a `schema:CreativeWork`; its quotes Web Annotations with
a `TextQuoteSelector`; each step of a chain a `prov:Attribution`; each later judgement an annotation that
assesses. schema.org has no relation between claims, so those that
PROV-O does not know stand in a vocabulary of our own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Hop, Judgement, LedgerRelease, Quote, Source
from interpose.evidence.grading import grades
from interpose.evidence.result import modality_word
from interpose.evidence.voices.standing import Ledger, read_ledger

__all__ = ["SHAPE", "to_json_ld"]

VOCABULARY = "https://interpose.example/vocabulary#"
_CONTEXT: Mapping[str, object] = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "interpose": VOCABULARY,
    "id": "@id",
    "type": "@type",
}
_TO_PROV = {
    "derived_from": "prov:wasDerivedFrom",
    "restates": "prov:alternateOf",
    "corrects": "prov:wasRevisionOf",
    "supersedes": "prov:wasRevisionOf",
}

SHAPE: Mapping[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A ledger of claims as JSON-LD",
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"type": "object", "required": ["schema", "prov", "oa", "interpose"]},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type"],
                "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("ledger", "source", "claim", "quote", "judgement")],
            },
        },
    },
    "$defs": {
        "reference": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string", "pattern": "^urn:interpose:(source|claim|quote):"}},
            "additionalProperties": False,
        },
        "ledger": {
            "required": ["schema:name", "schema:version", "schema:datePublished"],
            "properties": {"type": {"const": ["schema:Dataset", "prov:Entity"]}, "schema:version": {"type": "string"}},
        },
        "source": {
            "required": ["schema:publisher", "interpose:reliability"],
            "properties": {
                "type": {"const": ["schema:CreativeWork", "prov:Entity"]},
                "schema:url": {"type": "string"},
                "interpose:reliability": {"enum": ["A", "B", "C", "D", "E", "F"]},
            },
        },
        "claim": {
            "required": ["schema:text", "schema:author", "schema:appearance", "prov:qualifiedAttribution", "interpose:grade"],
            "properties": {
                "type": {"const": ["schema:Claim", "prov:Entity"]},
                "schema:text": {"type": "string", "minLength": 1},
                "schema:appearance": {"$ref": "#/$defs/reference"},
                "prov:qualifiedAttribution": {"type": "array", "minItems": 1},
                "interpose:grade": {"type": "string", "pattern": "^[A-F][1-6]$"},
                "interpose:modality": {"type": "integer", "minimum": 0, "maximum": 7},
                "prov:wasDerivedFrom": {"type": "array", "items": {"$ref": "#/$defs/reference"}},
                "prov:wasRevisionOf": {"type": "array", "items": {"$ref": "#/$defs/reference"}},
                "prov:alternateOf": {"type": "array", "items": {"$ref": "#/$defs/reference"}},
            },
        },
        "judgement": {
            "required": ["oa:hasTarget", "interpose:scale", "interpose:value", "prov:wasAttributedTo", "prov:generatedAtTime"],
            "properties": {
                "type": {"const": ["oa:Annotation", "prov:Entity"]},
                "oa:motivatedBy": {"const": "oa:assessing"},
                "oa:hasTarget": {"$ref": "#/$defs/reference"},
                "interpose:scale": {"enum": ["reliability", "credibility"]},
                "interpose:value": {"type": "string", "pattern": "^[A-F1-6]$"},
            },
        },
        "quote": {
            "required": ["oa:hasBody", "oa:hasTarget"],
            "properties": {
                "type": {"const": ["oa:Annotation"]},
                "oa:hasBody": {"$ref": "#/$defs/reference"},
                "oa:hasTarget": {
                    "type": "object",
                    "required": ["oa:hasSource", "oa:hasSelector"],
                    "properties": {
                        "oa:hasSource": {"$ref": "#/$defs/reference"},
                        "oa:hasSelector": {
                            "type": "object",
                            "required": ["type", "oa:exact"],
                            "properties": {
                                "type": {"const": "oa:TextQuoteSelector"},
                                "oa:exact": {"type": "string", "minLength": 1},
                            },
                        },
                    },
                },
            },
        },
    },
}
"""JSON Schema of the document."""


def to_json_ld(case: Case, release: LedgerRelease | None = None) -> dict[str, object]:
    """Return the ledger of a case as a JSON-LD document.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    release : LedgerRelease, optional
        The release of the shared ledger that the case rests on, by which the document can be cited.

    Returns
    -------
    dict
        A document that fits `SHAPE`: the release, where there is one, then sources, claims, quotes and judgements in the order
        of their names; nothing of it depends on the day.
    """
    ledger = read_ledger(case)
    graded = grades(case, ledger.roots)
    relations: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for relation in case.relations:
        term = _TO_PROV.get(relation.relation, f"interpose:{relation.relation}")
        relations[relation.claim][term].append(_reference("claim", relation.target))
    judged = sorted(case.judgements, key=lambda each: (each.scale, each.subject, each.judged_on, each.judged_by))
    graph = [
        *([] if release is None else [_release(case.scenario.ledger or case.name, release)]),
        *(_source(source) for _, source in sorted(case.sources.items())),
        *(_claim(case, claim, graded[name], ledger, relations[name]) for name, claim in sorted(case.claims.items())),
        *(_quote(case, quote) for quote in sorted(case.quotes, key=lambda each: each.id)),
        *(_judgement(number, judgement) for number, judgement in enumerate(judged, start=1)),
    ]
    return {"@context": dict(_CONTEXT), "@graph": graph}


def _release(name: str, release: LedgerRelease) -> dict[str, object]:
    return {
        "id": f"urn:interpose:ledger:{name}:{release.version}",
        "type": ["schema:Dataset", "prov:Entity"],
        "schema:name": f"Interpose ledger: {name}",
        "schema:version": release.version,
        "schema:datePublished": release.released_on.isoformat(),
        "schema:temporalCoverage": f"../{release.newest_on}",
        "schema:license": "https://www.apache.org/licenses/LICENSE-2.0",
        "schema:description": release.summary,
    }


def _source(source: Source) -> dict[str, object]:
    return _without_empty(
        {
            "id": f"urn:interpose:source:{source.id}",
            "type": ["schema:CreativeWork", "prov:Entity"],
            "schema:publisher": {"type": "schema:Organization", "schema:name": source.outlet},
            "schema:url": source.url,
            "schema:datePublished": source.published_on,
            "interpose:reliability": source.reliability,
            "interpose:interest": source.interest,
        }
    )


def _claim(
    case: Case, claim: Claim, grade: str, ledger: Ledger, relations: Mapping[str, list[dict[str, str]]]
) -> dict[str, object]:
    return _without_empty(
        {
            "id": f"urn:interpose:claim:{claim.id}",
            "type": ["schema:Claim", "prov:Entity"],
            "schema:text": claim.statement,
            "schema:author": _without_empty(
                {"type": "prov:Agent", "schema:name": claim.actor, "schema:jobTitle": claim.office}
            ),
            "schema:appearance": _reference("source", claim.source),
            "schema:dateCreated": claim.asserted_on,
            "prov:hadPrimarySource": _reference("source", claim.source),
            "prov:qualifiedAttribution": [_attribution(hop) for hop in case.hops.get(claim.id, ())],
            "interpose:state": claim.state,
            "interpose:onBehalfOf": claim.on_behalf_of,
            "interpose:speaksAs": ledger.voices[claim.id],
            "interpose:predicate": claim.predicate,
            "interpose:modality": claim.modality,
            "interpose:modalityWord": None if claim.modality is None else modality_word(claim.modality),
            "interpose:role": claim.role,
            "interpose:quantity": _quantity(claim),
            "interpose:task": claim.task,
            "interpose:reason": claim.reason,
            "interpose:firstSeen": claim.first_seen,
            "interpose:lastSeen": claim.last_seen,
            "schema:inLanguage": claim.language,
            "interpose:conditions": list(claim.conditions) or None,
            "interpose:grade": grade,
            "interpose:root": ledger.roots[claim.id],
            **relations,
        }
    )


def _attribution(hop: Hop) -> dict[str, object]:
    return {
        "type": "prov:Attribution",
        "interpose:step": hop.seq,
        "prov:agent": {"type": "prov:Agent", "schema:name": hop.name},
        "prov:hadRole": f"interpose:{hop.kind}",
        "interpose:verb": hop.verb,
    }


def _quantity(claim: Claim) -> dict[str, object] | None:
    if not claim.quantity_unit:
        return None
    return _without_empty(
        {
            "type": "schema:QuantitativeValue",
            "schema:minValue": claim.quantity_low,
            "schema:maxValue": claim.quantity_high,
            "schema:unitText": claim.quantity_unit,
            "schema:description": claim.counts_what,
        }
    )


def _quote(case: Case, quote: Quote) -> dict[str, object]:
    selector = _without_empty(
        {"type": "oa:TextQuoteSelector", "oa:exact": quote.exact, "oa:prefix": quote.prefix, "oa:suffix": quote.suffix}
    )
    return {
        "id": f"urn:interpose:quote:{quote.id}",
        "type": ["oa:Annotation"],
        "oa:motivatedBy": "oa:identifying",
        "oa:hasBody": _reference("claim", quote.claim),
        "oa:hasTarget": {
            "oa:hasSource": _reference("source", case.claims[quote.claim].source),
            "oa:hasSelector": selector,
            "schema:inLanguage": quote.language,
        },
    }


def _judgement(number: int, judgement: Judgement) -> dict[str, object]:
    kind = "source" if judgement.scale == "reliability" else "claim"
    return _without_empty(
        {
            "id": f"urn:interpose:assessment:{number}",
            "type": ["oa:Annotation", "prov:Entity"],
            "oa:motivatedBy": "oa:assessing",
            "oa:hasTarget": _reference(kind, judgement.subject),
            "interpose:scale": judgement.scale,
            "interpose:value": judgement.value,
            "prov:wasAttributedTo": {"type": "prov:Agent", "schema:name": judgement.judged_by},
            "prov:generatedAtTime": judgement.judged_on,
            "schema:datePublished": judgement.known_on,
            "schema:text": judgement.reason,
        }
    )


def _reference(kind: str, name: str) -> dict[str, str]:
    return {"id": f"urn:interpose:{kind}:{name}"}


def _without_empty(row: dict[str, object]) -> dict[str, object]:
    """Leave out what is not known: a missing number is no zero, in linked data as in the ledger."""
    return {name: value for name, value in row.items() if value is not None}
