"""Sources of a ledger as references that other programs read: CSL-JSON, BibTeX and RIS, out and in."""

from interpose.evidence.bibliography.bibtex import to_bibtex
from interpose.evidence.bibliography.csl import to_csl_items
from interpose.evidence.bibliography.reading import ReferenceKind, read_references
from interpose.evidence.bibliography.ris import to_ris

__all__ = ["ReferenceKind", "read_references", "to_bibtex", "to_csl_items", "to_ris"]
