"""The one rule of whose position counts: for the plan, the coalition, the gates, the brief and the lint alike."""

from __future__ import annotations

from interpose.case import Case
from interpose.case.tables.evidence import Modality
from interpose.evidence.result import Position

__all__ = ["is_firm_enough"]


def is_firm_enough(case: Case, position: Position | None, least_modality: int | None = None) -> bool:
    """Say whether a position is firm enough for its state to count as a contributor.

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
    least = case.scenario.options.least_modality if least_modality is None else least_modality
    return position is not None and position.modality is not None and position.modality >= max(Modality.UNDECIDED, least)
