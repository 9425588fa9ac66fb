"""`interpose backtest`: how far the rules were off on historical missions."""

from __future__ import annotations

from typing import Annotated

import typer

from interpose.cli.console import Format, FormatOption, show

__all__ = ["backtest"]


def backtest(
    library: Annotated[
        str | None, typer.Option("--library", metavar="FOLDER", help="A folder of missions; the shipped library unless given.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Estimate each historical mission without itself, and tell the errors.

    Example: `interpose backtest --format json`
    """
    from interpose.brief.tables.precedent import backtest_tables
    from interpose.case.read.missions import load_missions
    from interpose.requirement.backtest import backtest as score

    found = score(load_missions(library))
    show(found, backtest_tables(found), output)
