"""Cases that went wrong once, each in its folder, and plans of the shipped mandates."""

from __future__ import annotations

import shutil
from pathlib import Path

from interpose.case import Case, load
from interpose.case.read.library import find_case

__all__ = ["CASES", "MANDATES", "hard_case"]

CASES = ("ukraine-2024", "ukraine-2025")
MANDATES = ("observe_posts", "interpose", "reassure", "tripwire", "deter_by_denial")


def hard_case(name: str, folder: Path) -> Case:
    """Load one of the cases beside this file; they stand on the ground of the shipped case."""
    copy = Path(shutil.copytree(Path(__file__).parent / "cases" / name, folder / name))
    shutil.copy(find_case("ukraine-2024") / "area.geojson", copy)
    return load(copy)
