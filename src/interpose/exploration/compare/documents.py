"""Which inputs two written assessments differ in: choices, what rests on no claim, and what states said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from interpose.errors import UsageError
from interpose.evidence.result import modality_word
from interpose.exploration.compare.differences import InputChange, flat
from interpose.exploration.compare.grouping import group_of_choice

__all__ = ["changes_of_documents"]


def changes_of_documents(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[InputChange, ...]:
    """Return what differs between the inputs that two assessments name.

    Parameters
    ----------
    a, b : mapping
        What `assessment.json` holds.

    Returns
    -------
    tuple of InputChange
        Choices of the scenario, inputs that are estimated or assumed, and positions. Inputs that rest on claims are told by
        the positions that follow from them alone: an assessment does not hold the tables of its case.

    Raises
    ------
    UsageError
        Where one of them is of a version that holds something else.
    """
    try:
        return (*_choices(a, b), *_assumptions(a, b), *_positions(a, b))
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"an assessment cannot be understood: {error!r}", "write both with the same version") from error


def _choices(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[InputChange]:
    old, new = flat(a["case"]["scenario"]), flat(b["case"]["scenario"])
    for path in dict.fromkeys((*old, *new)):
        if old.get(path) != new.get(path):
            yield InputChange(
                input=f"scenario.yaml#{path}",
                kind=_kind(path in old, path in new),
                group=group_of_choice(path),
                a=old.get(path),
                b=new.get(path),
                basis_a="choice" if path in old else None,
                basis_b="choice" if path in new else None,
            )


def _assumptions(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[InputChange]:
    """Compare what is estimated or assumed; choices of the scenario, which stand among them, are told already."""
    old, new = ({row["where"]: row for row in each["assumptions"] if row["basis"] != "choice"} for each in (a, b))
    for where in dict.fromkeys((*old, *new)):
        was, now = old.get(where), new.get(where)
        told = [None if row is None else tuple(row[key] for key in ("value", "low", "high", "basis")) for row in (was, now)]
        if told[0] != told[1]:
            yield InputChange(
                input=str(where),
                kind=_kind(was is not None, now is not None),
                group=str(where).partition("#")[0],
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
    old, new = ({row["state"]: row for row in each["positions"]["positions"]} for each in (a, b))
    for state in dict.fromkeys((*old, *new)):
        was, now = old.get(state), new.get(state)
        words = [None if row is None else modality_word(row["modality"]) for row in (was, now)]
        claims = [() if row is None else tuple(row["claims"]) for row in (was, now)]
        if words[0] != words[1] or claims[0] != claims[1]:
            yield InputChange(
                input=f"positions.{state}",
                kind=_kind(was is not None, now is not None),
                group="statements",
                a=words[0],
                b=words[1],
                claims_added=tuple(claim for claim in claims[1] if claim not in claims[0]),
                claims_removed=tuple(claim for claim in claims[0] if claim not in claims[1]),
            )


def _kind(before: bool, after: bool) -> Literal["added", "removed", "changed"]:
    return "changed" if before and after else "added" if after else "removed"
