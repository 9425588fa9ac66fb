"""`interpose deter`: what happens if the force is attacked."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.output import Format, FormatOption, print_json, print_table

if TYPE_CHECKING:
    from interpose.deterrence import UnilateralAnswer

__all__ = ["deter"]


class Game(enum.StrEnum):
    """Games that are answered for bare numbers, without a case."""

    unilateral = "unilateral"


def deter(
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="A case folder, or the name of a shipped case.")] = None,
    game: Annotated[Game | None, typer.Option("--game", help="Answer a game for bare numbers instead of a case.")] = None,
    payoffs: Annotated[Path | None, typer.Option("--payoffs", metavar="FILE", help="Payoffs of the game, a YAML file.")] = None,
    p_challenger: Annotated[
        float | None, typer.Option("--p-challenger", metavar="P", help="Probability that the challenger is hard.")
    ] = None,
    p_defender: Annotated[
        float | None, typer.Option("--p-defender", metavar="P", help="Probability that the defender is hard.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Say which beliefs and stakes make an attack pay, and what may follow one; never one probability of war.

    Example: `interpose deter --game unilateral --payoffs payoffs.yaml --p-challenger 0.3 --p-defender 0.2`
    """
    from interpose.errors import UsageError

    if game is None:
        if case is None:
            raise UsageError("neither a case nor a game is named", "name a case, or --game unilateral with --payoffs FILE")
        raise UsageError("a case cannot be answered yet", "use --game unilateral")
    if case is not None:
        raise UsageError("a case and --game were both given", "name one of them")
    if payoffs is None or p_challenger is None or p_defender is None:
        raise UsageError("--game unilateral lacks numbers", "give --payoffs FILE, --p-challenger P and --p-defender P")
    from interpose.case.escalation import read_payoffs
    from interpose.deterrence import answer_unilateral

    _show_unilateral(answer_unilateral(read_payoffs(payoffs), p_challenger, p_defender), output)


def _show_unilateral(found: UnilateralAnswer, output: Format) -> None:
    if output is Format.json:
        print_json(found.to_plain())
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
