"""`interpose cases`: the library of shipped cases and historical missions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from interpose.cli.console import Format, FormatOption, show

__all__ = ["cases"]


def cases(
    missions: Annotated[
        bool, typer.Option("--missions", help="List the table of precedents instead: missions with ground, peak and source.")
    ] = False,
    mandate_class: Annotated[
        str | None,
        typer.Option(
            "--class", metavar="CLASS", help="Of one class: observe_line, observe_country, interpose, secure or implement."
        ),
    ] = None,
    lead: Annotated[
        str | None, typer.Option("--lead", metavar="BODY", help="Led by one kind of body: un, regional, civil or alliance.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="YEAR", help="Begun in this year or later.")] = None,
    recalled: Annotated[
        bool,
        typer.Option("--recalled", help="With a peak or ground that was recalled and not read, and what that contributes."),
    ] = False,
    ground: Annotated[
        float | None,
        typer.Option("--ground", help="Say what missions of the class had on this ground: km of line, or people."),
    ] = None,
    alliance: Annotated[
        bool, typer.Option("--alliance", help="Beside --ground: an alliance or great power leads the force.")
    ] = False,
    library: Annotated[
        str | None, typer.Option("--library", metavar="FILE", help="A table of your own missions (CSV), added to the shipped.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """List the shipped cases, historical missions and games that stand alone; or filter the table of precedents.

    Example: `interpose cases`, or `interpose cases --missions --class secure --ground 2100000 --alliance`
    """
    chosen = _Chosen(mandate_class=mandate_class, lead=lead, since=since, recalled=recalled)
    if missions:
        _precedents(chosen, ground, alliance, library, output)
        return
    if chosen != _Chosen() or ground is not None or alliance or library is not None:
        from interpose.errors import UsageError

        raise UsageError("filters are for the table of precedents", "add --missions")
    _everything(output)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which rows of the table are asked for."""

    mandate_class: str | None = None
    lead: str | None = None
    since: str | None = None
    recalled: bool = False


def _precedents(chosen: _Chosen, ground: float | None, alliance: bool, library: str | None, output: Format) -> None:
    """Show the rows of the table that are asked for, with what such missions had on a ground."""
    from interpose.brief.tables.precedent import course_tables, effects_table, precedent_tables
    from interpose.case.read.precedents import load_build_up, load_drawdown, load_precedents
    from interpose.case.tables.words import MANDATE_CLASSES
    from interpose.errors import UsageError, use_one_of
    from interpose.requirement import read_sizes
    from interpose.requirement.precedents.build_up import arrival_band, drawdown_band
    from interpose.requirement.precedents.model import scored
    from interpose.requirement.precedents.recalled import effects_of_recalled

    leads = ("un", "regional", "civil", "alliance")
    for option, value, known in (("class", chosen.mandate_class, MANDATE_CLASSES), ("lead", chosen.lead, leads)):
        if value is not None and value not in known:
            raise UsageError(f"--{option} {value!r} is not known", use_one_of(value, known))
    if chosen.since is not None and not (len(chosen.since) == 4 and chosen.since.isdigit()):
        raise UsageError(f"--since {chosen.since!r} is no year", "write --since 1990")
    if ground is not None and chosen.mandate_class is None:
        raise UsageError("--ground needs the class of the missions", "add --class interpose, or another class")
    table = load_precedents(library)
    rows = [
        row
        for row in table
        if chosen.mandate_class in (None, row.mandate_class)
        and chosen.lead in (None, row.lead)
        and (chosen.since is None or row.start >= chosen.since)
        and (row.recalled or not chosen.recalled)
    ]
    found = None
    for each in MANDATE_CLASSES:
        if ground is not None and each == chosen.mandate_class:
            found = read_sizes(table).estimate(each, ground, alliance=alliance)
    built, went = arrival_band(load_build_up()), drawdown_band(load_drawdown())
    result: dict[str, object] = {"precedents": rows, "estimate": found, "build_up": built, "drawdown": went}
    tables = [*precedent_tables(rows, found)]
    if chosen.recalled:
        result["recalled"] = effects = effects_of_recalled(scored(table))
        tables.append(effects_table(effects))
    show(result, (*tables, *course_tables(built, went)), output)


def _everything(output: Format) -> None:
    """Show cases, the mission library and games."""
    from interpose.brief.table import Cell, from_headings
    from interpose.case import load, shipped_cases
    from interpose.case.read.escalation import read_escalation, shipped_games
    from interpose.case.read.missions import load_missions
    from interpose.edtf import parse_edtf

    listed: list[dict[str, Cell]] = [
        {
            "id": case.name,
            "title": case.scenario.title,
            "as_of": case.scenario.as_of.isoformat(),
            "mandate": case.scenario.mandate,
            "claims": sum(
                case.scenario.as_of >= parse_edtf(said.known_on or said.asserted_on).last for said in case.claims.values()
            ),
            "pools": len(case.pools),
        }
        for case in (load(shipped.folder) for shipped in shipped_cases())
    ]
    games: list[dict[str, Cell]] = [
        {
            "id": name,
            "title": game.title,
            "players": len(game.players),
            "decisions": len(game.nodes),
            "ends": len(game.outcomes),
        }
        for name, game in ((name, read_escalation(path)) for name, path in shipped_games().items())
    ]
    missions: list[dict[str, Cell]] = [
        {
            "id": each.mission.id,
            "name": each.mission.name,
            "mandate": each.mission.mandate,
            "start": each.mission.start,
            "peak": peak.persons if (peak := each.peak("actual")) else None,
        }
        for each in load_missions().missions
    ]
    numbers = ["claims", "pools", "largest strength", "players", "decisions", "ends"]
    tables = [
        from_headings(title, columns, [tuple(row.values()) for row in rows], numbers=numbers)
        for title, columns, rows in (
            ("Shipped cases", ["case", "title", "as of", "mandate", "claims", "pools"], listed),
            (
                "Historical missions in detail; all of them: `interpose cases --missions`",
                ["mission", "name", "mandate", "start", "largest strength"],
                missions,
            ),
            ("Games, for `interpose deter`", ["game", "title", "players", "decisions", "ends"], games),
        )
    ]
    show({"cases": listed, "missions": missions, "games": games}, tables, output)
