"""Which inputs two written assessments differ in: choices, what rests on no claim, and what states said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from interpose.errors import UsageError
from interpose.evidence.result import modality_word
from interpose.exploration.comparison.differences import InputChange, choices, flat, moved

__all__ = ["changes_of_documents"]


def changes_of_documents(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[InputChange, ...]:
    """Return what differs between the inputs that two written assessments name.

    Choices of the scenario, inputs that are estimated or assumed, and positions. Inputs that rest on claims are told by the
    positions that follow from them alone: an assessment does not hold the tables of its case.

    Raises
    ------
    UsageError
        Where one of them is of a version that holds something else.
    """
    try:
        chosen = choices(*(flat(each["case"]["scenario"]) for each in (a, b)))
        # The name of a shared ledger is no difference where both read the same statements in it.
        told = (change for path, change in chosen if path != "ledger" or not _same_statements(a, b))
        return (*told, *_assumptions(a, b), *_positions(a, b))
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"an assessment cannot be understood: {error!r}", "write both with the same version") from error


def _same_statements(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return all(a[key] == b[key] for key in ("positions", "evidence_quality"))


def _assumptions(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[InputChange]:
    """Compare what is estimated or assumed; choices of the scenario, which stand among them, are told already."""
    old, new = ({str(row["where"]): row for row in each["assumptions"] if row["basis"] != "choice"} for each in (a, b))
    for where, kind, was, now in moved(old, new):
        told = [None if row is None else tuple(row[key] for key in ("value", "low", "high", "basis")) for row in (was, now)]
        if told[0] != told[1]:
            yield InputChange(
                input=where,
                kind=kind,
                group=where.partition("#")[0],
                a=_value(was),
                b=_value(now),
                unit=str((now or was or {}).get("unit", "")),
                basis_a=None if was is None else was["basis"],
                basis_b=None if now is None else now["basis"],
            )


def _value(row: Mapping[str, Any] | None) -> float | str | None:
    """Give the value of an assumption, with its range where it has one."""
    if row is None:
        return None
    low, high = row["low"], row["high"]
    value: float | str | None = row["value"]
    return value if low is None or high is None else f"{value:g} ({low:g} to {high:g})"


def _positions(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[InputChange]:
    old, new = (
        {row["state"]: (modality_word(row["modality"]), tuple(row["claims"])) for row in each["positions"]["positions"]}
        for each in (a, b)
    )
    for state, kind, was, now in moved(old, new):
        before, after = () if was is None else was[1], () if now is None else now[1]
        yield InputChange(
            input=f"positions.{state}",
            kind=kind,
            group="statements",
            a=None if was is None else was[0],
            b=None if now is None else now[0],
            claims_added=tuple(claim for claim in after if claim not in before),
            claims_removed=tuple(claim for claim in before if claim not in after),
        )
