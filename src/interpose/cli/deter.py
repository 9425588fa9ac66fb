"""`interpose deter`: what happens if the force is attacked."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interpose.case import Case, Range
    from interpose.case.tables.escalation import Escalation, UnilateralPayoffs
    from interpose.deterrence import Deterrence
    from interpose.deterrence.unilateral import UnilateralAnswer
    from interpose.deterrence.unilateral.over_ranges import Unilateral

__all__ = ["deter"]


class BareGame(enum.StrEnum):
    """Games that are answered for bare numbers, without a case."""

    unilateral = "unilateral"


def deter(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="A case folder, or the name of a shipped case or game.")
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
        typer.Option("--rationality", metavar="L", help="Rationality at which quantal response is told; may stand repeatedly."),
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
    from interpose.cli import read_case
    from interpose.cli.console import progress
    from interpose.deterrence import deter as answer
    from interpose.deterrence import deter_force
    from interpose.deterrence.race.forces import Forces
    from interpose.evidence import positions
    from interpose.generation import generate
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
        authority = authorise(case, stances)
        step("requirement")
        requirement = require(case)
        step("generation")
        plan = generate(case, stances, requirement)
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
    # The game had an underscore in its name while it was a file of the reference data.
    known = name.replace("_", "-")
    if known not in shipped:
        near = did_you_mean(known, shipped)
        raise UsageError(f"there is no game {name!r}", near or f"name a file, or one of: {', '.join(shipped)}")
    return read_escalation(shipped[known])


def _show_case(found: Deterrence, output: Format) -> None:
    from interpose.brief.text.deterrence import answers, remarks
    from interpose.cli.console import console
    from interpose.deterrence.unilateral.answer import NOTATION
    from interpose.plain import plain

    if output is Format.json:
        # What limits the answers, and what the letters stand for, is said beside the keys of the record.
        beside = {"remarks": remarks(found), "notation": NOTATION}
        print_json({**plain(found.record(), decimals=None), **beside}, decimals=None)
        return
    console().print(f"{found.reference.title}\n", style="bold", markup=False)
    for sentence in (*answers(found), *remarks(found)):
        console().print(f"• {sentence}", markup=False)
    console().print()
    if found.unilateral is not None:
        _show_equilibria(found.unilateral)
    _show_ladder(found)
    if found.variants:
        _show_forces(found)
    if found.branches:
        _show_branches(found)
    if found.assumptions.channels:
        _show_channels(found)
    if found.race:
        _show_race(found)


def _show_equilibria(found: Unilateral) -> None:
    print_table(
        "Equilibria of the unilateral game over the ranges",
        ["equilibrium", "exists in"],
        [(each.name.replace("_", " "), f"{each.share:.0%}") for each in found.equilibria],
        numbers=["exists in"],
        caption="Shares overlap where several equilibria exist.",
    )


def _show_forces(found: Deterrence) -> None:
    print_table(
        "What each mandate, size and supporter changes",
        [
            "force",
            "persons",
            _capital(found.reference.words.support),
            "balance",
            "tied hands",
            "exposure",
            "c1",
            "believed",
            "first move",
        ],
        [
            (
                f"{row.name} ({row.mandate}, {row.source})",
                round(row.persons),
                "yes" if row.external_support else "no",
                f"{row.local_balance:.2f}",
                f"{row.tied_hands:.2f}",
                f"{row.exposure:.2f}",
                None if row.c1 is None else f"{row.c1:.2f}",
                None if row.p_defender is None else f"{row.p_defender:.2f}",
                None if row.first_move is None else found.reference.words.opening[row.first_move],
            )
            for row in found.variants
        ],
        numbers=["persons", "balance", "tied hands", "exposure", "c1", "believed"],
    )


def _show_branches(found: Deterrence) -> None:
    print_table(
        "After an attack",
        ["after", "response", "likeliest in", "decided by", "routes", "parliaments first"],
        [
            (
                found.reference.words.opening[row.after],
                row.name,
                None if row.likeliest is None else f"{row.likeliest:.0%}",
                row.decided_by,
                "; ".join(f"{route.id}: {route.outcome}" for route in row.routes),
                ", ".join(row.parliaments),
            )
            for row in found.branches
        ],
        numbers=["likeliest in"],
    )


def _show_ladder(found: Deterrence) -> None:
    """Show the likeliest openings, and every equilibrium of the tree that was found at the modes."""
    print_table(
        "How an attack might open",
        ["opening", "likeliest in"],
        [(found.reference.words.opening[each.move], f"{each.share:.0%}") for each in found.ladder.first_moves],
        numbers=["likeliest in"],
        caption=f"{found.ladder.converged:.1%} of {found.ladder.draws} draws were solved; the rest is counted nowhere.",
    )
    print_table(
        "Equilibria of the tree at the modes; the list may be partial",
        ["found as", "ends with", "max regret"],
        [
            (
                each.found_by.replace("_", " "),
                "; ".join(f"{found.reference.words.outcomes[end]} ({share:.0%})" for end, share in each.outcomes.items()),
                f"{each.max_regret:.1e}",
            )
            for each in found.ladder.at_mode
        ],
        numbers=["max regret"],
    )


def _show_channels(found: Deterrence) -> None:
    print_table(
        "How the force enters, and the class of cases behind each mapping",
        ["channel", "this force", "moves", "by, from 0 to 1", "class of cases"],
        [
            (
                channel.name,
                None if channel.value is None else f"{channel.value.mode:.2f}",
                effect.words,
                f"{effect.change.mode:+.2f} ({effect.change.low:+.2f} to {effect.change.high:+.2f})",
                effect.reference_class,
            )
            for channel in found.assumptions.channels
            for effect in channel.effects
        ],
        numbers=["this force"],
    )


def _show_race(found: Deterrence) -> None:
    rows = []
    for race in found.race:
        held = "never" if race.days_held is None else f"{race.days_held.mode:.0f} ({_whole(race.days_held)})"
        rows.append(
            (
                "yes" if race.external_support else "no",
                f"{race.held_at_once:.0%}",
                f"{race.held_later:.0%}",
                f"{race.goal_reached:.0%}",
                held,
                *(f"{day.reserves.mode:,.0f} ({_whole(day.reserves)})" for day in race.course),
            )
        )
    days = [f"day {day.day}" for day in found.race[0].course]
    print_table(
        "The reinforcement race",
        [_capital(found.reference.words.support), "held at once", "held later", "goal reached", "after days", *days],
        rows,
        caption="Shares of the draws; reserves on the axis by day after the attack: medians with 10th and 90th percentile.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(spread: Range) -> str:
    return f"{spread.low:,.0f} to {spread.high:,.0f}"


def _show_unilateral(found: UnilateralAnswer, output: Format) -> None:
    from interpose.deterrence.unilateral.answer import NOTATION
    from interpose.plain import plain

    if output is Format.json:
        # The keys of a case, of which bare numbers fill a part.
        shares = [{"name": each.name, "share": 1.0} for each in found.at_mode]
        beside = {"equilibria": shares, "branches": [], "race": [], "notation": NOTATION}
        print_json({**plain(found, decimals=None), **beside}, decimals=None)
        return
    thresholds = found.thresholds
    print_table(
        "Unilateral deterrence game",
        ["threshold", "value", "meaning"],
        [
            ("c1", f"{thresholds['c1']:.4f}", "resistance must be believed with at least this to deter a hard challenger"),
            ("c2", f"{thresholds['c2']:.4f}", "the same for a soft challenger"),
            ("d*", f"{thresholds['d']:.4f}", "a soft defender resists only below this belief that the challenger is hard"),
        ],
        numbers=["value"],
    )
    headings = ["hard demands", "soft demands", "hard resists", "soft resists", "belief hard"]
    print_table(
        "Every perfect Bayesian equilibrium at these beliefs",
        ["equilibrium", *headings, "max regret"],
        [(each.name.replace("_", " "), *_cells(each.strategies), f"{each.max_regret:.1e}") for each in found.at_mode],
        numbers=[*headings, "max regret"],
        caption=" ".join(found.remarks) or None,
    )
    print_table(
        "Quantal response beside it: sides that err, less so with rising rationality",
        ["rationality", *headings],
        [
            (f"{point.rationality:g}", *(_cells(point.strategies) if point.strategies else ["did not converge"]))
            for point in found.quantal
        ],
        numbers=["rationality", *headings],
    )


def _cells(strategies: dict[str, float]) -> list[str]:
    return [f"{strategies[name]:.4f}" for name in ("xH", "xS", "yH", "yS", "belief_hard")]
