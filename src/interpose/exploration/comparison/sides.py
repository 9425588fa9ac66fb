"""What is compared: a case that is assessed, or an assessment as it was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from interpose.assessment import Assessment, assess
from interpose.case import Case, load
from interpose.errors import Fault, InputError, UsageError
from interpose.plain import plain

__all__ = ["FigureValue", "Side", "assessed_side", "case_side", "opened", "opened_both", "written_side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """A figure of a side: its value, unit, and how far it is proved."""

    value: float | str | None
    unit: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two sides: its case's name and digest, the version that answered it, and its figures by name.

    `case` is None where only its assessment is there; `document` is the assessment as it was written.
    """

    name: str
    digest: str
    version: str
    figures: Mapping[str, FigureValue]
    case: Case | None = None
    document: Mapping[str, Any] | None = None


def opened(given: str | Path | Case | Assessment) -> Case | Assessment | Mapping[str, Any]:
    """Read what is to be compared: a case by name, folder or workbook, or an assessment from its file.

    Raises
    ------
    UsageError
        Where a JSON file is no assessment.
    InputError
        Where a case has faults.
    """
    if isinstance(given, Case | Assessment):
        return given
    path = Path(given)
    if path.suffix.casefold() != ".json":
        return load(path if path.exists() else str(given))
    mend = "give the assessment.json that `interpose brief CASE -o DIR` wrote, a case folder, or the name of a shipped case"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else "is no JSON, or is damaged"
        raise UsageError(f"{path} {reason}", mend) from error
    wanted = {"case": dict, "figures": list, "version": str, "assumptions": list}
    if not isinstance(document, dict) or any(not isinstance(document.get(key), kind) for key, kind in wanted.items()):
        raise UsageError(f"{path} is no assessment of Interpose: it lacks case, figures, version or assumptions", mend)
    return document


def opened_both(
    a: str | Path | Case | Assessment, b: str | Path | Case | Assessment
) -> tuple[Case | Assessment | Mapping[str, Any], Case | Assessment | Mapping[str, Any]]:
    """Read both sides, and tell the faults of both at once, each file with the case that it is of.

    Raises
    ------
    UsageError
        Where a side is none.
    InputError
        Where cases have faults.
    """
    faults: dict[Fault, None] = {}
    found = []
    for given in (a, b):
        try:
            found.append(opened(given))
        except InputError as error:
            place = f"{given}/" if isinstance(given, str | Path) and Path(given).is_dir() else ""
            for fault in error.faults:
                faults[replace(fault, where=replace(fault.where, file=f"{place}{fault.where.file}"))] = None
    if faults:
        raise InputError(faults)
    first, second = found
    return first, second


def case_side(case: Case, *, whole: bool, progress: Callable[[str], None]) -> Side:
    """Assess a case; what its question asks, or, beside an assessment that was written, everything that one holds."""
    made = assess(case, progress=progress) if whole else assess(case, mandates=(), beside=False, progress=progress)
    return assessed_side(made, whole=whole)


def assessed_side(made: Assessment, *, whole: bool) -> Side:
    """Take an assessment that is at hand; with what it would write, to be set beside one that was written."""
    gap = made.plan.gap
    proved = (
        "optimal" if made.plan.status == "optimal" else f"{made.plan.status}, gap {gap:.2%}" if gap is not None else "feasible"
    )
    figures = {
        name: FigureValue(value=figure.value, unit=figure.unit, status=_status(name, proved))
        for name, figure in made.figures.items()
    }
    return Side(
        name=made.case.name,
        digest=made.case.digest,
        version=made.version,
        figures=figures,
        case=made.case,
        document=plain(made.document()) if whole else None,
    )


def written_side(document: Mapping[str, Any]) -> Side:
    """Take an assessment as it was written.

    Raises
    ------
    UsageError
        Where what it says cannot be understood.
    """
    try:
        plans = [variant["plan"] for variant in document["variants"].values()]
        proved = str(plans[0]["status"]) if plans else "computed"
        figures = {
            str(row["name"]): FigureValue(value=row["value"], unit=str(row["unit"]), status=_status(str(row["name"]), proved))
            for row in document["figures"]
        }
        return Side(
            name=str(document["case"]["name"]),
            digest=str(document["case"]["digest"]),
            version=str(document["version"]),
            figures=figures,
            document=document,
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        mend = f"write it again with this version ({version('interpose')})"
        raise UsageError(f"the assessment cannot be understood: {error!r} is missing or of another kind", mend) from error


def _status(name: str, proved: str) -> str:
    """Say how far a figure is proved: as far as the plan that it is read from, or computed."""
    return (
        proved if name.partition(".")[0] in ("force", "contributions", "shortfall", "shortfall_share", "plan") else "computed"
    )
