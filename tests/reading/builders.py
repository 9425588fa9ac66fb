"""A short article made up for tests, and what a model might suggest of it."""

from __future__ import annotations

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import Article

TEXT = (
    "Example Wire | 14 December 2024\n\n"
    "“We are ready to send troops if there is a ceasefire,” Prime Minister Jan Kowal of Poland said.\n\n"
    "Oslo lies under snow, though 500 medics are being trained 🇳🇴.\n"
)
ARTICLE = Article.of(TEXT, read_lexicon(), parties=("UKR", "RUS"), place="Ukraine")
MEDICS = {
    "exact": "500 medics are being trained",
    "state": "NOR",
    "predicate": "contribute_force",
    "modality": 2,
    "quantity": {"exact": "500 medics", "low": 500, "high": 500, "unit": "persons", "counts_what": "medics"},
}
