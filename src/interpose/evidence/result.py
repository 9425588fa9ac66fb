"""What the evidence says: frozen results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case.quantities import Figure
from interpose.case.tables.words import Role, SpeaksAs
from interpose.notebook import Summarised

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MODALITY_WORDS", "EvidenceQuality", "OfficeView", "Position", "Positions", "modality_word"]

MODALITY_WORDS: Mapping[int, str] = {
    0: "excluded",
    1: "undecided",
    2: "open",
    3: "ready if",
    4: "pledged",
    5: "government decision",
    6: "parliament mandate",
    7: "deployed",
}
"""The ladder of modality: how firm a statement is."""


def modality_word(modality: int | None) -> str:
    """Put a modality into its word.

    Parameters
    ----------
    modality : int or None
        Step of the ladder, 0 to 7; None where nothing is on record.

    Returns
    -------
    str
        The word of the glossary.

    Examples
    --------
    >>> modality_word(3), modality_word(None)
    ('ready if', 'nothing on record')
    """
    return "nothing on record" if modality is None else MODALITY_WORDS[modality]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """What one office of a government says.

    Parameters
    ----------
    office : str
        The office; for somebody unnamed, the root of the chain.
    actor : str
        Who said it.
    speaks_as : str
        How far the speaker binds the state: government, minister, official or unnamed.
    modality : int
        How firm it is.
    role : str or None
        What the contribution would do.
    claim : str
        The claim that says it.
    asserted_on : str
        When it was said (EDTF).
    grade : str
        Admiralty grade of the claim.
    """

    office: str
    actor: str
    speaks_as: SpeaksAs
    modality: int
    role: Role | None
    claim: str
    asserted_on: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a state's standing claims say.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3.
    modality : int or None
        How firm it is, 0 to 7.
    role : str or None
        What the contribution would do.
    claims : tuple of str
        Claims that set it: the deciding one first, then those that tell the same.
    conditions : tuple of str
        Conditions attached.
    conflict : bool
        Whether offices of the government, standing side by side, differ on whether the state offers anything.
    offices : tuple of OfficeView
        Each office's own latest view, the deciding one first.
    grade : str
        Best Admiralty grade among the claims that set it.
    roots : int
        Independent roots behind the claims that set it.
    """

    state: str
    modality: int | None
    role: Role | None
    claims: tuple[str, ...]
    conditions: tuple[str, ...]
    conflict: bool
    offices: tuple[OfficeView, ...]
    grade: str
    roots: int


@dataclass(frozen=True, repr=False)
class Positions(Summarised):
    """Each state's position as of a date.

    Parameters
    ----------
    as_of : datetime.date
        What had been said by this day.
    positions : tuple of Position
        Sorted by state.
    known_by : datetime.date
        What was known by this day.
    predicate : str
        What the positions are about.
    """

    as_of: dt.date
    positions: tuple[Position, ...]
    known_by: dt.date
    predicate: str = "contribute_force"

    def of(self, state: str) -> Position | None:
        """Return one state's position; None where it has said nothing that stands."""
        return next((position for position in self.positions if position.state == state), None)

    def table(self) -> pd.DataFrame:
        """Return the positions as a table.

        Returns
        -------
        pandas.DataFrame
            Columns: state, modality, word, role, conditions, conflict, grade, roots, claims.
        """
        import pandas as pd

        rows = [
            {
                "state": position.state,
                "modality": position.modality,
                "word": modality_word(position.modality),
                "role": position.role,
                "conditions": "; ".join(position.conditions),
                "conflict": position.conflict,
                "grade": position.grade,
                "roots": position.roots,
                "claims": "; ".join(position.claims),
            }
            for position in self.positions
        ]
        columns = ["state", "modality", "word", "role", "conditions", "conflict", "grade", "roots", "claims"]
        return pd.DataFrame(rows, columns=columns).astype({"modality": "Int64"})

    def figures(self) -> tuple[Figure, ...]:
        """Return one figure a state: `positions.FRA`, its value the word of the modality."""
        formula = "latest standing claim of the government, after corrections, denials and supersession"
        return tuple(
            Figure(
                name=f"positions.{position.state}",
                value=modality_word(position.modality),
                unit="",
                formula=formula,
                claims=position.claims,
            )
            for position in self.positions
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceQuality:
    """How good the evidence is as a whole, over the claims that stand.

    Parameters
    ----------
    claims : int
        Claims that stand.
    roots : int
        Independent roots behind them.
    share_anonymous : float or None
        Share of these claims whose chain ends in somebody unnamed, 0 to 1; None where no claim stands.
    share_interested : float or None
        Share of these claims that were read in an outlet with an interest, 0 to 1; None where no claim stands.
    oldest : tuple of str or None
        The oldest claim that sets a position, and when it was said.
    claim_ids : tuple of str
        The claims that stand, sorted.
    """

    claims: int
    roots: int
    share_anonymous: float | None
    share_interested: float | None
    oldest: tuple[str, str] | None
    claim_ids: tuple[str, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures `evidence.claims`, `.roots`, `.share_anonymous`, `.share_interested` and `.oldest`."""
        standing = "claims that stand as of the date"
        oldest = self.oldest or (None, None)
        return (
            Figure(
                name="evidence.claims", value=self.claims, unit="claims", formula=f"number of {standing}", claims=self.claim_ids
            ),
            Figure(
                name="evidence.roots",
                value=self.roots,
                unit="roots",
                formula=f"independent roots of the {standing}",
                claims=self.claim_ids,
            ),
            Figure(
                name="evidence.share_anonymous",
                value=self.share_anonymous,
                unit="share",
                formula=f"{standing} whose chain ends in somebody unnamed ÷ all of them",
                claims=self.claim_ids,
            ),
            Figure(
                name="evidence.share_interested",
                value=self.share_interested,
                unit="share",
                formula=f"{standing} read in an outlet with an interest ÷ all of them",
                claims=self.claim_ids,
            ),
            Figure(
                name="evidence.oldest",
                value=oldest[1],
                unit="date",
                formula="when the oldest claim that sets a position was said",
                claims=() if oldest[0] is None else (oldest[0],),
            ),
        )
