"""Under whose flag: voting rules, routes, power indices.

`authorise` decides every route of a case; `power` measures the power of the members of any voting rule.
"""

from interpose.authority.decide import authorise, coalition_of
from interpose.authority.power import power
from interpose.authority.power_result import Exactness, MemberPower, PowerResult
from interpose.authority.result import (
    Authority,
    Chances,
    Change,
    ClauseOutcome,
    Coalition,
    CoalitionMember,
    Condition,
    Gate,
    RouteDecision,
    RouteProbability,
    Vote,
)

__all__ = [
    "Authority",
    "Chances",
    "Change",
    "ClauseOutcome",
    "Coalition",
    "CoalitionMember",
    "Condition",
    "Exactness",
    "Gate",
    "MemberPower",
    "PowerResult",
    "RouteDecision",
    "RouteProbability",
    "Vote",
    "authorise",
    "coalition_of",
    "power",
]
