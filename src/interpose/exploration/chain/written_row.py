"""A row of a study as a case of its own, which reads, plans and is answered like any other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from interpose.authority.routes.law import CODES
from interpose.case import Case, load
from interpose.case.csv_text import table_text
from interpose.case.registry import TABLES, TableSpec
from interpose.case.tables.authority import VoteAssumption
from interpose.case.tables.escalation import Escalation
from interpose.case.tables.fields import Row
from interpose.case.varied.numbers import escalation_numbers
from interpose.editing.atomic import folder_that_appears_whole
from interpose.editing.new_case import copy_case
from interpose.errors import InputError, UsageError
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.inputs.future import Future

__all__ = ["write_row"]


def write_row(chain: CaseChain, row: int, folder: Path) -> Path:
    """Write a row of a study, counted from 0, as a case folder: every drawn input at its value, without a range.

    Who takes part stands in `participates` of states.csv, ballots as rows of votes.csv that set votes by hand, and options,
    rules, games and tables hold what was drawn. Nothing is left to vary: uncertainties.csv is empty. Payoffs that were drawn
    out of their order had no answer in the study; escalation.yaml is then left as it is, and says so.

    Raises
    ------
    UsageError
        Where there is no such row, or the folder is there already.
    """
    if row < 0:
        raise UsageError(f"row {row} is none of a study", "give a number from 0")
    future = chain.futures(chain.points(row, row + 1))[0]
    with folder_that_appears_whole(folder) as whole, tempfile.TemporaryDirectory(prefix="interpose-") as place:
        copy = copy_case(chain.case.folder, Path(place) / folder.name)
        base = load(copy)
        _write_tables(copy, base, future.case, _ballots(chain, future, row))
        _write_mandates(copy, base, future.case)
        _write_scenario(copy, base, future.case, chain, row)
        _write_games(copy, base, future.case, row)
        shutil.copytree(copy, whole, dirs_exist_ok=True)
    return folder


def _ballots(chain: CaseChain, future: Future, row: int) -> Iterator[VoteAssumption]:
    """Set each vote that was drawn by hand, route by route."""
    if not future.inclination:
        return
    for ballots in chain.ballots_in(future.case):
        members = ballots.body.members
        if ballots.of_members or not members:
            continue
        inclined = np.array([[future.inclination.get(state, np.nan) for state in members]])
        codes = ballots.drawn([future.case.votes], inclined)[0].tolist()
        for vote, code in CODES.items():
            states = tuple(
                state for state, cast in zip(members, codes, strict=True) if cast == code and state in future.inclination
            )
            if states:
                ends = {
                    "yes": float(vote == "yes"),
                    "no": float(vote == "no"),
                    "declared": float(vote == "declared_abstention"),
                }
                yield VoteAssumption.model_validate(
                    {
                        "id": f"drawn_{ballots.route.id}_{vote}",
                        "routes": (ballots.route.id,),
                        "states": states,
                        "predicate": "any",
                        "vote": vote,
                        **{f"{name}{end}": chance for name, chance in ends.items() for end in ("", "_low", "_high")},
                        "basis": "assumed",
                        "source": f"drawn in row {row} of a study, seed {chain.seed}",
                    }
                )


def _rows(case: Case, spec: TableSpec) -> list[Row]:
    held = getattr(case, spec.name)
    return list(held.values() if isinstance(held, Mapping) else held)


def _write_tables(folder: Path, base: Case, future: Case, ballots: Iterator[VoteAssumption]) -> None:
    """Write the tables that differ; of one that overrides the reference the rows of the case and those that differ."""
    added: Sequence[Row] = list(ballots)
    for spec in TABLES:
        if spec.reference_only:
            continue
        if spec.name == "uncertainties":
            rows: list[Row] = []
        else:
            before, after = _rows(base, spec), _rows(future, spec)
            more = added if spec.name == "votes" else ()
            if before == after and not more:
                continue
            known = {spec.key_of(row): row for row in before}
            own = base.overrides.get(spec.name, frozenset())
            rows = [
                row
                for row in after
                if not spec.overrides or row != known.get(spec.key_of(row)) or str(getattr(row, spec.key[0])) in own
            ]
            rows += more
        text = table_text(list(spec.model.model_fields), (row.model_dump() for row in rows))
        (folder / spec.file).write_text(text, encoding="utf-8", newline="")


def _write_mandates(folder: Path, base: Case, future: Case) -> None:
    for name, mandate in future.mandates.items():
        if mandate != base.mandates.get(name):
            (folder / "mandates").mkdir(exist_ok=True)
            _dump(folder / "mandates" / f"{name}.yaml", mandate.model_dump(mode="json", exclude_defaults=True))


def _write_scenario(folder: Path, base: Case, future: Case, chain: CaseChain, row: int) -> None:
    """Set the options that differ and the mandate that was planned for, and say where the case comes from."""
    path = folder / "scenario.yaml"
    data = YAML().load(path.read_text(encoding="utf-8"))
    options = data.setdefault("options", {})
    before = base.scenario.options.model_dump(mode="json")
    for name, value in future.scenario.options.model_dump(mode="json").items():
        if value != before[name]:
            options[name] = value
    data["mandate"] = chain.planning.mandate
    _dump(path, data, f"# Row {row} of a study of {chain.identity['case']}, seed {chain.seed}: what was drawn, at its value.\n")


def _write_games(folder: Path, base: Case, future: Case, row: int) -> None:
    """Set the numbers of the games; where those that were drawn break an ordering, leave them and say so."""
    path = folder / "escalation.yaml"
    if base.escalation is None or future.escalation is None:
        load(folder)
        return
    before = path.read_text(encoding="utf-8")
    _set_numbers(path, base.escalation, future.escalation)
    try:
        load(folder)
    except InputError as refused:
        if any(fault.where.file != path.name for fault in refused.faults):
            raise
        head = f"# What was drawn in row {row} breaks an ordering of the games, which had no answer there.\n"
        path.write_text(head + before, encoding="utf-8", newline="")
        load(folder)


def _set_numbers(path: Path, known: Escalation, drawn: Escalation) -> None:
    """Set the numbers of the games that differ."""
    data = YAML().load(path.read_text(encoding="utf-8"))
    before = escalation_numbers(known)
    for name, spread in escalation_numbers(drawn).items():
        if spread == before[name]:
            continue
        *parents, last = name.split(".")
        if parents[:1] == ["players"]:
            _write_beliefs(data, drawn, parents[1])
            continue
        if parents == ["effects"]:
            parents, last = ["effects", str(int(last) - 1)], "change"
        node = data
        for part in parents:
            node = node[int(part) if part.isdigit() else part]
        if isinstance(node[last], dict):
            node[last].update(low=spread.low, mode=spread.mode, high=spread.high)
        else:
            node[last] = spread.mode
    _dump(path, data)


def _write_beliefs(data: Any, game: Escalation, player: str) -> None:  # noqa: ANN401 - what a YAML file holds
    """Set the beliefs in all kinds of a player."""
    written = next(row for row in data["players"] if row["id"] == player)
    beliefs = {kind.id: kind.probability for each in game.players if each.id == player for kind in each.types}
    for row in written["types"]:
        belief = beliefs[row["id"]]
        row["probability"] = {"low": belief.low, "mode": belief.mode, "high": belief.high}


def _dump(path: Path, data: Any, head: str = "") -> None:  # noqa: ANN401 - what a YAML file holds
    yaml = YAML()
    yaml.width = 120
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(head)
        yaml.dump(data, stream)
