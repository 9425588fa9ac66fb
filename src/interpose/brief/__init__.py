"""The result told: one HTML page with map and charts, a workbook, CSV tables with a codebook, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interpose.brief.exports.forms import Forms
    from interpose.brief.files import BriefFiles, write_brief

__all__ = ["BriefFiles", "Forms", "write_brief"]


def __getattr__(name: str) -> object:
    """Import what draws and writes when it is first asked for: verbs that only need words start without it."""
    if name in __all__:
        from interpose.brief import files

        return getattr(files, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
