"""Closed lists of words that several tables and results share, each written once."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = [
    "BELTS",
    "MANDATE_CLASSES",
    "OUTSIDE",
    "BallotChoice",
    "Basis",
    "Belt",
    "BuildUp",
    "CastVote",
    "ConditionStanding",
    "CostBasisName",
    "Credibility",
    "Driver",
    "Endurance",
    "GateName",
    "Level",
    "MandateClass",
    "MandateNeeded",
    "OfficePower",
    "ParliamentRule",
    "Predicate",
    "Provision",
    "Regime",
    "Relay",
    "Reliability",
    "Role",
    "RouteStanding",
    "SpeaksAs",
    "VotingRuleName",
    "in_words",
]

BuildUp = Literal["even", "fresh", "took_over"]
"""How a requirement rises: by equal steps, or as forces that came new, or that took over troops, did in the median."""

Basis = Literal["observed", "reported", "pledged", "estimated", "assumed"]
"""What an input rests on, from the firmest to the weakest."""

Level = Literal["low", "mode", "high"]
"""Which end of a range is meant."""

# What is said

Predicate = Literal["contribute_force", "consent", "support_force", "authorise", "force_size", "mandate", "geometry", "other"]
"""What a statement is about."""

Role = Literal["land", "air", "sea", "training", "enabler_outside", "monitor", "finance"]
"""What a contribution does: land, air and sea and training are in the country; the rest are not."""

SpeaksAs = Literal["government", "minister", "official", "unnamed", "outside"]
"""How far a speaker binds the state."""

OfficePower = Literal["executive", "mixed", "ceremonial", "collegial", "minister", "official", "military", "body"]
"""What an office lets its holder decide: executive and minister bind the government, mixed only with others, collegial as one
of several, ceremonial not at all; official and military serve it; body is an office of an organisation of states."""

Relay = Literal["outlet", "agency", "official_document", "on_record", "unnamed_official", "unnamed_other", "analyst"]
"""Who passes a statement on."""

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""Admiralty reliability of a source; F cannot be judged."""

Credibility = Literal["1", "2", "3", "4", "5", "6"]
"""Admiralty credibility of information; 6 cannot be judged."""

# Who decides

BallotChoice = Literal["yes", "abstain", "declared_abstention", "no"]
"""A vote: for; abstaining or silent; abstaining by formal declaration where the law of the body knows it; against."""

CastVote = Literal["yes", "abstain", "declared_abstention", "no", "open"]
"""A vote as it is taken: open where it cannot be said."""

RouteStanding = Literal["law", "reform"]
"""Law in force, or a reform that some propose."""

VotingRuleName = Literal[
    "consensus", "unanimity_constructive_abstention", "qualified_majority", "veto_players", "procedural", "two_thirds", "opt_in"
]
"""How a body decides, in a word."""

GateName = Literal["host_consent", "parties_consent", "host_law", "parliaments", "lead", "group", "deadlock", "call"]
"""A condition beside the vote."""

ConditionStanding = Literal["met", "open", "unmet"]
"""How the conditions on a statement stand: all met, some not known, some unmet."""

MandateNeeded = Literal["un", "collective_security", "eu_or_un", "none"]
"""Which decision of others a state's own law asks for before its units go."""

ParliamentRule = Literal["prior", "prior_by_promise", "notification", "after", "limited", "none", "special"]
"""When a parliament must approve a deployment: before it, by law; before it, by a promise of the government alone; never, but
it is told; afterwards; before some, which its law names; never; by rules of its own."""

# What is required, and for how long

Belt = Literal["forward", "depth", "outside"]
"""Where units stand: the zone along the line, behind it, or beyond the host's borders."""

BELTS: tuple[Belt, ...] = get_args(Belt)

OUTSIDE: Belt = "outside"
"""The belt beyond the host's borders: a backstop that is not in the country."""

Driver = Literal[
    "per_line_km",
    "per_post",
    "per_sector",
    "per_hub",
    "per_axis",
    "per_units",
    "per_1000_personnel",
    "per_1000_personnel_and_100_km",
    "per_1000_population",
    "fixed",
]
"""What the number of a rule is multiplied with."""

Provision = Literal["none", "as_caveated"]
"""What an external provider gives: nothing, or its enablers as far as its caveats allow."""

Endurance = Literal["relay", "own", "horizon"]
"""For how long the level must last: without end with nations relieving one another, without end with each nation relieving
itself, or for the horizon only."""

# What it costs

CostBasisName = Literal["un_reimbursement", "un_mission_budget", "national_deployed", "fully_supported"]
"""What a cost counts: what the United Nations pays back, what its missions cost, what a state pays on top, or all of it."""

Regime = Literal["calm", "hostile", "any"]
"""Whether a force meets fighting, where that changes what it costs."""


def in_words(name: str) -> str:
    """Write the name of a capability or of a type of unit as a sentence would.

    Parameters
    ----------
    name : str
        Such as `air_defence` or `isr_company`.

    Returns
    -------
    str
        Its words.

    Examples
    --------
    >>> in_words("air_defence"), in_words("isr"), in_words("isr_company")
    ('air defence', 'surveillance', 'surveillance company')
    """
    return " ".join("surveillance" if word == "isr" else word for word in name.split("_"))


# What was sent before

MandateClass = Literal["observe_line", "observe_country", "interpose", "secure", "implement"]
"""What stands on the ground: observers on a line or in a country, armed units along a line, in an area, or for an agreement."""

MANDATE_CLASSES: tuple[MandateClass, ...] = get_args(MandateClass)
