"""From a news text to proposals of claims, for a person to accept."""

from interpose.evidence.reading.proposals import Proposal, Reading, Span, read_article
from interpose.evidence.reading.speakers import Person

__all__ = ["Person", "Proposal", "Reading", "Span", "read_article"]
