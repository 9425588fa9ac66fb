"""Who said what, when, through whom, and how far it can be trusted."""

from interpose.evidence.arithmetic import arithmetic_faults
from interpose.evidence.exchange import to_json_ld
from interpose.evidence.firmness import counted_part, firm_roles, is_firm_enough
from interpose.evidence.grading import judgements
from interpose.evidence.history import History, HistoryEntry, PositionChange, RoleHistory, changes, histories, history
from interpose.evidence.lint import LintFinding, lint
from interpose.evidence.positions import claim_grades, positions, quality
from interpose.evidence.result import (
    MODALITY_WORDS,
    STALE_DAYS,
    EvidenceQuality,
    OfficeView,
    Position,
    Positions,
    RolePosition,
    age_words,
    modality_word,
)
from interpose.evidence.support import Support, hangs_on, without
from interpose.evidence.verifying import QuoteCheck, verify

__all__ = [
    "MODALITY_WORDS",
    "STALE_DAYS",
    "EvidenceQuality",
    "History",
    "HistoryEntry",
    "LintFinding",
    "OfficeView",
    "Position",
    "PositionChange",
    "Positions",
    "QuoteCheck",
    "RoleHistory",
    "RolePosition",
    "Support",
    "age_words",
    "arithmetic_faults",
    "changes",
    "claim_grades",
    "counted_part",
    "firm_roles",
    "hangs_on",
    "histories",
    "history",
    "is_firm_enough",
    "judgements",
    "lint",
    "modality_word",
    "positions",
    "quality",
    "to_json_ld",
    "verify",
    "without",
]
