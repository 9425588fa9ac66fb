"""How far coders agree, field by field.

Method: Krippendorff's alpha, 1 - observed / expected disagreement, from the coincidences of values within units (Krippendorff
2011, *Computing Krippendorff's Alpha-Reliability*). Any number of coders, values may be missing. Firmness is a ladder and
measured as ordinal, everything else as nominal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from interpose.evidence.bibliography.reference import free_name

__all__ = ["CODED", "FieldAgreement", "Scale", "agreement", "krippendorff_alpha", "same_proposals"]

Scale = Literal["nominal", "ordinal"]

CODED: Mapping[str, Scale] = {
    "decision": "nominal",
    "actor": "nominal",
    "speaks_as": "nominal",
    "state": "nominal",
    "on_behalf_of": "nominal",
    "predicate": "nominal",
    "modality": "ordinal",
    "role": "nominal",
    "quantity_low": "nominal",
    "quantity_high": "nominal",
    "counts_what": "nominal",
    "conditions": "nominal",
    "asserted_on": "nominal",
    "credibility": "nominal",
}
"""Fields that coders are compared in, each with its scale."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldAgreement:
    """How far coders agree on one field.

    Parameters
    ----------
    field : str
        The field; `decision` is whether the proposal was accepted at all.
    scale : str
        `nominal` or `ordinal`.
    alpha : float or None
        Krippendorff's alpha: 1 for full agreement, 0 for that of chance; None where nothing varies or nobody can be compared.
    units : int
        Proposals of which at least two coders gave a value.
    alike : int
        Those on which all who gave one agree.
    differing : tuple of str
        The others, by name.
    """

    field: str
    scale: Scale
    alpha: float | None
    units: int
    alike: int
    differing: tuple[str, ...]


def krippendorff_alpha(units: Sequence[Sequence[object | None]], scale: Scale = "nominal") -> float | None:
    """Measure how far coders agree beyond chance.

    Parameters
    ----------
    units : sequence of sequence
        For each unit the values that coders gave; None where a coder gave none.
    scale : str
        `nominal`: values are the same or not. `ordinal`: values are numbers of which only the order counts.

    Returns
    -------
    float or None
        Alpha, at most 1; None where fewer than two values can be compared, or all are the same: nothing was there to differ on.

    Examples
    --------
    >>> round(krippendorff_alpha([(1, 1), (2, 2), (3, 1), (None, 2)]), 3)
    0.545
    """
    given = [[value for value in unit if value is not None] for unit in units]
    coincidences: dict[tuple[object, object], float] = defaultdict(float)
    for values in given:
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)
    totals: dict[object, float] = defaultdict(float)
    for (value, _), count in coincidences.items():
        totals[value] += count
    number = sum(totals.values())
    apart = _distances(totals, scale)
    expected = sum(totals[one] * totals[other] * apart(one, other) for one in totals for other in totals)
    if not expected:
        return None
    observed = sum(count * apart(one, other) for (one, other), count in coincidences.items())
    return 1 - (number - 1) * observed / expected


def _distances(totals: Mapping[object, float], scale: Scale) -> Callable[[object, object], float]:
    if scale == "nominal":
        return lambda one, other: float(one != other)
    order = sorted(totals)  # type: ignore[type-var]
    below: dict[object, float] = {}
    passed = 0.0
    for value in order:
        # Values up to the middle of this one: how far two are apart is how many lie between their middles.
        below[value] = passed + totals[value] / 2
        passed += totals[value]
    return lambda one, other: (below[one] - below[other]) ** 2


def same_proposals(codings: Sequence[Sequence[Mapping[str, str]]]) -> list[dict[str, Mapping[str, str]]]:
    """Find which rows of several coders are about one proposal: the same words at the same place of the text.

    Parameters
    ----------
    codings : sequence of sequence of mapping
        For each coder the reviewed rows, in any order; names may differ, and rows be missing.

    Returns
    -------
    list of dict of str to mapping
        For each coder the rows by the name that the first coder who has the proposal gives it. Where several proposals have the
        same words, those of one name are one, and the others in their order.
    """
    known: dict[tuple[str, ...], list[str]] = defaultdict(list)
    used: set[str] = set()
    found: list[dict[str, Mapping[str, str]]] = []
    for rows in codings:
        by_place: dict[tuple[str, ...], list[Mapping[str, str]]] = defaultdict(list)
        for row in rows:
            by_place[row["start"], row["end"], row["exact"]].append(row)
        named: dict[str, Mapping[str, str]] = {}
        for place, own in by_place.items():
            mine = {row["id"] for row in own}
            others = iter([name for name in known[place] if name not in mine])
            for row in own:
                name = row["id"] if row["id"] in known[place] else next(others, None)
                if name is None:
                    name = free_name(row["id"], used)
                    known[place].append(name)
                used.add(name)
                named[name] = row
        found.append(named)
    return found


def agreement(codings: Sequence[Mapping[str, Mapping[str, str]]]) -> tuple[FieldAgreement, ...]:
    """Compare what coders decided of the same proposals.

    Parameters
    ----------
    codings : sequence of mapping of str to mapping of str to str
        For each coder the reviewed rows by the name of the proposal, with `decision` and the fields of a claim.

    Returns
    -------
    tuple of FieldAgreement
        In the order of `CODED`. Fields of a proposal count where a coder accepted it; an empty cell is a value (nobody named),
        except of firmness, where nothing can be said of its order.
    """
    names = list(dict.fromkeys(name for coding in codings for name in coding))
    found = []
    for field, scale in CODED.items():
        units = {name: tuple(_value(coding.get(name), field, scale) for coding in codings) for name in names}
        compared = {name: values for name, values in units.items() if sum(value is not None for value in values) > 1}
        differing = tuple(name for name, values in compared.items() if len(set(values) - {None}) > 1)
        found.append(
            FieldAgreement(
                field=field,
                scale=scale,
                alpha=krippendorff_alpha(list(compared.values()), scale),
                units=len(compared),
                alike=len(compared) - len(differing),
                differing=differing,
            )
        )
    return tuple(found)


def _value(row: Mapping[str, str] | None, field: str, scale: Scale) -> object | None:
    if row is None or not row.get("decision"):
        return None
    if field == "decision":
        return row["decision"]
    if row["decision"] != "accept":
        return None
    text = " ".join(row.get(field, "").casefold().split())
    if scale == "ordinal":
        return int(text) if text.isdecimal() else None
    return text
