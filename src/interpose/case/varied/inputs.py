"""Inputs by name, as figures name them, with `*` for any part of a name."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from interpose.case.case import Case
from interpose.case.registry import TABLES
from interpose.case.row_ref import ESCALATION, SCENARIO
from interpose.case.tables.escalation import Escalation, Spread
from interpose.case.tables.fields import Row
from interpose.case.tables.force import State
from interpose.case.tables.scenario import Options, Scenario
from interpose.case.varied.numbers import (
    PIECES,
    Range3,
    default_field,
    drawn,
    escalation_numbers,
    is_number,
    is_whole,
    may_vary,
    own_range,
    value_of_field,
)
from interpose.errors import UsageError, did_you_mean, use_one_of

__all__ = ["ENABLERS", "FOUND_ONCE", "POSITIONS", "VARIED_TABLES", "VOTES", "Inputs", "Target"]

POSITIONS, VOTES = "positions", "votes"
"""Whether states take part, and how they vote: `positions.*`, `votes.*`."""

ENABLERS = "options.external_enablers."

FOUND_ONCE = frozenset(
    {
        *("wagons_per_tracked", "wagons_per_wheeled", "wagons_per_teu", "persons_per_bus"),
        *("lane_m_per_wheeled", "lane_m_per_tracked", "lane_m_per_teu"),
        *("road_km_per_day", "rail_km_per_day", "sea_km_per_day", "air_km_per_day", "loading_days", "port_days"),
    }
)
"""Factors of movement by which ways are found and loads are weighed, once for all futures."""

VARIED_TABLES = {spec.file: spec for spec in TABLES if default_field(spec.model) is not None and not spec.reference_only}
"""Tables whose numbers the outcomes of a study hang on."""


@dataclass(frozen=True, slots=True)
class Target:
    """One input that is varied.

    Parameters
    ----------
    file : str
        The file, or `positions` or `votes`.
    key : str
        The row, the rule, the path in the games, or the state; empty for the scenario.
    field : str
        The field; empty for games, positions and votes.
    meant : bool
        Whether the field is the one that is meant where none is named.

    Examples
    --------
    >>> str(Target("pools.csv", "FRA/infantry_battalion", "units", True)), str(Target("positions", "FRA"))
    ('pools.csv#FRA/infantry_battalion', 'positions.FRA')
    """

    file: str
    key: str
    field: str = ""
    meant: bool = False

    def __str__(self) -> str:
        if self.file in (POSITIONS, VOTES):
            return f"{self.file}.{self.key}"
        return f"{self.file}#{'.'.join(filter(None, (self.key, '' if self.meant else self.field)))}"


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The inputs of a case that a study may vary.

    Parameters
    ----------
    rows : mapping of str to mapping of str to Row
        Rows by file and key; rules of a mandate by `mandates/ID.yaml` and rule.
    scenario : Scenario or None
        The scenario; None where it could not be read.
    escalation : Escalation or None
        The games.
    states : collection of str
        States that may take part or vote.
    """

    rows: Mapping[str, Mapping[str, Row]]
    scenario: Scenario | None = None
    escalation: Escalation | None = None
    states: Collection[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, case: Case) -> Inputs:
        """Read the inputs of a case."""
        rows: dict[str, Mapping[str, Row]] = {}
        for file, spec in VARIED_TABLES.items():
            held = getattr(case, spec.name)
            rows[file] = {spec.key_of(row): row for row in (held.values() if isinstance(held, Mapping) else held)}
        rows |= {f"mandates/{name}.yaml": {rule.id: rule for rule in each.rules} for name, each in case.mandates.items()}
        return cls(rows=rows, scenario=case.scenario, escalation=case.escalation, states=frozenset(case.states))

    def find(self, text: str) -> tuple[Target, ...]:
        """Find what an input names.

        Parameters
        ----------
        text : str
            Such as `pools.csv#*.units`, `scenario.yaml#options.zone_depth_km`, `escalation.yaml#race.*`, `positions.*`.

        Returns
        -------
        tuple of Target
            One or more, in the order of the file.

        Raises
        ------
        UsageError
            Where it names nothing, with what was probably meant.
        """
        file, _, name = text.partition("#")
        head, dot, state = text.partition(".")
        if dot and head in (POSITIONS, VOTES) and file not in self.rows:
            return tuple(Target(head, code) for code in self._matching(text, state, sorted(self.states), "states"))
        if file == SCENARIO:
            return self._option(text, name)
        if file == ESCALATION:
            known = () if self.escalation is None else tuple(escalation_numbers(self.escalation))
            return tuple(Target(ESCALATION, path) for path in self._matching(text, name, known, "numbers"))
        if file not in self.rows:
            known_files = (*self.rows, SCENARIO, ESCALATION)
            told = ", ".join(each for each in known_files if not each.startswith("mandates/"))
            mend = did_you_mean(file, known_files) or f"write one of: {told}, mandates/ID.yaml, positions.*, votes.*"
            raise UsageError(f"input {text!r} names no file that a study varies", mend)
        return self._row(text, file, name or "*")

    def row(self, target: Target) -> Row:
        """Return the row of a table, or the rule of a mandate, that a target stands in."""
        return self.rows[target.file][target.key]

    def is_number(self, target: Target) -> bool:
        """Say whether an input is a number."""
        if target.file in (POSITIONS, VOTES):
            return False
        if target.file == SCENARIO:
            return not target.field.startswith(ENABLERS) and is_number(self._options(), target.field.removeprefix("options."))
        return target.file == ESCALATION or is_number(self.row(target), target.field)

    def may_vary(self, target: Target) -> bool:
        """Say whether an outcome may hang on an input: not on what names its row, or tells what a number rests on."""
        if target.file in (POSITIONS, VOTES, SCENARIO, ESCALATION):
            return True
        spec = VARIED_TABLES.get(target.file)
        return target.field not in (spec.key if spec else ()) and may_vary(self.row(target), target.field)

    def value(self, target: Target) -> float | None:
        """Return the number that an input has now; None where it has none."""
        if target.file == ESCALATION:
            return self._numbers()[target.key].mode
        if target.file == SCENARIO:
            return value_of_field(self._options(), target.field.removeprefix("options."))
        return value_of_field(self.row(target), target.field)

    def held(self, target: Target) -> float | str | bool:
        """Return what an input has now, as a choice would write it: a number, a word, or yes and no."""
        if target.file == SCENARIO and target.field.startswith(ENABLERS):
            provider = target.field.removeprefix(ENABLERS)
            by_hand = self.rows.get("states.csv", {}).get(provider)
            given = isinstance(by_hand, State) and by_hand.stands == "outside" and by_hand.participates == "yes"
            return str(self._options().external_enablers.get(provider, "as_caveated" if given else "none"))
        number = self.value(target) if self.is_number(target) else None
        if number is not None:
            return number
        row = self._options() if target.file == SCENARIO else self.row(target)
        return _word_or_number(getattr(row, target.field.removeprefix("options.")), "")

    def used(self, target: Target, value: float) -> float:
        """Return a number that was drawn as the input takes it: whole where it counts whole things."""
        if target.file == ESCALATION:
            return value
        row = self._options() if target.file == SCENARIO else self.row(target)
        return math.floor(value + 0.5) if is_whole(row, target.field.removeprefix("options.")) else value

    def own_range(self, target: Target) -> Range3 | None:
        """Return low, most likely value and high as the row of an input gives them; None where they have no width."""
        if target.file in (POSITIONS, VOTES, SCENARIO):
            return None
        if target.file == ESCALATION:
            spread = self._numbers()[target.key]
            found: Range3 | None = (spread.low, spread.mode, spread.high)
        else:
            found = own_range(self.row(target), target.field)
        return found if found is not None and found[0] < found[2] else None

    def typed(self, target: Target, value: float | str | bool) -> float | str | bool:
        """Return a value as the field of an input holds it, checked as in a file.

        Raises
        ------
        UsageError
            Where the field does not take it.
        """
        if target.file == ESCALATION:
            return float(value)
        if target.file != SCENARIO:
            row = self.row(target)
            columns = {target.field: value} if isinstance(value, str) else drawn(row, target.field, value)
            plain = {name: each.model_dump() if isinstance(each, Row) else each for name, each in columns.items()}
            checked = row.replace(**plain)
            return value if target.field == PIECES else _word_or_number(getattr(checked, target.field), value)
        options, name = self._options(), target.field.removeprefix("options.")
        provider = target.field.removeprefix(ENABLERS)
        if provider != target.field:
            return str(options.replace(external_enablers={**options.external_enablers, provider: value}) and value)
        return _word_or_number(getattr(options.replace(**{name: value}), name), value)

    def _options(self) -> Options:
        return Options() if self.scenario is None else self.scenario.options

    def _numbers(self) -> dict[str, Spread]:
        return {} if self.escalation is None else escalation_numbers(self.escalation)

    def _row(self, text: str, file: str, name: str) -> tuple[Target, ...]:
        rows = self.rows[file]
        if not rows:
            raise UsageError(f"input {text!r} names no row: {file} has none", "leave it out, or add rows there")
        model = type(next(iter(rows.values())))
        meant = default_field(model) or ""
        key, dot, written = name.rpartition(".")
        fields = (*model.model_fields, *([PIECES] if meant == PIECES else []))
        if not dot or written not in fields or name in rows:
            if dot and any(_pattern(key).fullmatch(each) for each in rows) and not any(map(_pattern(name).fullmatch, rows)):
                raise UsageError(f"input {text!r} names no column: {file} has no {written!r}", use_one_of(written, fields))
            key, written = name, meant
        keys = self._matching(text, key, tuple(rows), "rows")
        return tuple(Target(file, each, written, written == meant) for each in keys)

    def _option(self, text: str, name: str) -> tuple[Target, ...]:
        known = [f"options.{each}" for each in Options.model_fields]
        if name.startswith(ENABLERS):
            provider = name.removeprefix(ENABLERS)
            listed = self.states if "*" not in provider else self._options().external_enablers
            found = self._matching(text, provider, sorted(listed), "providers")
            return tuple(Target(SCENARIO, "", f"{ENABLERS}{each}") for each in found)
        if name not in known:
            raise UsageError(f"input {text!r} names no option of the scenario", use_one_of(name, known))
        return (Target(SCENARIO, "", name),)

    @staticmethod
    def _matching(text: str, pattern: str, known: Collection[str], kind: str) -> tuple[str, ...]:
        found = tuple(filter(_pattern(pattern).fullmatch, known))
        if not found:
            mend = did_you_mean(pattern, known) or f"{kind} are, for example: {', '.join(list(known)[:8])}"
            raise UsageError(f"input {text!r} names nothing: no {kind} match {pattern!r}", mend)
        return found


def _word_or_number(held: object, given: float | str | bool) -> float | str | bool:
    """Take what a field holds after it was read; a rule's number keeps the value that was given."""
    return held if isinstance(held, float | int | str | bool) else given


def _pattern(text: str) -> re.Pattern[str]:
    """Read `*` as any part of a name."""
    return re.compile(".*".join(map(re.escape, text.split("*"))))
