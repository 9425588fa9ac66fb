"""Compare two cases, or two assessments: the question first, then inputs, figures, and which input moved which figure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from interpose.assessment import Assessment
from interpose.case import Case
from interpose.errors import NoAnswerError, UsageError, did_you_mean
from interpose.exploration.comparison.attribution import Attribution, attribute
from interpose.exploration.comparison.comparison import ChangedInputs, ComparedCase, Comparison, FigureChange
from interpose.exploration.comparison.differences import Difference, InputChange, differences, same_case
from interpose.exploration.comparison.documents import changes_of_documents
from interpose.exploration.comparison.grouping import QUESTION
from interpose.exploration.comparison.sides import FigureValue, Side, assessed_side, case_side, opened_both, written_side
from interpose.exploration.comparison.valuing import ATTRIBUTED, Mixes

__all__ = ["compare"]

_NOTHING = 1e-9
"""Moves that are rounding."""


def compare(
    a: str | Path | Case | Assessment,
    b: str | Path | Case | Assessment,
    *,
    figures: Sequence[str] = ("*",),
    attribution: bool = True,
    tolerance: float = 0.005,
    progress: Callable[[str], None] = lambda _step: None,
) -> Comparison:
    """Say what two cases differ in, which figures moved, and which input moved them.

    Parameters
    ----------
    a, b : str, pathlib.Path, Case or Assessment
        A case folder, a workbook, the name of a shipped case, an `assessment.json`; or a case or assessment at hand.
    figures : sequence of str
        Names of figures to compare, with `*` for any text: `force.*`.
    attribution : bool
        Whether moves are divided among groups of changed inputs: by Shapley's rule over the planner's slot model, solved anew
        for every mix of the two cases. Two assessments that were written hold no case to mix.
    tolerance : float
        Share of the larger value by which a number may differ and count as the same.
    progress : callable
        Told the name of each step as it begins.

    Returns
    -------
    Comparison
        Question, inputs, figures, attribution.

    Raises
    ------
    InputError, UsageError
        Where any of the two cannot be read: the faults of both, or a pattern names no figure.
    NoAnswerError
        Where a case has no plan.

    Examples
    --------
    >>> from interpose.case import load
    >>> case = load("ukraine-2024")
    >>> compare(case, case)
    <Comparison: from ukraine-2024, to ukraine-2024, question the same, inputs that differ 0, figures that moved 0>
    """
    if not 0 <= tolerance < 1:
        raise UsageError(f"a tolerance of {tolerance:g} tells nothing", "give a share from 0 up to 1, such as 0.5%")
    given = old, new = opened_both(a, b)
    if isinstance(old, Case) and isinstance(new, Case) and same_case(old, new):
        return _the_same(old)
    written = any(isinstance(each, Mapping) for each in given)
    first = _side(old, written, "first case: ", progress)
    second = _side(new, written, "second case: ", progress)
    found = _inputs(first, second)
    moved, same = _figures(first, second, figures, tolerance)
    changes = [each.change for each in found] if isinstance(found, list) else list(found)
    cannot_say: list[str] = []
    shares: tuple[Attribution, ...] = ()
    if attribution and changes:
        progress("which input moved which figure")
        shares, cannot_say = _attribution((first, second), found)
    if not changes:
        same = ("inputs", *same)
    return Comparison(
        a=_head(first),
        b=_head(second),
        question=tuple(each for each in changes if each.group == QUESTION),
        inputs=_by_kind(each for each in changes if each.group != QUESTION),
        figures=moved,
        attribution=shares,
        same=same,
        cannot_say=tuple(cannot_say),
    )


def _the_same(case: Case) -> Comparison:
    """Answer for one case on both sides without assessing it: the same inputs give the same figures."""
    from importlib.metadata import version

    head = ComparedCase(case=case.name, hash=case.digest, version=version("interpose"))
    return Comparison(a=head, b=head, inputs=_by_kind(()), same=("inputs", "figures"))


def _side(given: Case | Assessment | Mapping[str, object], whole: bool, words: str, progress: Callable[[str], None]) -> Side:
    if isinstance(given, Case):
        return case_side(given, whole=whole, progress=lambda step: progress(words + step))
    return assessed_side(given, whole=whole) if isinstance(given, Assessment) else written_side(given)


def _head(side: Side) -> ComparedCase:
    return ComparedCase(case=side.name, hash=side.digest, version=side.version)


def _inputs(a: Side, b: Side) -> list[Difference] | tuple[InputChange, ...]:
    """Compare cases row by row; where one is not there, what the two assessments say of their inputs."""
    if a.case is not None and b.case is not None:
        return list(differences(a.case, b.case))
    return changes_of_documents(a.document or {}, b.document or {})


def _by_kind(changes: Iterable[InputChange]) -> ChangedInputs:
    kinds = defaultdict(list)
    for each in changes:
        kinds[each.kind].append(each)
    return ChangedInputs(added=tuple(kinds["added"]), removed=tuple(kinds["removed"]), changed=tuple(kinds["changed"]))


def _figures(a: Side, b: Side, patterns: Sequence[str], tolerance: float) -> tuple[tuple[FigureChange, ...], tuple[str, ...]]:
    """Return figures that differ, the largest relative move first, and the families of names in which none does."""
    names = list(dict.fromkeys((*a.figures, *b.figures)))
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            heads = sorted({name.partition(".")[0] for name in names})
            mend = did_you_mean(pattern, names) or f"figures begin with: {', '.join(heads)}"
            raise UsageError(f"there is no figure {pattern!r}", mend)
    chosen = [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]
    compared = [_figure(name, a.figures.get(name), b.figures.get(name), tolerance) for name in chosen]
    moved = [each for each in compared if each.a != each.b or "absent" in (each.status_a, each.status_b)]
    moving = {each.name.partition(".")[0] for each in moved if each.beyond_tolerance}
    same = dict.fromkeys(head for name in chosen if (head := name.partition(".")[0]) not in moving)
    return tuple(sorted(moved, key=lambda each: (-_relative(each.a, each.b), each.name))), tuple(same)


def _figure(name: str, old: FigureValue | None, new: FigureValue | None, tolerance: float) -> FigureChange:
    was, now = (None if each is None else each.value for each in (old, new))
    known = new if new is not None else old
    change = None if not (_number(was) and _number(now)) else float(now) - float(was)  # type: ignore[arg-type]
    return FigureChange(
        name=name,
        a=was,
        b=now,
        change=change,
        unit="" if known is None else known.unit,
        beyond_tolerance=_relative(was, now) > tolerance + _NOTHING or (old is None) != (new is None),
        status_a="absent" if old is None else old.status,
        status_b="absent" if new is None else new.status,
    )


def _relative(was: object, now: object) -> float:
    """Return a move as a share of the larger value: all of it where a number came or went, and more where words differ."""
    if was == now:
        return 0.0
    if (was is None and _number(now)) or (now is None and _number(was)):
        return 1.0
    if not (_number(was) and _number(now)):
        return math.inf
    return abs(float(now) - float(was)) / max(abs(float(now)), abs(float(was)))  # type: ignore[arg-type]


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _attribution(
    sides: tuple[Side, Side], found: Sequence[Difference] | Sequence[InputChange]
) -> tuple[tuple[Attribution, ...], list[str]]:
    """Divide the moves among groups of inputs, and set beside them what plans moved by."""
    a, b = (side.case for side in sides)
    made = [each for each in found if isinstance(each, Difference)]
    if a is None or b is None or not made:
        return (), ["which input moved a figure: only two cases can be mixed, and an assessment that was written holds none"]
    groups: defaultdict[str, list[Difference]] = defaultdict(list)
    # In one order whichever case is first: then the two comparisons are each other's mirror image.
    for each in sorted(made, key=lambda each: (each.change.group != QUESTION, each.change.group)):
        groups[each.change.group].append(each)
    mixes = Mixes(a=a, b=b, groups=list(groups.values()))
    units = {name: value.unit for name in ATTRIBUTED if (value := sides[1].figures.get(name)) is not None}
    inputs = {name: [each.change.input for each in rows] for name, rows in groups.items()}
    try:
        shares = attribute(mixes.worth, inputs, units, matters=mixes.matters)
    except NoAnswerError as error:
        return (), [f"which input moved a figure: {error}"]
    totals = {name: _plan_move(sides, name) for name in units}
    return tuple(_beside_plans(each, totals[each.figure], mixes.solves) for each in shares), []


def _plan_move(sides: tuple[Side, Side], name: str) -> float | None:
    values = [side.figures[name].value if name in side.figures else None for side in sides]
    return float(values[1]) - float(values[0]) if all(_number(value) for value in values) else None  # type: ignore[arg-type]


def _beside_plans(shares: Attribution, plan_total: float | None, solves: int) -> Attribution:
    left = None if plan_total is None else plan_total - shares.total
    return replace(shares, plan_total=plan_total, not_attributed=left, evaluations=solves)
