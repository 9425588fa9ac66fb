"""A case with some inputs of another: what lies between two cases, so that each change can be tried without the others."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interpose.case import Case
from interpose.case.registry import TableSpec
from interpose.case.tables.scenario import Options
from interpose.exploration.comparison.differences import COMPARED, Difference, rows_by_key

__all__ = ["mixed_case"]

_DEFINITIONS = ("states", "unit_types", "sources", "nodes")
"""Tables whose rows do nothing by themselves and are named by others: what came to them belongs to every mix."""


def mixed_case(a: Case, b: Case, made: Sequence[Difference], others: Sequence[Difference]) -> Case:
    """Return the first case with some differences made as in the second, and the others as they are.

    It is `b` itself where nothing is left as in the first, and `a` where nothing is made.
    """
    if not others or not made:
        return a if not made else b
    by_table: defaultdict[str, list[Difference]] = defaultdict(list)
    for each in made:
        by_table[each.place.table].append(each)
    for each in others:
        if each.place.table in _DEFINITIONS and each.change.kind == "added":
            by_table[each.place.table].append(each)
    left = {each.place.table for each in others}
    changed: dict[str, Any] = {}
    for spec in COMPARED:
        if spec.name in by_table:
            changed[spec.name] = getattr(b, spec.name) if spec.name not in left else _table(a, b, spec, by_table[spec.name])
    for name in ("mandates", "routes"):
        if name in by_table:
            changed[name] = _documents(getattr(a, name), getattr(b, name), by_table[name])
    for name in ("escalation", "area"):
        if name in by_table:
            changed[name] = getattr(b, name)
    if "scenario" in by_table:
        changed["scenario"] = _scenario(a, b, [each.place.field for each in by_table["scenario"]])
    told = "\n".join(sorted(each.change.input for each in made))
    digest = hashlib.sha256(f"{a.digest}\n{b.digest}\n{told}".encode()).hexdigest()
    return _without_loose_ends(replace(a, digest=digest, **changed))


def _table(a: Case, b: Case, spec: TableSpec, made: Iterable[Difference]) -> Any:  # noqa: ANN401 - as the table is held
    old, new = dict(rows_by_key(a, spec)), rows_by_key(b, spec)
    for each in made:
        key, field = each.place.key, each.place.field
        if each.change.kind == "removed":
            old.pop(key, None)
        elif field:
            # Not checked anew: both ends of the change are rows that were.
            old[key] = old[key].model_copy(update={field: getattr(new[key], field)})
        else:
            old[key] = new[key]
    if spec.name == "hops":
        chains: defaultdict[str, list[Any]] = defaultdict(list)
        for (claim, _), row in sorted(old.items(), key=lambda item: (str(item[0][0]), int(str(item[0][1])))):
            chains[str(claim)].append(row)
        return {claim: tuple(rows) for claim, rows in chains.items()}
    if isinstance(getattr(a, spec.name), Mapping):
        return {str(key[0]): row for key, row in old.items()}
    return tuple(old.values())


def _documents(old: Mapping[str, Any], new: Mapping[str, Any], made: Iterable[Difference]) -> dict[str, Any]:
    """Take mandates and routes that changed whole: their keys hang together."""
    found = dict(old)
    for name in dict.fromkeys(str(each.place.key[0]) for each in made):
        if name in new:
            found[name] = new[name]
        else:
            found.pop(name, None)
    return found


def _scenario(a: Case, b: Case, paths: Iterable[str]) -> Any:  # noqa: ANN401 - a scenario
    """Take choices of the second case: those that hold others, key by key."""
    top: dict[str, Any] = {}
    options: dict[str, Any] = {}
    for path in paths:
        head, _, option = path.partition(".")
        if head != "options":
            top[head] = getattr(b.scenario, head)
            continue
        name, _, key = option.partition(".")
        value = getattr(b.scenario.options, name)
        if key and isinstance(value, dict):
            held = options.setdefault(name, dict(getattr(a.scenario.options, name)))
            held.pop(key, None)
            held |= {key: value[key]} if key in value else {}
        else:
            options[name] = value
    chosen: Options = a.scenario.options.model_copy(update=options)
    return a.scenario.model_copy(update={**top, "options": chosen})


def _without_loose_ends(case: Case) -> Case:
    """Leave out rows of the ledger that speak of claims which the mix does not hold."""
    claims = case.claims
    return replace(
        case,
        hops={claim: rows for claim, rows in case.hops.items() if claim in claims},
        quotes=tuple(row for row in case.quotes if row.claim in claims),
        relations=tuple(row for row in case.relations if row.claim in claims and row.target in claims),
        judgements=tuple(row for row in case.judgements if row.subject in claims or row.subject in case.sources),
    )
