"""`interpose deter`: what happens if the force is attacked."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, read_case, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interpose.case import Case
    from interpose.case.tables.escalation import Escalation, UnilateralPayoffs
    from interpose.deterrence import Deterrence
    from interpose.deterrence.unilateral import UnilateralAnswer

__all__ = ["deter"]


class BareGame(enum.StrEnum):
    """Games that are answered for bare numbers, without a case."""

    unilateral = "unilateral"


def deter(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="A case folder, a workbook, or the name of a shipped case or game.")
    ] = None,
    game: Annotated[BareGame | None, typer.Option("--game", help="Answer a game for bare numbers instead of a case.")] = None,
    payoffs: Annotated[Path | None, typer.Option("--payoffs", metavar="FILE", help="Payoffs of the game, a YAML file.")] = None,
    p_challenger: Annotated[
        float | None, typer.Option("--p-challenger", metavar="P", help="Probability that the challenger is hard.")
    ] = None,
    p_defender: Annotated[
        float | None, typer.Option("--p-defender", metavar="P", help="Probability that the defender is hard.")
    ] = None,
    escalation: Annotated[
        str | None,
        typer.Option("--escalation", metavar="GAME", help="A game file or a shipped game, instead of the case's own."),
    ] = None,
    rationality: Annotated[
        list[float] | None,
        typer.Option("--rationality", metavar="L", help="Rationality at which quantal response is told. May be repeated."),
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Say which beliefs and stakes make an attack pay, and what may follow one; never one probability of war.

    Example: `interpose deter ukraine-2024`
    """
    from interpose.errors import UsageError

    if game is None:
        if case is None:
            raise UsageError("neither a case nor a game is named", "name a case, or --game unilateral with --payoffs FILE")
        if payoffs is not None or p_challenger is not None or p_defender is not None or rationality:
            raise UsageError(
                "--payoffs, beliefs and --rationality belong to a bare game", "add --game unilateral, or leave them out"
            )
        _show_case(_answer_case(case, escalation), output)
        return
    if case is not None:
        raise UsageError("a case and --game were both given", "name one of them")
    if payoffs is None or p_challenger is None or p_defender is None:
        raise UsageError("--game unilateral lacks numbers", "give --payoffs FILE, --p-challenger P and --p-defender P")
    from interpose.deterrence import answer_unilateral
    from interpose.deterrence.unilateral.quantal import LAMBDAS

    read = _sound_payoffs(payoffs, {"--p-challenger": p_challenger, "--p-defender": p_defender})
    _show_unilateral(answer_unilateral(read, p_challenger, p_defender, tuple(rationality) if rationality else LAMBDAS), output)


def _sound_payoffs(path: Path, beliefs: Mapping[str, float]) -> UnilateralPayoffs:
    """Read the payoffs, and tell the faults of the beliefs beside those of the file."""
    from interpose.case.read.escalation import read_payoffs
    from interpose.errors import Fault, InputError, Location

    faults = [
        Fault(f"{option} is {value:g}, which is no probability", Location("command line"), mend="give a number from 0 to 1")
        for option, value in beliefs.items()
        if not 0 <= value <= 1
    ]
    try:
        payoffs = read_payoffs(path)
    except InputError as refused:
        raise InputError((*refused.faults, *faults)) from None
    if faults:
        raise InputError(faults)
    return payoffs


def _answer_case(name: str, game: str | None) -> Deterrence:
    from interpose.authority import authorise
    from interpose.case.read.escalation import game_file, read_escalation
    from interpose.cli.console import note_silence, progress
    from interpose.deterrence import deter as answer
    from interpose.deterrence import deter_force
    from interpose.deterrence.race.forces import Forces
    from interpose.evidence import positions
    from interpose.generation import PlanRequest, generate
    from interpose.requirement import require

    with progress() as step:
        step("reading the case")
        alone = game_file(name)
        if alone is not None:
            escalation = read_escalation(alone) if game is None else _named_game(game)
            step("deterrence")
            return deter_force(escalation, Forces())
        case = read_case(name)
        escalation = _game(case, game)
        step("authority")
        stances = positions(case)
        note_silence(stances)
        authority = authorise(case, stances)
        step("requirement")
        requirement = require(case)
        step("generation")
        plan = generate(case, stances, requirement, PlanRequest(compared=False))
        step("deterrence")
        return answer(case, authority, requirement, plan, escalation=escalation)


def _game(case: Case, name: str | None) -> Escalation:
    """Read the game that is asked for: a file, a shipped game by name, or the case's own."""
    from interpose.errors import UsageError

    if name is not None:
        return _named_game(name)
    if case.escalation is None:
        raise UsageError("the case has no escalation.yaml", "write one, or name a game with --escalation")
    return case.escalation


def _named_game(name: str) -> Escalation:
    from interpose.case.read.escalation import read_escalation, shipped_games
    from interpose.errors import UsageError, did_you_mean

    if Path(name).is_file():
        return read_escalation(Path(name))
    shipped = shipped_games()
    # An underscore passes for the hyphen in a game's name.
    known = name.replace("_", "-")
    if known not in shipped:
        near = did_you_mean(known, shipped)
        raise UsageError(f"there is no game {name!r}", near or f"name a file, or one of: {', '.join(shipped)}")
    return read_escalation(shipped[known])


def _show_case(found: Deterrence, output: Format) -> None:
    from interpose.brief.tables.deterrence import deterrence_tables
    from interpose.brief.text.deterrence import answers, remarks
    from interpose.cli.console import tell
    from interpose.deterrence.unilateral.answer import NOTATION
    from interpose.plain import plain

    if output is Format.table:
        tell(f"{found.reference.title}\n", style="bold")
        for sentence in (*answers(found), *remarks(found)):
            tell(f"• {sentence}")
        tell("")
    # What limits the answers, and what the letters stand for, is said beside the keys of the record.
    beside = {"remarks": remarks(found), "notation": NOTATION}
    show({**plain(found.record(), decimals=None), **beside}, deterrence_tables(found), output, decimals=None)


def _show_unilateral(found: UnilateralAnswer, output: Format) -> None:
    from interpose.brief.tables.deterrence import unilateral_tables
    from interpose.deterrence.unilateral.answer import NOTATION
    from interpose.plain import plain

    # The keys of a case, of which bare numbers fill a part.
    shares = [{"name": each.name, "share": 1.0} for each in found.at_mode]
    beside = {"equilibria": shares, "branches": [], "race": [], "notation": NOTATION}
    show({**plain(found, decimals=None), **beside}, unilateral_tables(found), output, decimals=None)
