"""`interpose rotation`: the arithmetic of rotation."""

from __future__ import annotations

from typing import Annotated

import typer

from interpose.cli.console import Format, FormatOption, show

__all__ = ["rotation"]


def rotation(
    pool: Annotated[float | None, typer.Option("--pool", help="Persons or units to draw on.")] = None,
    force: Annotated[float | None, typer.Option("--force", help="Persons or units deployed at any one time.")] = None,
    tour: Annotated[float | None, typer.Option("--tour", help="Months of a tour.")] = None,
    interval: Annotated[float | None, typer.Option("--interval", help="Months at home between two tours.")] = None,
    dwell: Annotated[float | None, typer.Option("--dwell", help="Months at home for each month deployed.")] = None,
    overlap: Annotated[
        float | None,
        typer.Option(
            "--overlap",
            help="Handover overlap; 1.15 means 15 % more. 1 unless given; computed where everything else is given.",
            show_default=False,
        ),
    ] = None,
    months: Annotated[float | None, typer.Option("--months", help="Months of the deployment, without re-use.")] = None,
    reuse: Annotated[bool, typer.Option("--reuse/--no-reuse", help="Whether anybody goes twice.")] = True,
    output: FormatOption = Format.table,
) -> None:
    """Compute what is missing among pool, force, tour, interval, months and overlap, and show the formula.

    Example: `interpose rotation --pool 50000 --tour 6 --interval 24`
    """
    from interpose.brief.table import from_headings
    from interpose.rotation.arithmetic import rotation_arithmetic

    cycle = dwell is not None or (tour is not None and interval is not None)
    complete = cycle if reuse else tour is not None and months is not None
    if overlap is None and not (complete and pool is not None and force is not None):
        overlap = 1.0
    found = rotation_arithmetic(
        pool=pool, force=force, tour=tour, interval=interval, dwell=dwell, overlap=overlap, months=months, reuse=reuse
    )
    values = {
        "pool": found.pool,
        "force": found.force,
        "tour_months": found.tour_months,
        "interval_months": found.interval_months,
        "ratio": found.ratio,
        "overlap": found.overlap,
        "months": found.months,
        "reuse": found.reuse,
    }
    rows = [(name.replace("_", " "), _shown(value)) for name, value in values.items()]
    table = from_headings(f"Rotation: {found.found}", ["quantity", "value"], rows, numbers=["value"], note=found.formula)
    show(found, (table,), output)


def _shown(value: float | bool | None) -> str | None:
    if value is None or isinstance(value, bool):
        return None if value is None else "yes" if value else "no"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
