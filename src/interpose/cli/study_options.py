"""Options of `interpose explore`: how many futures of what, what is asked of them, and who computes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DRIVER_POINTS = 128
"""Points from which effects of groups are measured."""

SCREENING_TRAJECTORIES = 10
"""Trajectories on which every input is moved by itself."""

OPTION_FUTURES = 128
"""Futures for which every mandate and variant is answered."""

Rows = Annotated[
    int | None,
    typer.Option("--rows", "-n", metavar="N", help="How many futures; 1,024 unless given, or as the study that goes on has."),
]
Out = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="DIR", help="Folder that keeps the study, and goes on where an earlier run ended."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the study in --output, which must be there.")]
Like = Annotated[
    Path | None,
    typer.Option("--like", metavar="DIR", help="A new study: keep the dimensions of columns of the one in DIR."),
]
Variant = Annotated[
    str | None, typer.Option("--variant", metavar="VARIANT", help="Variant of the scenario; as chosen unless given.")
]
Seed = Annotated[int | None, typer.Option("--seed", metavar="SEED", min=0, help="Seed; that of the scenario unless given.")]
Criteria = Annotated[
    list[str] | None,
    typer.Option(
        "--threshold", metavar="CRITERION", help="What a future must meet; shortfall_share<=0.5 unless given. May be repeated."
    ),
]
Plans = Annotated[int, typer.Option("--plans", metavar="M", min=0, help="Plan the first M futures in full, too.")]
Drivers = Annotated[bool, typer.Option("--drivers", help=f"Measure effects of groups of inputs, from {DRIVER_POINTS} points.")]
Screening = Annotated[
    bool,
    typer.Option(
        "--screening", help=f"Move every input by itself on {SCREENING_TRAJECTORIES} trajectories: which matter at all."
    ),
]
Boxes = Annotated[bool, typer.Option("--boxes", help="Show only where plans fail or hold.")]
Flip = Annotated[bool, typer.Option("--flip", help="Find the value of each input at which the answer changes.")]
Options = Annotated[
    bool, typer.Option("--options", help=f"Answer every mandate and variant for the first {OPTION_FUTURES} futures.")
]
WorkersOption = Annotated[int, typer.Option("--workers", metavar="W", help="Processes of this machine.")]
Cluster = Annotated[
    str | None, typer.Option("--cluster", metavar="ADDRESS", help="Let a Dask cluster compute, such as tcp://10.0.0.5:8786.")
]
RowOption = Annotated[int | None, typer.Option("--row", metavar="K", min=0, help="Show one future instead.")]
Write = Annotated[Path | None, typer.Option("--write", metavar="DIR", help="Beside --row: write that future as a case folder.")]
