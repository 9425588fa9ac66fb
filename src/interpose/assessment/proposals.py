"""What others proposed, set beside what the rules ask for, what missions had, and what states could hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from interpose.authority.routes.gates import host_of
from interpose.case import Case, Range
from interpose.case.tables.mandates import Proposal
from interpose.case.tables.words import Level
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import Positions
from interpose.generation import PlanRequest
from interpose.generation.analysis.level import LevelAnswer, level_answer
from interpose.requirement import Requirement
from interpose.requirement.overrides import sized_to

__all__ = ["ProposalAnswer", "proposal_named", "proposals_for", "weigh_proposals"]

Place = Literal["below", "within", "above"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAnswer:
    """One proposal, planned and doubted.

    Parameters
    ----------
    proposal : Proposal
        What was proposed.
    rules : Range
        What the rules of its mandate ask for (persons).
    beside_rules : str
        Where the proposal lies: below, within or above that range.
    precedent : Range or None
        What nine in ten missions of its class had (persons), where the class has precedents.
    beside_precedent : str or None
        Where the proposal lies among them.
    held : mapping of str to LevelAnswer
        By `low` and, where it is another number, `high`: what the states of the case could hold of it.
    """

    proposal: Proposal
    rules: Range
    beside_rules: Place
    precedent: Range | None
    beside_precedent: Place | None
    held: Mapping[str, LevelAnswer]


def proposals_for(case: Case) -> tuple[Proposal, ...]:
    """Give the proposals for the host of a case, the earliest first."""
    host = host_of(case)
    return tuple(
        sorted((row for row in case.proposals.values() if row.host == host), key=lambda row: (row.published_on, row.id))
    )


def proposal_named(case: Case, name: str) -> Proposal:
    """Find a proposal by its name.

    Raises
    ------
    UsageError
        Where the case knows none of this name for its host.
    """
    known = {row.id: row for row in proposals_for(case)}
    if name not in known:
        raise UsageError(f"no proposal is named {name!r}", did_you_mean(name, known) or f"the proposals are {', '.join(known)}")
    return known[name]


def weigh_proposals(case: Case, positions: Positions, requirement: Requirement) -> tuple[ProposalAnswer, ...]:
    """Plan every proposal for the host of a case, and set it beside rules and precedent.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        Who is ready for what.
    requirement : Requirement
        What the rules ask for.

    Returns
    -------
    tuple of ProposalAnswer
        The earliest first; each answer by the slot model, in some 50 ms.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.evidence import positions
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> small = next(row for row in weigh_proposals(case, positions(case), require(case)) if row.proposal.id == "iiss-small")
    >>> small.beside_rules, small.held["low"].has_numbers
    ('within', True)
    """
    return tuple(_weighed(case, positions, requirement, row) for row in proposals_for(case))


def _weighed(case: Case, positions: Positions, requirement: Requirement, proposal: Proposal) -> ProposalAnswer:
    need = requirement.of(proposal.mandate)
    precedent = None if need.precedent is None else need.precedent.persons
    level = case.scenario.options.requirement_level
    ends: tuple[Level, ...] = ("low",) if proposal.high in (None, proposal.low) else ("low", "high")
    return ProposalAnswer(
        proposal=proposal,
        rules=need.personnel,
        beside_rules=_place(proposal, need.personnel),
        precedent=precedent,
        beside_precedent=None if precedent is None else _place(proposal, precedent),
        held={
            end: level_answer(
                case,
                positions,
                sized_to(requirement, proposal.mandate, proposal.persons(end), level),
                PlanRequest(mandate=proposal.mandate),
            )
            for end in ends
        },
    )


def _place(proposal: Proposal, known: Range) -> Place:
    """Say whether any of a proposal lies within a range, and where it lies if not."""
    if proposal.high is not None and proposal.high < known.low:
        return "below"
    return "above" if proposal.low > known.high else "within"
