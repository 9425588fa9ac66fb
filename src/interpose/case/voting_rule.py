"""Voting rules: compounds of weighted quotas, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["AllOf", "AnyOf", "Quota", "RuleNode", "VotingRule"]


@dataclass(frozen=True, slots=True)
class Quota:
    """Passes where the weights of those who vote for reach the quota: whole numbers, compared exactly.

    Parameters
    ----------
    quota : int
        Least sum of weights.
    weights : tuple of int
        Weight of each member of the rule, 0 for those without one.
    """

    quota: int
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Passes where every part passes."""

    parts: tuple[RuleNode, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Passes where some part passes."""

    parts: tuple[RuleNode, ...]


RuleNode = Quota | AllOf | AnyOf


@dataclass(frozen=True)
class VotingRule:
    """A rule that says which coalitions win: more votes for never turn a win into a loss.

    Parameters
    ----------
    members : tuple of str
        Names, in the order of the file.
    node : Quota, AllOf or AnyOf
        The compound.
    veto : tuple of str
        Members without whom nothing passes.
    name : str
        What the rule is called; the file's name where it has none.

    Examples
    --------
    >>> rule = VotingRule.weighted(3, {"A": 2, "B": 1, "C": 1})
    >>> rule.wins(["A", "C"]), rule.wins(["B", "C"])
    (True, False)
    """

    members: tuple[str, ...]
    node: RuleNode
    veto: tuple[str, ...] = ()
    name: str = "rule"

    @classmethod
    def weighted(cls, quota: int, weights: Mapping[str, int]) -> VotingRule:
        """Make a rule of one weighted quota in whole numbers."""
        return cls(tuple(weights), Quota(quota, tuple(weights.values())))

    def whole(self) -> RuleNode:
        """Return the compound with the vetoes written as a quota."""
        if not self.veto:
            return self.node
        holders = tuple(int(member in self.veto) for member in self.members)
        return AllOf((Quota(sum(holders), holders), self.node))

    def wins(self, coalition: Sequence[str]) -> bool:
        """Say whether a coalition wins."""
        chosen = frozenset(coalition)
        return _wins(self.whole(), [member in chosen for member in self.members])


def _wins(node: RuleNode, chosen: Sequence[bool]) -> bool:
    if isinstance(node, Quota):
        return sum(weight for weight, here in zip(node.weights, chosen, strict=True) if here) >= node.quota
    if isinstance(node, AllOf):
        return all(_wins(part, chosen) for part in node.parts)
    return any(_wins(part, chosen) for part in node.parts)
