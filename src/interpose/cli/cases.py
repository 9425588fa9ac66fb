"""`interpose cases`: the library of shipped cases and historical missions."""

from __future__ import annotations

from interpose.cli.console import Format, FormatOption, show

__all__ = ["cases"]


def cases(output: FormatOption = Format.table) -> None:
    """List the shipped cases, the historical missions that the estimates are tried on, and games that stand alone.

    Example: `interpose cases`
    """
    from interpose.brief.tables.table import Cell, from_headings
    from interpose.case import load, shipped_cases
    from interpose.case.read.escalation import read_escalation, shipped_games
    from interpose.case.read.missions import load_missions

    listed: list[dict[str, Cell]] = [
        {
            "id": case.name,
            "title": case.scenario.title,
            "as_of": case.scenario.as_of.isoformat(),
            "mandate": case.scenario.mandate,
            "claims": len(case.claims),
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
                "Historical missions, for `interpose backtest`",
                ["mission", "name", "mandate", "start", "largest strength"],
                missions,
            ),
            ("Games, for `interpose deter`", ["game", "title", "players", "decisions", "ends"], games),
        )
    ]
    show({"cases": listed, "missions": missions, "games": games}, tables, output)
