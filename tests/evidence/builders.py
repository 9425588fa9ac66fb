"""Small ledgers, made in memory: what a test is about stands in the test, the rest here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from interpose.case import Case
from interpose.case.check.ledger_rules import ledger_faults
from interpose.case.check.reference_rules import reference_faults
from interpose.case.located import Located
from interpose.case.tables.evidence import Claim, Hop, Judgement, Quote, Relation, Source
from interpose.case.tables.fields import Row
from interpose.errors import Fault

RowT = TypeVar("RowT", bound=Row)

DAY = dt.date(2025, 1, 1)
PAPER = Source(id="paper", outlet="Example Paper", reliability="B")
NETWORK = Source(id="network", outlet="Example Network", reliability="E", interest="state_media")


def claim(name: str, said: str, modality: int | None, **fields: Any) -> Claim:
    values: dict[str, Any] = {
        "id": name,
        "source": "paper",
        "statement": f"statement of {name}",
        "actor": "A. Minister",
        "office": "defence minister",
        "speaks_as": "minister",
        "state": "FRA",
        "predicate": "contribute_force",
        "modality": modality,
        "role": "land",
        "asserted_on": said,
        "credibility": "2",
    }
    return Claim.model_validate(values | fields)


def chain(name: str, *steps: tuple[str, str]) -> tuple[Hop, ...]:
    return tuple(Hop(claim=name, seq=seq, name=who, kind=kind) for seq, (who, kind) in enumerate(steps, start=1))  # type: ignore[arg-type]


def relation(one: str, what: str, other: str) -> Relation:
    return Relation(claim=one, relation=what, target=other)  # type: ignore[arg-type]


def ledger(
    base: Case,
    claims: Sequence[Claim],
    relations: Iterable[Relation] = (),
    chains: Iterable[tuple[Hop, ...]] = (),
    quotes: Iterable[Quote] = (),
    as_of: dt.date = DAY,
) -> Case:
    """Put a small ledger into a case: everything else of the case stays."""
    hops = {each.id: chain(each.id, ("Example Paper", "outlet"), (each.actor, "on_record")) for each in claims}
    hops.update({steps[0].claim: steps for steps in chains})
    return dataclasses.replace(
        base,
        scenario=base.scenario.model_copy(update={"as_of": as_of}),
        sources={"paper": PAPER, "network": NETWORK},
        claims={each.id: each for each in claims},
        hops=hops,
        quotes=tuple(quotes),
        relations=tuple(relations),
    )


def judged(subject: str, value: str, on: str, **fields: Any) -> Judgement:
    scale = "reliability" if value in "ABCDEF" else "credibility"
    values = {"subject": subject, "scale": scale, "value": value, "judged_by": "Desk", "judged_on": on, "reason": "checked"}
    return Judgement.model_validate(values | fields)


def with_judgements(base: Case, *rows: Judgement, **parts: Any) -> Case:
    case = ledger(base, parts.pop("claims", [claim("A", "2024-11-01", 3)]), **parts)
    return dataclasses.replace(case, judgements=rows)


def placed(rows: Iterable[RowT], file: str) -> list[Located[RowT]]:
    """Give rows the places that they would have in a file with a header."""
    return [Located(row, file, line) for line, row in enumerate(rows, start=2)]


def faults_between(
    claims: Iterable[Claim],
    hops: Iterable[Hop],
    quotes: Iterable[Quote] = (),
    relations: Iterable[Relation] = (),
    judgements: Iterable[Judgement] = (),
) -> list[Fault]:
    """Check a small ledger of one paper."""
    tables = [
        placed([PAPER], "sources.csv"),
        placed(claims, "claims.csv"),
        placed(hops, "hops.csv"),
        placed(quotes, "quotes.csv"),
        placed(relations, "relations.csv"),
        placed(judgements, "judgements.csv"),
    ]
    known = {"sources": {PAPER.id}, "claims": {each.row.id for each in tables[1]}}
    return [*reference_faults(itertools.chain(*tables), known), *ledger_faults(*tables)]
