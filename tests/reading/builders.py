"""A short article made up for tests, and what a model might suggest of it."""

from __future__ import annotations

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import Article
from interpose.reading.claims.clause import Clause, read_clause
from interpose.reading.claims.subjects import Setting
from interpose.reading.speech.speakers import Speaker
from interpose.reading.words.mentions import set_aside

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


def clause(words: str, *, speaker: Speaker | None = None, parties: tuple[str, ...] = ("UKR", "RUS")) -> Clause | None:
    """Read a clause by itself."""
    lexicon = read_lexicon()
    setting = Setting(
        lexicon=lexicon, speaker=speaker, parties=parties, providers=(), described=(), goes_on=False, at_home=True
    )
    return read_clause(set_aside(words, lexicon), 0, len(words), setting)
