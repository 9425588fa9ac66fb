"""`interpose cases`: the library of shipped cases."""

from __future__ import annotations

from interpose.cli.output import Format, FormatOption, print_json, print_table

__all__ = ["cases"]


def cases(output: FormatOption = Format.table) -> None:
    """List the shipped cases.

    Example: `interpose cases`
    """
    from interpose.case import load, shipped_cases

    loaded = [load(case.folder) for case in shipped_cases()]
    rows = [
        {
            "id": case.name,
            "title": case.scenario.title,
            "as_of": case.scenario.as_of.isoformat(),
            "mandate": case.scenario.mandate,
            "claims": len(case.claims),
            "pools": len(case.pools),
        }
        for case in loaded
    ]
    if output is Format.json:
        print_json({"cases": rows})
        return
    columns = ["id", "as of", "mandate", "claims", "pools", "title"]
    cells = [(row["id"], row["as_of"], row["mandate"], row["claims"], row["pools"], row["title"]) for row in rows]
    print_table("Shipped cases", columns, cells, numbers=["claims", "pools"])
