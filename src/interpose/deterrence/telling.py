"""The deterrence result as plain data: for JSON, for the page of the brief, and for its region chart."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from interpose.deterrence.answering import NOTATION
from interpose.deterrence.result import CloudPoint, Deterrence

__all__ = ["Region", "RegionChart", "page", "region_chart", "to_plain"]

WORDS = {
    "certain_deterrence": "certain deterrence",
    "separating": "only a hard attacker demands",
    "attack": "attack pays",
    "bluff": "bluff: a soft attacker sometimes demands",
}


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the square of beliefs in which one equilibrium exists beside steadfast deterrence."""

    name: str
    label: str
    p_challenger_low: float
    p_challenger_high: float
    p_defender_low: float
    p_defender_high: float


@dataclass(frozen=True, slots=True)
class RegionChart:
    """What the chart of beliefs shows.

    Parameters
    ----------
    regions : tuple of Region
        Rectangles at the thresholds of the modes, covering the square from 0 to 1.
    cloud : tuple of CloudPoint
        Draws of this case's beliefs.
    thresholds : dict of str to float
        c1, c2 and d, to be drawn as lines.
    note : str
        What the reader must know beside the picture.
    """

    regions: tuple[Region, ...]
    cloud: tuple[CloudPoint, ...]
    thresholds: dict[str, float]
    note: str


def region_chart(found: Deterrence) -> RegionChart | None:
    """Give the data of the region chart.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    RegionChart or None
        None where the case has no unilateral game.
    """
    if not found.thresholds:
        return None
    c1, c2, d = (found.thresholds[name] for name in ("c1", "c2", "d"))
    bounds = (
        ("certain_deterrence", 0.0, 1.0, c1, 1.0),
        ("separating", 0.0, 1.0, c2, c1),
        ("attack", d, 1.0, 0.0, c2),
        ("bluff", 0.0, d, 0.0, c2),
    )
    note = (
        "Regions stand for the payoffs at their modes; over the ranges the lines move. Below c1 steadfast deterrence exists "
        "beside each region, on the belief that only a soft attacker would demand."
    )
    return RegionChart(tuple(Region(name, WORDS[name], *each) for name, *each in bounds), found.cloud, found.thresholds, note)


def page(found: Deterrence) -> dict[str, object]:
    """Give the page "if the force is attacked" as plain data that a template can loop over.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    dict
        title, about, answers (sentences), equilibria, variants, backstop, first_moves, branches (grouped by attack, each with
        its rows), race, cannot_say, reference_class, remarks.
    """
    after = dict.fromkeys(row.after for row in found.branches)
    return {
        "title": found.title,
        "about": found.about,
        "answers": list(_answers(found)),
        "equilibria": [asdict(each) for each in found.equilibria],
        "variants": [asdict(each) for each in found.variants],
        "backstop": [asdict(each) for each in found.backstop],
        "first_moves": [asdict(each) for each in found.ladder.first_moves],
        "branches": [
            {"after": attack, "rows": [asdict(row) for row in found.branches if row.after == attack]} for attack in after
        ],
        "race": [asdict(each) for each in found.race],
        "cannot_say": list(found.cannot_say),
        "reference_class": found.reference_class,
        "remarks": list(_remarks(found)),
    }


def _answers(found: Deterrence) -> list[str]:
    sentences = []
    if found.thresholds:
        resists, needed = found.beliefs["p_defender"], found.threshold_ranges["c1"]
        sentences.append(
            f"To deter even a hard attacker, resistance must be believed with at least {found.thresholds['c1']:.2f} "
            f"({needed.low:.2f} to {needed.high:.2f} over the ranges); with this force it is taken as {resists.mode:.2f} "
            f"({resists.low:.2f} to {resists.high:.2f})."
        )
    for each in found.backstop:
        held = "no belief in the backstop is enough" if each.least is None else f"at least {each.least:.2f} is needed"
        taken = f"it is taken as {each.at_mode:.2f}"
        sentences.append(f"For the backstop to keep the opening {each.attack!r} unlikely, {held}; {taken}.")
    for race in found.race:
        word, goal, first = "With" if race.american_support else "Without", race.days_to_goal, race.first_arrival
        arrival = f"arrive after {first.mode:.0f} days ({first.low:.0f} to {first.high:.0f})" if first else "are not known"
        sentences.append(
            f"{word} American support the first reserves {arrival}; nothing else stopping it, an attacker needs "
            f"{goal.mode:.0f} days ({goal.low:.0f} to {goal.high:.0f}) to the stated depth."
        )
    return sentences


def _remarks(found: Deterrence) -> list[str]:
    remarks = ["Shares are shares of the stated ranges, not probabilities of events."]
    if len(found.at_mode) > 1:
        remarks.append(f"At the modes {len(found.at_mode)} equilibria exist: the game alone does not say which is played.")
    if not found.ladder.at_mode:
        remarks.append("The tree was not solved at the modes: nothing converged, so there are no numbers.")
    else:
        regret = max(each.max_regret for each in found.ladder.at_mode)
        remarks.append(f"Equilibria of the tree may be partial; each was re-checked, with a regret of at most {regret:.1e}.")
    if found.ladder.converged < 1:
        remarks.append(f"{1 - found.ladder.converged:.0%} of the draws of the tree did not converge and are counted nowhere.")
    if found.dropped > 0:
        remarks.append(f"{found.dropped:.1%} of the draws broke an ordering of the unilateral game and were not counted.")
    return remarks


def to_plain(found: Deterrence) -> dict[str, object]:
    """Give the result as plain data, under the keys of `interpose deter`.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    dict
        thresholds, equilibria, at_mode, branches and race as promised; threshold_ranges, beliefs, variants, backstop,
        ladder, remarks, cannot_say, reference_class and notation beside them.
    """
    return {
        "thresholds": found.thresholds,
        "equilibria": [asdict(each) for each in found.equilibria],
        "at_mode": [asdict(each) for each in found.at_mode],
        "branches": [asdict(each) for each in found.branches],
        "race": [
            asdict(each) | {"arrived": [{"day": day, "persons": asdict(persons)} for day, persons in each.arrived]}
            for each in found.race
        ],
        "threshold_ranges": {name: asdict(value) for name, value in found.threshold_ranges.items()},
        "beliefs": {name: asdict(value) for name, value in found.beliefs.items()},
        "variants": [asdict(each) for each in found.variants],
        "backstop": [asdict(each) for each in found.backstop],
        "ladder": asdict(found.ladder),
        "remarks": list(_remarks(found)),
        "cannot_say": list(found.cannot_say),
        "reference_class": found.reference_class,
        "notation": NOTATION,
    }
