"""The one rule of whose position counts: for the plan, the coalition, the gates, the brief and the lint alike."""

from __future__ import annotations

from interpose.case import Case
from interpose.case.tables.evidence import Modality
from interpose.evidence.result import Position, RolePosition

__all__ = ["counted_part", "firm_roles", "is_firm_enough"]


def firm_roles(case: Case, position: Position | None, least_modality: int | None = None) -> tuple[RolePosition, ...]:
    """Name the roles on which a position is firm enough to count, the one that heads it first; money is no contribution.

    Parameters
    ----------
    case : Case
        The case.
    position : Position, optional
        What a state has said; None where nothing is on record.
    least_modality : int, optional
        How firm it must be; the scenario's choice unless given. A refusal never counts.

    Returns
    -------
    tuple of RolePosition
        Empty where the state does not count.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.evidence import positions
    >>> case = load("ukraine-2024")
    >>> [each.role for each in firm_roles(case, positions(case).of("DEU"))]
    ['land']
    """
    least = max(Modality.UNDECIDED, case.scenario.options.least_modality if least_modality is None else least_modality)
    parts = () if position is None else position.roles
    return tuple(part for part in parts if part.role != "finance" and part.modality is not None and part.modality >= least)


def counted_part(case: Case, position: Position) -> RolePosition:
    """Return the part of a position that its state counts with: the first that is firm enough, else what heads it.

    Parameters
    ----------
    case : Case
        The case.
    position : Position
        What a state has said.

    Returns
    -------
    RolePosition
        On land where that is firm enough; a state that refuses land and offers ships counts with its ships.
    """
    return next(iter(firm_roles(case, position)), position)


def is_firm_enough(case: Case, position: Position | None, least_modality: int | None = None) -> bool:
    """Say whether a position is firm enough, on any role, for its state to count as a contributor.

    Parameters
    ----------
    case : Case
        The case.
    position : Position, optional
        What a state has said; None where nothing is on record.
    least_modality : int, optional
        How firm it must be; the scenario's choice unless given. A refusal never counts.

    Returns
    -------
    bool
        Whether it counts.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.evidence import positions
    >>> case = load("ukraine-2024")
    >>> found = positions(case)
    >>> is_firm_enough(case, found.of("DEU")), is_firm_enough(case, found.of("POL")), is_firm_enough(case, None)
    (True, False, False)
    """
    return bool(firm_roles(case, position, least_modality))
