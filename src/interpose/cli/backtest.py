"""`interpose backtest`: how far estimates were off on historical missions."""

from __future__ import annotations

from typing import Annotated

import typer

from interpose.cli.console import Format, FormatOption, show

__all__ = ["backtest"]


def backtest(
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="A table of your own missions (CSV), added to the shipped precedents."),
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Estimate each historical mission without itself, beside simpler ways and the rules, and tell the errors.

    Example: `interpose backtest --format json`
    """
    from interpose.brief.tables.precedent import backtest_tables
    from interpose.case.read.precedents import load_precedents
    from interpose.requirement import backtest as score

    found = score(load_precedents(library))
    show(found, backtest_tables(found), output)
