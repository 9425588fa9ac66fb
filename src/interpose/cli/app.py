"""The verbs of `interpose`, in the order of the argument."""

from __future__ import annotations

import sys
from copy import copy
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from interpose.cli.authority import authority
from interpose.cli.backtest import backtest
from interpose.cli.brief import brief
from interpose.cli.cases import cases
from interpose.cli.check import check
from interpose.cli.compare import compare
from interpose.cli.console import say
from interpose.cli.deploy import deploy
from interpose.cli.deter import deter
from interpose.cli.evidence import evidence
from interpose.cli.explain import explain
from interpose.cli.explore import explore
from interpose.cli.generate import generate
from interpose.cli.interruption import interrupted
from interpose.cli.new import new
from interpose.cli.positions import positions
from interpose.cli.power import power
from interpose.cli.require import require
from interpose.cli.rotation import rotation
from interpose.cli.sustain import sustain
from interpose.errors import InterposeError

__all__ = ["app", "app_of"]


class Verbs(TyperGroup):
    """The verbs, with the exit codes that Interpose promises."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 (typer's own context class is private)
        """Run a verb; what Interpose refuses is told on standard error, never as a traceback."""
        try:
            return super().invoke(ctx)
        except InterposeError as error:
            sys.stdout.flush()
            say(str(error))
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            # Typer would end with 1; shells and scripts expect 128 + SIGINT.
            sys.exit(interrupted())


_EARLIER = {"out": "output", "seconds": "time-limit"}
"""Names of options that calls in scripts may still have."""


def _today(name: str) -> str:
    return _EARLIER.get(name, name)


app = typer.Typer(
    cls=Verbs,
    name="interpose",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "token_normalize_func": _today},
    help=(
        "Plans a multinational force that supports a ceasefire, from public evidence: who said what, under whose flag, "
        "how many, from whom and for how long.\n\nBegin with: `interpose brief ukraine-2024 -o out`"
    ),
)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"interpose {version('interpose')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Take the options that stand before the verb."""


_VERBS = (
    *(brief, new, check, cases),
    *(positions, authority, require, generate, deploy, sustain, deter),
    *(explain, explore, compare, power, rotation, backtest),
)
for verb in _VERBS:
    app.command()(verb)
app.add_typer(evidence, name="evidence")


def app_of(verb: str) -> typer.Typer:
    """Give the command line with one verb alone: to make the options of all takes 0.04 CPU s.

    Parameters
    ----------
    verb : str
        The first word of a call.

    Returns
    -------
    typer.Typer
        The whole command line where the word names no verb.
    """
    alone = copy(app)
    alone.registered_commands = [each for each in app.registered_commands if each.callback and each.callback.__name__ == verb]
    alone.registered_groups = [each for each in app.registered_groups if each.name == verb]
    return alone if alone.registered_commands or alone.registered_groups else app
