"""What the deterrence part answers: thresholds, shares, equilibria, branches and the race, never one probability of war."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.case.quantities import Figure
from interpose.deterrence.ladder.answer import Ladder
from interpose.deterrence.ladder.backstop import Backstop
from interpose.deterrence.ladder.branches import BranchRow
from interpose.deterrence.names import Words
from interpose.deterrence.openings import OpeningShares
from interpose.deterrence.race.by_size import HeldBySize
from interpose.deterrence.race.race import RaceAnswer
from interpose.deterrence.traces.assumptions import Assumptions
from interpose.deterrence.traces.figures import (
    backstop_figures,
    held_figures,
    ladder_figures,
    opening_figures,
    race_figures,
    unilateral_figures,
    variant_figures,
)
from interpose.deterrence.unilateral.over_ranges import Unilateral
from interpose.deterrence.variants import BackstopVariant
from interpose.notebook import Summarised

__all__ = ["Deterrence", "DeterrenceRecord", "GameReference"]


@dataclass(frozen=True, kw_only=True)
class GameReference:
    """Which game was answered, where its beliefs come from, and what it cannot say.

    Parameters
    ----------
    title, about : str
        The game.
    reference_class : str
        From which cases the beliefs come, and how far they carry.
    cannot_say : tuple of str
        What the model cannot say.
    words : Words
        Names for readers of what the tree calls by short words.
    attacks : tuple of str
        Openings that are attacks.
    """

    title: str
    about: str
    reference_class: str
    cannot_say: tuple[str, ...]
    words: Words
    attacks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Deterrence(Summarised):
    """What happens if the force is attacked, as structure and not as a forecast.

    Parameters
    ----------
    reference : GameReference
        The game, its words, and what it cannot say.
    unilateral : Unilateral or None
        The unilateral deterrence game: thresholds and equilibria; None where the case has none.
    openings : tuple of OpeningShares
        The likeliest openings as what is agreed, support and size change.
    backstops : tuple of Backstop
        How credible the backstop must be, by force and kind of attack.
    variants : tuple of BackstopVariant
        What each mandate, size and supporter changes.
    ladder : Ladder
        The escalation tree.
    branches : tuple of BranchRow
        Responses after each attack, and who decides.
    race : tuple of RaceAnswer
        The reinforcement race, with and without external support.
    held_by_size : HeldBySize or None
        Whether the line holds at once, by the size of the force; None where the game has no race.
    assumptions : Assumptions
        How the force enters the games, and what each belief rests on.
    """

    reference: GameReference
    unilateral: Unilateral | None
    openings: tuple[OpeningShares, ...]
    backstops: tuple[Backstop, ...]
    variants: tuple[BackstopVariant, ...]
    ladder: Ladder
    branches: tuple[BranchRow, ...]
    race: tuple[RaceAnswer, ...]
    held_by_size: HeldBySize | None
    assumptions: Assumptions

    def figures(self) -> tuple[Figure, ...]:
        """Return every number that a reader may ask about."""
        return (
            *(unilateral_figures(self.unilateral) if self.unilateral is not None else ()),
            *opening_figures(self.openings),
            *(held_figures(self.held_by_size) if self.held_by_size is not None else ()),
            *backstop_figures(self.backstops),
            *variant_figures(self.variants),
            *ladder_figures(self.ladder, self.branches),
            *race_figures(self.race),
        )

    def record(self) -> DeterrenceRecord:
        """Return the same for programs, under the keys of `deter --format json` and of `assessment.json`."""
        return DeterrenceRecord(
            **vars(self.reference),
            **vars(self.unilateral or Unilateral()),
            **vars(self.assumptions),
            openings=self.openings,
            backstop=self.backstops,
            variants=self.variants,
            ladder=self.ladder,
            branches=self.branches,
            race=self.race,
            held_by_size=self.held_by_size,
        )


@dataclass(frozen=True, kw_only=True)
class DeterrenceRecord(Assumptions, Unilateral, GameReference):
    """The result of deterrence for programs: its parts side by side.

    Parameters
    ----------
    variants, openings, backstop, ladder, branches, race, held_by_size
        As in `Deterrence`; the other keys are those of its parts, empty where the case has no unilateral game.
    """

    variants: tuple[BackstopVariant, ...]
    openings: tuple[OpeningShares, ...]
    backstop: tuple[Backstop, ...]
    ladder: Ladder
    branches: tuple[BranchRow, ...]
    race: tuple[RaceAnswer, ...]
    held_by_size: HeldBySize | None
