"""What a person decides of proposals, how far two coders agree, and which claims tell one speech."""

from interpose.reading.review.agreement import FieldAgreement, agreement, krippendorff_alpha, same_proposals
from interpose.reading.review.desk import Desk
from interpose.reading.review.speeches import LIKENESS, Speech, same_speeches

__all__ = ["LIKENESS", "Desk", "FieldAgreement", "Speech", "agreement", "krippendorff_alpha", "same_proposals", "same_speeches"]
