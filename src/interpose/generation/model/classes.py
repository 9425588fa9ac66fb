"""Classes of alike pools, and parts of a plan that can be solved apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from interpose.generation.model.crews import commands, sendable
from interpose.generation.model.posts import post_kind
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolSupply, belt_of

__all__ = ["Part", "PoolClass", "classes", "linked", "parts"]


@dataclass(frozen=True, slots=True)
class PoolClass:
    """Pools whose units are alike for the plan: any of them can take any tour of the class.

    Tours can be worked off by pools that are alike if and only if one pool of all their units can work them off, since each
    unit begins at most one tour in each window. So the solver sees one pool, and tours are allocated afterwards.

    Parameters
    ----------
    nation : str
        The state or partner group whose posts its units keep; empty where that does not matter.
    members : tuple of PoolSupply
        The pools.
    """

    nation: str
    members: tuple[PoolSupply, ...]

    @property
    def units(self) -> int:
        """Units of all members together."""
        return sum(member.units for member in self.members)

    @property
    def like(self) -> PoolSupply:
        """Return a member, for what all have in common."""
        return self.members[0]


def classes(problem: Problem) -> tuple[PoolClass, ...]:
    """Put together the pools that are alike, as far as no rule looks at whose they are.

    Parameters
    ----------
    problem : Problem
        The problem.

    Returns
    -------
    tuple of PoolClass
        In a fixed order.
    """
    groups: dict[tuple[object, ...], list[PoolSupply]] = defaultdict(list)
    for pool in sendable(problem):
        useful = pool.useful(problem.demand.quantity)
        if not useful.provides:
            continue
        holds_sectors = any(post_kind(problem, useful, station) for station in useful.stations)
        by_nation = problem.rules.endurance == "own" or holds_sectors
        nation = problem.rules.nation(pool.state) if by_nation else ""
        by_state = pool.state in problem.limits or bool(pool.commitment)
        by_state = by_state or (problem.rules.last_headquarters_stays and commands(pool))
        whose = (pool.state, pool.personnel, pool.commitment) if by_state else ("", 0, "")
        key = (nation, useful.abroad, useful.provides, pool.tour, pool.window, pool.first_month, whose)
        groups[key].append(useful)
    return tuple(PoolClass(str(key[0]), tuple(members)) for key, members in sorted(groups.items(), key=lambda item: item[0]))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan that shares neither units nor rules with the rest.

    Parameters
    ----------
    keys : tuple of (belt, capability)
        What is required in it.
    classes : tuple of PoolClass
        The classes that serve it.
    """

    keys: tuple[tuple[str, str], ...]
    classes: tuple[PoolClass, ...]


def parts(problem: Problem, groups: Sequence[PoolClass]) -> tuple[Part, ...]:
    """Divide a plan into parts that can be solved one after the other.

    Capabilities belong together where a class, a limit of a state, or the rules of sectors tie them.

    Parameters
    ----------
    problem : Problem
        The problem.
    groups : sequence of PoolClass
        Its classes.

    Returns
    -------
    tuple of Part
        Sorted by what is required.
    """
    keys = list(problem.demand.quantity)
    place = {key: number for number, key in enumerate(keys)}
    links: list[tuple[int, int]] = []
    of_class = [
        sorted({place[belt_of(station), capability] for station, capability, _ in group.like.provides}) for group in groups
    ]
    for served in of_class:
        links += [(served[0], other) for other in served[1:]]
    tied: dict[str, int] = {}
    for group, served in zip(groups, of_class, strict=True):
        for member in group.members:
            if member.state in problem.limits or (problem.rules.last_headquarters_stays and commands(member)):
                links.append((tied.setdefault(member.state, served[0]), served[0]))
    if problem.sectors is not None:
        ruled = [place[key] for key in problem.sectors.ruled if key in place]
        links += [(ruled[0], other) for other in ruled[1:]]
    labels = linked(len(keys), links)
    found = []
    for label in sorted(set(labels), key=labels.index):
        chosen = tuple(key for key, mine in zip(keys, labels, strict=True) if mine == label)
        members = tuple(group for group, served in zip(groups, of_class, strict=True) if labels[served[0]] == label)
        found.append(Part(chosen, members))
    return tuple(found)


def linked(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """Return the connected component of each of some things, from the pairs that are linked.

    Examples
    --------
    >>> linked(4, [(0, 2), (2, 3)])
    [0, 1, 0, 0]
    """
    pairs = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return [int(label) for label in connected_components(graph, directed=False)[1]]
