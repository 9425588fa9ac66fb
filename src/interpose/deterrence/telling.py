"""The deterrence result as plain data: for JSON, for the page of the brief, and for its region chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from interpose.case.quantities import Range
from interpose.deterrence.answering import NOTATION
from interpose.deterrence.result import Backstop, CloudPoint, Deterrence
from interpose.deterrence.wording import DecisionWords

__all__ = ["Region", "RegionChart", "backstop_sentence", "page", "region_chart", "to_plain"]

WORDS = {
    "certain_deterrence": "certain deterrence",
    "separating": "only a hard attacker demands",
    "attack": "attack pays",
    "bluff": "bluff: a soft attacker sometimes demands",
    "steadfast_deterrence": "steadfast deterrence: nobody demands, on the belief that only a soft attacker would",
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
        resists, ranges = found.beliefs["p_defender"], found.threshold_ranges
        c1, c2, d = (f"{found.thresholds[name]:.2f} ({_ends(ranges[name])})" for name in ("c1", "c2", "d"))
        sentences.append(
            f"To deter even a hard attacker, resistance must be believed with at least c1 = {c1}; to deter a soft one, with at "
            f"least c2 = {c2}. With this force it is taken as {found.beliefs_at_mode['p_defender']:.2f} ({_ends(resists)})."
        )
        sentences.append(
            f"A soft defender resists only while a demand comes from a hard attacker with less than d* = {d}; the attacker is "
            f"taken to be hard with {found.beliefs_at_mode['p_challenger']:.2f} ({_ends(found.beliefs['p_challenger'])})."
        )
    if len(found.at_mode) > 1:
        listed = " and ".join(WORDS.get(each.name, each.name.replace("_", " ")) for each in found.at_mode)
        sentences.append(f"At the modes {len(found.at_mode)} equilibria exist side by side: {listed}.")
    sentences += [backstop_sentence(found, each) for each in found.backstop]
    for race in found.race:
        word, goal, first = "With" if race.american_support else "Without", race.days_to_goal, race.first_arrival
        arrival = f"arrive after {first.mode:.0f} days ({first.low:.0f} to {first.high:.0f})" if first else "are not known"
        sentences.append(
            f"{word} American support the first reserves {arrival}; nothing else stopping it, an attacker needs "
            f"{goal.mode:.0f} days ({goal.low:.0f} to {goal.high:.0f}) to the stated depth, which is reached in "
            f"{race.goal_reached:.0%} of the draws."
        )
    return sentences


def backstop_sentence(found: Deterrence, each: Backstop) -> str:
    """Say in words how credible the backstop must be for one kind of attack."""
    opening = f"“{found.words.opening.get(each.attack, each.attack)}”"
    belief = f"“{found.words.beliefs.get(each.belief, each.belief)}”"
    taken = f"it is taken as {each.at_mode:.2f}"
    if each.least is None:
        return f"However firmly {belief} is believed, the opening {opening} stays likely; {taken}."
    if each.least == 0:
        return f"The opening {opening} is unlikely whatever is believed of the backstop ({belief}; {taken})."
    return f"For the opening {opening} to be unlikely, {belief} must be believed with at least {each.least:.2f}; {taken}."


def _ends(spread: Range) -> str:
    return f"{spread.low:.2f} to {spread.high:.2f}"


def _remarks(found: Deterrence) -> list[str]:
    remarks = ["Shares are shares of the stated ranges, not probabilities of events."]
    if len(found.at_mode) > 1:
        remarks.append(f"At the modes {len(found.at_mode)} equilibria exist: the game alone does not say which is played.")
    remarks += [f"Tie: {tie}." for tie in found.ties]
    remarks += list(_ladder_ties(found))
    if not found.ladder.at_mode:
        remarks.append("The tree was not solved at the modes: nothing converged, so there are no numbers.")
    else:
        regret = max(each.max_regret for each in found.ladder.at_mode)
        if len(found.ladder.at_mode) > 1:
            remarks.append(
                f"Of the tree {len(found.ladder.at_mode)} equilibria were found at the modes; shares follow the first."
            )
        remarks.append(
            f"The list of equilibria of the tree may be partial; each was re-checked, with a regret of at most {regret:.1e}."
        )
    if found.ladder.converged < 1:
        remarks.append(f"{1 - found.ladder.converged:.0%} of the draws of the tree did not converge and are counted nowhere.")
    if found.dropped > 0:
        remarks.append(f"{found.dropped:.1%} of the draws broke an ordering of the unilateral game and were not counted.")
    return remarks


def _ladder_ties(found: Deterrence) -> Iterator[str]:
    """Name who is indifferent in an equilibrium of the tree."""
    tied = dict.fromkeys(tie for each in found.ladder.at_mode for tie in each.ties)
    if tied:
        told = []
        for information, kind in tied:
            words = found.words.decisions[information]
            told.append(f"{words.player}{_one_kind(words, kind)} {f'after “{words.after}”' if words.after else 'at the start'}")
        yield (
            f"Ties in the tree, where two moves are worth the same and other mixtures may be in equilibrium as well: "
            f"{'; '.join(told)}."
        )


def _one_kind(words: DecisionWords, kind: str) -> str:
    return f" (if it {words.kinds[kind]})" if len(words.kinds) > 1 else ""


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
        ladder, channels, priors, words, ties, quantal, remarks, cannot_say, reference_class and notation beside them.
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
        "channels": [asdict(each) for each in found.channels],
        "priors": [asdict(each) for each in found.priors],
        "words": asdict(found.words),
        "ties": list(found.ties),
        "quantal": [asdict(each) for each in found.quantal],
        "threshold_ranges": {name: asdict(value) for name, value in found.threshold_ranges.items()},
        "beliefs_at_mode": found.beliefs_at_mode,
        "beliefs": {name: asdict(value) for name, value in found.beliefs.items()},
        "variants": [asdict(each) for each in found.variants],
        "backstop": [asdict(each) for each in found.backstop],
        "ladder": asdict(found.ladder),
        "remarks": list(_remarks(found)),
        "cannot_say": list(found.cannot_say),
        "reference_class": found.reference_class,
        "notation": NOTATION,
    }
