"""Who said what, when, through whom, and how far it can be trusted."""

from interpose.evidence.positions import positions, quality
from interpose.evidence.result import MODALITY_WORDS, EvidenceQuality, OfficeView, Position, Positions, modality_word

__all__ = [
    "MODALITY_WORDS",
    "EvidenceQuality",
    "OfficeView",
    "Position",
    "Positions",
    "modality_word",
    "positions",
    "quality",
]
