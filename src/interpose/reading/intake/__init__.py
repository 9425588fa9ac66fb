"""From saved pages, documents, web archives and lists to sources and captures of a ledger; nothing is fetched."""

from interpose.reading.intake.adding import Addition, Told, additions
from interpose.reading.intake.files import Intake, read_intake
from interpose.reading.intake.page import Page

__all__ = ["Addition", "Intake", "Page", "Told", "additions", "read_intake"]
