"""How long a large ledger takes: reading it from CSV with every check, positions at one date, a full history, and lint.

Run: `python -m benchmarks.evidence [CLAIMS ...]`. Ledgers are made from a seed, with 5 hops and 3 relations a claim, in four
roles and by thousands of speakers. The last line sets the time a claim of the largest ledger over that of the smallest: about
1 where time grows with the claims.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from interpose.case import Case, load
from interpose.case.check.ledger_rules import ledger_faults
from interpose.case.csv_text import table_text
from interpose.case.located import Located
from interpose.case.registry import LEDGER_TABLES
from interpose.case.tables.evidence import Claim, Hop, Judgement, Relation, Source
from interpose.case.tables.fields import Row
from interpose.editing.new_case import copy_case
from interpose.evidence import histories, lint, positions

SEED = 20241215
HOPS = 5
RELATIONS = 3
STATES = (
    "FRA",
    "DEU",
    "GBR",
    "POL",
    "ITA",
    "ESP",
    "NLD",
    "SWE",
    "NOR",
    "DNK",
    "FIN",
    "EST",
    "LVA",
    "LTU",
    "BEL",
    "CZE",
    "ROU",
    "PRT",
)
OFFICES = (
    ("president", "government"),
    ("foreign minister", "minister"),
    ("defence minister", "minister"),
    ("spokesman", "official"),
    (None, "official"),
    (None, "unnamed"),
)
"""Offices with how far they bind; without one, each of some thousand people is a voice of his own."""
ROLES = ("land", "land", "land", "air", "sea", "training", None)
KINDS = ("corroborates", "contradicts", "narrows", "widens", "supersedes", "restates", "denies", "corrects")


def large_case(base: Case, count: int) -> Case:
    """Make a case with a ledger of so many claims; relations point backwards, so they close no circle."""
    chance = random.Random(SEED)  # noqa: S311
    sources = {f"S{number}": Source(id=f"S{number}", outlet=f"Outlet {number}", reliability="B") for number in range(200)}
    claims: dict[str, Claim] = {}
    hops: dict[str, tuple[Hop, ...]] = {}
    relations: list[Relation] = []
    judged: list[Judgement] = []
    first = dt.date(2022, 1, 1)
    for number in range(count):
        name = f"C{number:06}"
        office, speaks = chance.choice(OFFICES)
        state = chance.choice(STATES)
        speaker = f"{office or f'person {chance.randrange(5000)}'} of {state}"
        claims[name] = Claim(
            id=name,
            source=f"S{chance.randrange(200)}",
            statement=f"statement {number}",
            actor=speaker,
            office=office,
            speaks_as=speaks,
            state=state,
            predicate="contribute_force",
            modality=chance.randrange(8),
            role=chance.choice(ROLES),
            asserted_on=(first + dt.timedelta(days=number * 1400 // count)).isoformat(),
            credibility="2",
        )
        steps = [f"Outlet {chance.randrange(200)}.{step}" for step in range(HOPS - 1)] + [speaker]
        last = "unnamed_official" if speaks == "unnamed" else "on_record"
        hops[name] = tuple(
            Hop(claim=name, seq=seq, name=step, kind=last if seq == HOPS else "outlet") for seq, step in enumerate(steps, 1)
        )
        if number % 10 == 0:
            judged.append(
                Judgement(
                    subject=name, scale="credibility", value="3", judged_by="Desk", judged_on="2025-12-31", reason="checked"
                )
            )
        about: set[tuple[str, str]] = set()
        while number > RELATIONS and len(about) < RELATIONS:
            about.add((chance.choice(KINDS), f"C{chance.randrange(max(0, number - 5000), number):06}"))
        relations += [Relation(claim=name, relation=kind, target=target) for kind, target in sorted(about)]
    return dataclasses.replace(
        base,
        sources=sources,
        claims=claims,
        hops=hops,
        quotes=(),
        relations=tuple(relations),
        pools=(),
        judgements=tuple(judged),
    )


def written(case: Case, folder: Path) -> Path:
    """Write a case with a large ledger as files, as somebody would keep them."""
    place = copy_case("ukraine-2024", folder / "case")
    ledger: dict[str, Iterable[Row]] = {
        "sources.csv": case.sources.values(),
        "claims.csv": case.claims.values(),
        "hops.csv": (hop for chain in case.hops.values() for hop in chain),
        "quotes.csv": (),
        "relations.csv": case.relations,
        "judgements.csv": case.judgements,
    }
    for spec in LEDGER_TABLES:
        text = table_text(list(spec.model.model_fields), (row.model_dump() for row in ledger[spec.file]))
        (place / spec.file).write_text(text, encoding="utf-8", newline="")
    for name in ("pools.csv", "planning_factors.csv", "states.csv"):
        path = place / name
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        # What rests on claims of the shipped ledger rests on none here.
        cleared = ({**row, "claims": ""} if "claims" in row else row for row in rows)
        path.write_text(table_text(list(rows[0]) if rows else ["state"], cleared), encoding="utf-8", newline="")
    return place


def main() -> None:
    """Measure each size and print a table."""
    base = load("ukraine-2024")
    sizes = [int(argument) for argument in sys.argv[1:] if argument.isdigit()] or [5_000, 20_000, 50_000]
    day = dt.date(2025, 6, 30)
    print(f"{HOPS} hops and {RELATIONS} relations a claim; a judgement of every tenth; seconds of one processor")
    print(
        f"{'claims':>8} {'load s':>8} {'of it rules s':>14} {'positions s':>12} {'history s':>10} {'lint s':>8} {'MB':>7}",
        flush=True,
    )
    a_claim: list[list[float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = written(large_case(base, size), Path(place))
            begun = time.process_time()
            case = load(folder)
            times = [time.process_time() - begun]
        steps = (hop for chain in case.hops.values() for hop in chain)
        rows = (case.sources.values(), case.claims.values(), steps, case.quotes, case.relations, case.judgements)
        tables = [[Located(row, "ledger", line) for line, row in enumerate(table, start=2)] for table in rows]
        for measure in (
            lambda tables=tables: ledger_faults(*tables),
            lambda case=case: positions(case, day),
            lambda case=case: histories(case, day),
            lambda case=case: lint(case, day),
        ):
            begun = time.process_time()
            measure()
            times.append(time.process_time() - begun)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        load_s, rules_s, positions_s, history_s, lint_s = times
        print(
            f"{size:>8,} {load_s:>8.2f} {rules_s:>14.2f} {positions_s:>12.2f} {history_s:>10.2f} {lint_s:>8.2f} {memory:>7.0f}",
            flush=True,
        )
        a_claim.append([spent / size for spent in times])
    ratios = [last / first for first, last in zip(a_claim[0], a_claim[-1], strict=True)]
    load_r, rules_r, positions_r, history_r, lint_r = ratios
    print(f"{'ratio':>8} {load_r:>8.2f} {rules_r:>14.2f} {positions_r:>12.2f} {history_r:>10.2f} {lint_r:>8.2f}")


if __name__ == "__main__":
    main()
