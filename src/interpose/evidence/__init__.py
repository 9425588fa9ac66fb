"""Who said what, when, through whom, and how far it can be trusted."""

from interpose.evidence.arithmetic import arithmetic_faults
from interpose.evidence.exchange import to_json_ld
from interpose.evidence.history import Change, History, HistoryEntry, changes, histories, history
from interpose.evidence.lint import LintFinding, lint
from interpose.evidence.positions import positions, quality
from interpose.evidence.result import MODALITY_WORDS, EvidenceQuality, OfficeView, Position, Positions, modality_word
from interpose.evidence.support import Support, hangs_on, without
from interpose.evidence.verifying import QuoteCheck, verify

__all__ = [
    "MODALITY_WORDS",
    "Change",
    "EvidenceQuality",
    "History",
    "HistoryEntry",
    "LintFinding",
    "OfficeView",
    "Position",
    "Positions",
    "QuoteCheck",
    "Support",
    "arithmetic_faults",
    "changes",
    "hangs_on",
    "histories",
    "history",
    "lint",
    "modality_word",
    "positions",
    "quality",
    "to_json_ld",
    "verify",
    "without",
]
