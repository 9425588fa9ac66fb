"""How an attack might open as what is agreed, who supports and how large the force is change: shares of draws side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interpose.case.tables.escalation import Agreed, Escalation
from interpose.deterrence.ladder.answer import Followed
from interpose.deterrence.race.forces import ForceFacts, Forces

__all__ = ["AskedOpening", "OpeningShares", "asked_openings", "opening_shares"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOpening:
    """One set of circumstances.

    Parameters
    ----------
    id : str
        `as_it_is`, `absorbed`, `answered`, `snap_back`, `with_support`, `without_support` or `largest`.
    force : ForceFacts
        The force that is attacked.
    external_support : bool
        Whether external support is there.
    agreed : Agreed
        What is agreed beforehand.
    """

    id: str
    force: ForceFacts
    external_support: bool
    agreed: Agreed

    @property
    def circumstances(self) -> tuple[ForceFacts, bool, Agreed]:
        """What is asked, apart from its name."""
        return self.force, self.external_support, self.agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningShares:
    """In which share of the draws each opening is the likeliest, under one set of circumstances.

    Parameters
    ----------
    id : str
        As in `AskedOpening`.
    force : str
        Name of the force.
    persons : float
        Its personnel.
    external_support : bool
        Whether external support is there.
    answer_in_kind, snap_back : float
        What is agreed.
    converged : float
        Share of the draws that were solved; the rest is counted nowhere.
    shares : dict of str to float
        By opening; none where nothing was solved.
    """

    id: str
    force: str
    persons: float
    external_support: bool
    answer_in_kind: float
    snap_back: float
    converged: float
    shares: dict[str, float]


def asked_openings(escalation: Escalation, forces: Forces) -> tuple[AskedOpening, ...]:
    """List what is asked: the case as it is first, then one change at a time.

    Parameters
    ----------
    escalation : Escalation
        The game with what is agreed.
    forces : Forces
        Forces, the one that is attacked first.

    Returns
    -------
    tuple of AskedOpening
        Empty without a force; changes that no channel of the game carries are left out.
    """
    return tuple(_asked(escalation, forces)) if forces.compared else ()


def _asked(escalation: Escalation, forces: Forces) -> Iterator[AskedOpening]:
    own, supported, agreed = forces.compared[0], forces.external_support, escalation.agreed
    channels = {effect.channel for effect in escalation.effects}
    yield AskedOpening(id="as_it_is", force=own, external_support=supported, agreed=agreed)
    if "answer_in_kind" in channels:
        for name, level in (("absorbed", 0.0), ("answered", 1.0)):
            changed = agreed.model_copy(update={"answer_in_kind": level})
            yield AskedOpening(id=name, force=own, external_support=supported, agreed=changed)
    if "snap_back" in channels and agreed.snap_back < 1:
        changed = agreed.model_copy(update={"snap_back": 1.0})
        yield AskedOpening(id="snap_back", force=own, external_support=supported, agreed=changed)
    if "external_support" in channels:
        name = "without_support" if supported else "with_support"
        yield AskedOpening(id=name, force=own, external_support=not supported, agreed=agreed)
    largest = max(forces.compared, key=lambda force: force.persons)
    if largest.persons > own.persons:
        yield AskedOpening(id="largest", force=largest, external_support=supported, agreed=agreed)


def opening_shares(asked: AskedOpening, followed: Followed) -> OpeningShares:
    """Count the likeliest openings of one set of circumstances.

    Parameters
    ----------
    asked : AskedOpening
        The circumstances.
    followed : Followed
        Its draws.

    Returns
    -------
    OpeningShares
        Shares of the draws that were solved.
    """
    moves = followed.game.sets[followed.game.nodes[0].information].moves
    kept = followed.converged
    return OpeningShares(
        id=asked.id,
        force=asked.force.name,
        persons=asked.force.persons,
        external_support=asked.external_support,
        answer_in_kind=asked.agreed.answer_in_kind,
        snap_back=asked.agreed.snap_back,
        converged=float(kept.mean()),
        shares=dict(zip(moves, followed.likeliest(0), strict=True)) if kept.any() else {},
    )
