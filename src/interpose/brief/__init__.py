"""The result told: one HTML page with map and charts, a workbook, CSV tables with a codebook, and JSON."""

from interpose.brief.files import BriefFiles, write_brief

__all__ = ["BriefFiles", "write_brief"]
