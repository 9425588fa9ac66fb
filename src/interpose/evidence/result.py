"""What the evidence says: frozen results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, computed_field

from interpose.case.quantities import Figure
from interpose.case.tables.words import Role, SpeaksAs
from interpose.notebook import Summarised

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MODALITY_WORDS",
    "STALE_DAYS",
    "EvidenceQuality",
    "OfficeView",
    "Position",
    "Positions",
    "RolePosition",
    "age_words",
    "modality_word",
]

STALE_DAYS = 180
"""Days after which a position is called old: half a year, an editorial choice."""

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


def age_words(position: RolePosition) -> str:
    """Say what age does to a position, in a word or two.

    Parameters
    ----------
    position : RolePosition
        The position of a state, or its part on one role.

    Returns
    -------
    str
        `lapsed`, `old`, or nothing.
    """
    return "lapsed" if position.lapsed else "old" if position.old else ""


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
class RolePosition:
    """What a state's standing claims say of one role.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3.
    role : str or None
        What the contribution would do; None where the words name no role.
    modality : int or None
        How firm it is, 0 to 7, less what age takes off where the scenario asks for that.
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
    since : datetime.date, optional
        Day from which it has stood on this step without a break.
    said_last : str, optional
        When the latest of the claims that set it was said (EDTF).
    age_days : int, optional
        Days from then to the date of the position.
    old : bool
        Whether that is more than `STALE_DAYS`.
    lapsed : bool
        Whether it is a pledge, with conditions or without, that should have been renewed and was not.
    as_said : int, optional
        How firm it was said to be, before age took anything off.
    """

    state: str
    role: Role | None
    modality: int | None
    claims: tuple[str, ...]
    conditions: tuple[str, ...]
    conflict: bool
    offices: tuple[OfficeView, ...]
    grade: str
    roots: int
    since: dt.date | None = None
    said_last: str | None = None
    age_days: int | None = None
    old: bool = False
    lapsed: bool = False
    as_said: int | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def claim(self) -> str | None:
        """The claim that decides."""
        return self.claims[0] if self.claims else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(RolePosition):
    """What a state's standing claims say: of land, where they say something of it, else of the role that is firmest.

    Parameters
    ----------
    beside : tuple of RolePosition
        What they say of the other roles.
    """

    beside: Annotated[tuple[RolePosition, ...], Field(exclude=True)] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def roles(self) -> tuple[RolePosition, ...]:
        """What is said of each role, the one that heads the position first."""
        return (self, *self.beside)


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
            One row a role, with columns state, modality, word, role, conditions, conflict, since, age_days, lapsed, grade,
            roots, claims.
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
                "since": position.since,
                "age_days": position.age_days,
                "lapsed": position.lapsed,
                "grade": position.grade,
                "roots": position.roots,
                "claims": "; ".join(position.claims),
            }
            for whole in self.positions
            for position in whole.roles
        ]
        names = "state modality word role conditions conflict since age_days lapsed grade roots claims"
        return pd.DataFrame(rows, columns=names.split()).astype({"modality": "Int64", "age_days": "Int64"})

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
