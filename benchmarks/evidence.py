"""How long a large ledger takes: rules between rows, positions at one date, and a full history.

Run: `python benchmarks/evidence.py [CLAIMS ...]`. Ledgers are made in memory from a seed, with 5 hops and 3 relations a claim.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import sys
import time

from interpose.case import Case, load
from interpose.case.ledger_rules import ledger_faults
from interpose.case.tables.evidence import Claim, Hop, Relation, Source
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
)
KINDS = ("corroborates", "contradicts", "narrows", "widens", "supersedes", "restates", "denies", "corrects")


def large_case(base: Case, count: int) -> Case:
    """Make a case with a ledger of so many claims; relations point backwards, so they close no circle."""
    chance = random.Random(SEED)  # noqa: S311
    sources = {f"S{number}": Source(id=f"S{number}", outlet=f"Outlet {number}", reliability="B") for number in range(200)}
    claims: dict[str, Claim] = {}
    hops: dict[str, tuple[Hop, ...]] = {}
    relations: list[Relation] = []
    first = dt.date(2022, 1, 1)
    for number in range(count):
        name = f"C{number:06}"
        office, speaks = chance.choice(OFFICES)
        state = chance.choice(STATES)
        claims[name] = Claim(
            id=name,
            source=f"S{chance.randrange(200)}",
            statement=f"statement {number}",
            actor=f"{office} of {state}",
            office=office,
            speaks_as=speaks,  # type: ignore[arg-type]
            state=state,
            predicate="contribute_force",
            modality=chance.randrange(8),
            asserted_on=(first + dt.timedelta(days=number * 1400 // count)).isoformat(),
            credibility="2",
        )
        steps = [f"Outlet {chance.randrange(200)}.{step}" for step in range(HOPS - 1)] + [f"{office} of {state}"]
        hops[name] = tuple(
            Hop(claim=name, seq=seq, name=step, kind="on_record" if seq == HOPS else "outlet")
            for seq, step in enumerate(steps, 1)
        )
        for _ in range(RELATIONS if number else 0):
            target = f"C{chance.randrange(max(0, number - 5000), number):06}"
            relations.append(Relation(claim=name, relation=chance.choice(KINDS), target=target))  # type: ignore[arg-type]
    return dataclasses.replace(base, sources=sources, claims=claims, hops=hops, quotes=(), relations=tuple(relations), pools=())


def main() -> None:
    """Measure each size and print a table."""
    base = load("ukraine-2024")
    sizes = [int(argument) for argument in sys.argv[1:]] or [12_500, 25_000, 50_000]
    day = dt.date(2025, 6, 30)
    print(f"{'claims':>8} {'rules s':>9} {'positions s':>12} {'history s':>10} {'lint s':>8}")
    for size in sizes:
        case = large_case(base, size)
        steps = [hop for chain in case.hops.values() for hop in chain]
        times = []
        for measure in (
            lambda case=case, steps=steps: ledger_faults(
                list(case.sources.values()), list(case.claims.values()), steps, [], case.relations
            ),
            lambda case=case: positions(case, day),
            lambda case=case: histories(case, day),
            lambda case=case: lint(case, day),
        ):
            begun = time.perf_counter()
            measure()
            times.append(time.perf_counter() - begun)
        print(f"{size:>8,} {times[0]:>9.2f} {times[1]:>12.2f} {times[2]:>10.2f} {times[3]:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
