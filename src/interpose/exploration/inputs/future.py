"""A future is a case: the drawn values in place of the case's own, each known exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.row_ref import ESCALATION, SCENARIO
from interpose.case.tables.scenario import Options
from interpose.case.varied.inputs import ENABLERS, POSITIONS, VARIED_TABLES, VOTES, Target
from interpose.case.varied.numbers import changed, with_numbers
from interpose.exploration.inputs.drawing import DrawnInput, ranks, values_of

__all__ = ["Future", "case_with", "futures", "joining"]

PARTICIPATION = "participation.csv"
Value = float | str | bool
Points = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Future:
    """One future.

    Parameters
    ----------
    case : Case
        The case with what was drawn in place of its own rows; `participates` of states.csv says who takes part.
    takes_part : mapping of str to bool
        Whether each state that was drawn takes part.
    inclination : mapping of str to float
        How each member of the bodies is inclined, from 0 (against) to 1 (for): with the chances of votes.csv it is its ballot.
    """

    case: Case
    takes_part: Mapping[str, bool]
    inclination: Mapping[str, float]


def case_with(case: Case, values: Mapping[Target, Value]) -> Case:
    """Return a case of the same name and digest with other values of some inputs, each known exactly.

    `positions.*` sets by hand whether a state takes part.
    """
    rows: dict[str, dict[str, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    numbers: dict[str, float] = {}
    options: dict[str, Any] = {}
    for target, value in values.items():
        if target.file == POSITIONS:
            rows["states.csv"][target.key]["participates"] = "yes" if value else "no"
        elif target.file == ESCALATION:
            numbers[target.key] = float(value)
        elif target.file == SCENARIO and target.field.startswith(ENABLERS):
            listed = options.get("external_enablers", case.scenario.options.external_enablers)
            options["external_enablers"] = {**listed, target.field.removeprefix(ENABLERS): value}
        elif target.file == SCENARIO:
            options[target.field.removeprefix("options.")] = value
        else:
            rows[target.file][target.key][target.field] = value
    fields: dict[str, Any] = {}
    for file, changes in rows.items():
        if file in VARIED_TABLES:
            spec = VARIED_TABLES[file]
            held = getattr(case, spec.name)
            if isinstance(held, Mapping):
                fields[spec.name] = {**held, **{key: changed(held[key], columns) for key, columns in changes.items()}}
            else:
                fields[spec.name] = tuple(
                    changed(row, changes[key]) if (key := spec.key_of(row)) in changes else row for row in held
                )
        else:
            name = file.removeprefix("mandates/").removesuffix(".yaml")
            mandate = fields.get("mandates", case.mandates)[name]
            rules = tuple(changed(rule, changes[rule.id]) if rule.id in changes else rule for rule in mandate.rules)
            fields["mandates"] = {**fields.get("mandates", case.mandates), name: mandate.model_copy(update={"rules": rules})}
    if numbers and case.escalation is not None:
        fields["escalation"] = with_numbers(case.escalation, numbers)
    if options:
        chosen = _whole_options(case.scenario.options, options)
        fields["scenario"] = case.scenario.model_copy(update={"options": chosen})
    return replace(case, **fields) if fields else case


def _whole_options(options: Options, values: Mapping[str, Any]) -> Options:
    """Return options with other values; mappings are given whole."""
    whole = {name: value for name, value in values.items() if isinstance(value, dict)}
    return changed(options.model_copy(update=whole), {name: value for name, value in values.items() if name not in whole})


def futures(
    case: Case, drawn: Sequence[DrawnInput], points: Points, modality: Mapping[str, int], standing: Collection[str] = ()
) -> Iterator[Future]:
    """Turn points, shape (futures, columns), into futures, one after another.

    Modality says how firm the position of each state is: the chance that it takes part follows from participation.csv of the
    future. States that stand take part as the case has it, which counts where a point does not say.
    """
    stated = [each for each in drawn if each.targets[0].file not in (POSITIONS, VOTES)]
    values = [values_of(each, points) for each in stated]
    joined = joining(case, drawn, points, modality, standing)
    voting = [(each, ranks(each, points).tolist()) for each in drawn if each.targets[0].file == VOTES]
    for place, takes_part in enumerate(joined):
        here: dict[Target, Value] = {Target(POSITIONS, state): joins for state, joins in takes_part.items()}
        for each, table in zip(stated, values, strict=True):
            here.update((target, value) for target, value in zip(each.targets, table[place], strict=True) if value == value)
        inclination = {
            target.key: chance
            for each, row in voting
            for target, chance in zip(each.targets, row[place], strict=True)
            if chance == chance
        }
        yield Future(case=case_with(case, here), takes_part=takes_part, inclination=inclination)


def joining(
    case: Case, drawn: Sequence[DrawnInput], points: Points, modality: Mapping[str, int], standing: Collection[str] = ()
) -> list[dict[str, bool]]:
    """Say for each point which of the states that are drawn take part; parameters are those of `futures`."""
    base = {row.modality: row.mode for row in case.participation}
    rates = [dict(base) for _ in range(len(points))]
    for each in drawn:
        if each.targets[0].file == PARTICIPATION:
            for rate, row in zip(rates, values_of(each, points), strict=True):
                rate.update(
                    {int(target.key): float(value) for target, value in zip(each.targets, row, strict=True) if value == value}
                )
    found: list[dict[str, bool]] = [{} for _ in rates]
    for each in (each for each in drawn if each.targets[0].file == POSITIONS):
        for joins, rate, row in zip(found, rates, ranks(each, points).tolist(), strict=True):
            for target, chance in zip(each.targets, row, strict=True):
                likely = (
                    rate.get(modality.get(target.key, 1), 0.0) if each.row.kind == "participation" else each.row.mode or 0.0
                )
                joins[target.key] = chance < likely if chance == chance else target.key in standing
    return found
