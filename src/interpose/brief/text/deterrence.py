"""Deterrence in words: what decides if the force is attacked, and what limits the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interpose.brief.text.format_number import headcount, per_cent, plural
from interpose.deterrence import Deterrence
from interpose.deterrence.ladder.backstop import Backstop
from interpose.deterrence.ladder.equilibria import FoundBy
from interpose.deterrence.openings import OpeningShares
from interpose.deterrence.race.by_size import SizeMark
from interpose.deterrence.traces.figures import force_stem, race_stem
from interpose.deterrence.unilateral.game import EquilibriumName
from interpose.deterrence.unilateral.over_ranges import Unilateral

__all__ = [
    "EQUILIBRIUM_WORDS",
    "FOUND_BY_WORDS",
    "Piece",
    "Point",
    "answers",
    "circumstance_words",
    "lead",
    "likeliest_attack",
    "points",
    "remarks",
]

Piece = str | tuple[str, str]
"""A piece of a sentence: words, or the name of a figure with the words that it is cited by."""

Point = tuple[str, tuple[Piece, ...]]
"""A question, and what answers it."""

EQUILIBRIUM_WORDS: dict[EquilibriumName, str] = {
    "certain_deterrence": "nobody attacks",
    "separating": "only a hard attacker does",
    "attack": "every attacker does",
    "bluff": "a hard attacker does, a soft one sometimes",
    "steadfast_deterrence": "nobody attacks, on the belief that only the soft would",
}

FOUND_BY_WORDS: dict[FoundBy, str] = {
    "quantal_limit": "limit of quantal response",
    "quantal_branch": "branch of quantal response, as far as it went",
    "scattered_start": "end of a branch from other beliefs",
    "held_back": "end of a branch with one move held back: such a slip leaves the beliefs that support it",
    "pure_search": "search through pure strategies",
    "mixed_pair": "two sides that make each other indifferent",
}

_CIRCUMSTANCES = {
    "as_it_is": "As the case has it",
    "absorbed": "Probes may be absorbed",
    "answered": "Bound to answer probes in kind",
    "snap_back": "Punishment agreed beforehand",
    "with_support": "With {support}",
    "without_support": "Without {support}",
    "largest": "{force}, {persons} persons",
}

MATTERS = 0.1
"""Where the line holds in so many more cases with the largest force than with the smallest, size is said to matter."""


def answers(found: Deterrence) -> tuple[str, ...]:
    """Say in sentences what decides if the force is attacked.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    tuple of str
        One for each question; none without a force.
    """
    return tuple(
        f"{question} " + "".join(piece if isinstance(piece, str) else piece[1] for piece in pieces)
        for question, pieces in points(found)
    )


def points(found: Deterrence) -> tuple[Point, ...]:
    """Say what decides if the force is attacked: whether probes are answered, whether the line holds, who joins, who watches.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    tuple of (str, tuple)
        A question and the pieces of its answer, in the order in which they decide; what the game does not have is left out.
    """
    told = (("Are probes answered?", _probes), ("Can the line hold before help comes?", _line))
    later = ((_join_question(found), _backstop), ("Is the line watched?", _watched))
    return tuple((question, tuple(pieces)) for question, say in (*told, *later) if (pieces := list(say(found))))


def circumstance_words(found: Deterrence, row: OpeningShares) -> str:
    """Say under which circumstances the openings were asked for.

    Parameters
    ----------
    found : Deterrence
        The result.
    row : OpeningShares
        One of its openings.

    Returns
    -------
    str
        A few words.
    """
    support = found.reference.words.support
    return _CIRCUMSTANCES[row.id].format(support=support, force=row.force, persons=headcount(row.persons))


def lead(found: Deterrence) -> str:
    """Say how many things decide, and whether size is one of them; empty where there are fewer than two.

    Parameters
    ----------
    found : Deterrence
        The result.
    """
    count = len(points(found))
    held = [] if found.held_by_size is None else [mark.held for mark in found.held_by_size.marks]
    size = bool(held) and max(held) - min(held) >= MATTERS
    told = {2: "Two", 3: "Three", 4: "Four"}.get(count)
    return "" if told is None else f"{told} things decide{', and size is one of them' if size else ''}. "


def _by_id(found: Deterrence) -> dict[str, OpeningShares]:
    return {row.id: row for row in found.openings if row.shares}


def _probes(found: Deterrence) -> Iterator[Piece]:
    rows = _by_id(found)
    if "absorbed" not in rows or "answered" not in rows:
        return
    first = next(iter(found.reference.words.decisions.values()))
    peace = _peace(found)
    attacks = [move for move in rows["absorbed"].shares if move not in peace]
    if not attacks or not peace:
        return
    probe = max(attacks, key=lambda move: rows["absorbed"].shares[move])
    share, kept = (sum(rows[name].shares[move] for move in peace) for name in ("absorbed", "answered"))
    yield f"If contributors may absorb them, {first.player} most likely {first.moves[probe]}: in "
    yield f"deterrence.opening.absorbed.{probe}", per_cent(rows["absorbed"].shares[probe])
    yield f" of the assumptions that were tried; the force is respected in {per_cent(share)}. Where they have bound "
    yield "themselves to answer in kind, it is respected in "
    yield f"deterrence.opening.answered.{peace[0]}", per_cent(kept)
    yield "."


def _peace(found: Deterrence) -> list[str]:
    """Name the openings that are no attack."""
    return [move for move in found.reference.words.opening if move not in found.reference.attacks]


def _line(found: Deterrence) -> Iterator[Piece]:
    if found.held_by_size is None or not found.held_by_size.marks:
        return
    own, *others = found.held_by_size.marks
    largest = max(others, key=lambda mark: mark.persons, default=own)
    yield f"On the stated ranges {_force(own)} with the host’s own army hold at once in "
    yield _held(own)
    yield " of the cases"
    if largest.persons > own.persons:
        yield f", {headcount(largest.persons)} ({largest.name}) in "
        yield _held(largest)
    race = next((each for each in found.race if each.external_support == found.assumptions.external_support), None)
    if race is not None and race.first_arrival is not None:
        yield ". The first reserves arrive after "
        yield f"{race_stem(race)}.first_arrival", f"{race.first_arrival.mode:.0f} days"
        yield "; a breakthrough to the stated depth takes "
        yield "deterrence.race.days_to_goal", f"{race.days_to_goal.mode:.0f} days"
    yield "."


def _held(mark: SizeMark) -> Piece:
    return f"deterrence.held.{'plan' if mark.source == 'plan' else mark.mandate}", per_cent(mark.held)


def _force(mark: SizeMark) -> str:
    return f"the planned {headcount(mark.persons)}" if mark.source == "plan" else f"{headcount(mark.persons)} ({mark.name})"


def _join_question(found: Deterrence) -> str:
    if not found.backstops:
        return ""
    belief = found.reference.words.beliefs[found.backstops[0].belief]
    return f"Is it believed that {belief.replace('The ', 'the ', 1) if belief.startswith('The ') else belief}?"


def likeliest_attack(found: Deterrence) -> Backstop | None:
    """Return the attack on the force that takes the firmest belief in the backstop to be unlikely, if any belief does.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    Backstop or None
        None where no belief stops any attack, or all are unlikely whatever is believed.
    """
    own = [row for row in found.backstops if row.force == found.backstops[0].force]
    return max((row for row in own if row.least), key=lambda row: row.least or 0.0, default=None)


def _backstop(found: Deterrence) -> Iterator[Piece]:
    if not found.backstops:
        return
    row = likeliest_attack(found)
    taken = f"It is taken as {per_cent(found.backstops[0].at_mode)}."
    if row is None:
        yield f"It decides no opening here. {taken}"
        return
    player = next(iter(found.reference.words.decisions.values())).player
    yield "Below "
    yield f"deterrence.backstop.{row.attack}", per_cent(row.least or 0.0)
    against = " against this force" if row.force else ""
    yield f" the likeliest opening{against} is that {player} {found.reference.words.opening[row.attack]}"
    other = next((each for each in found.backstops if each.attack == row.attack and each.force != row.force), None)
    if other is not None:
        figure = f"deterrence.backstop.largest.{row.attack}"
        yield f"; against {other.force}, if met in full, "
        if other.least is None:
            yield figure, "whatever is believed"
        else:
            yield figure, f"below {per_cent(other.least)}" if other.least else "that is unlikely whatever is believed"
    yield f". {taken}"


def _watched(found: Deterrence) -> Iterator[Piece]:
    own = found.variants[0] if found.variants else None
    prior = {prior.path: prior.value.mode for prior in found.assumptions.priors}
    for path, chance in (own.chance if own is not None else {}).items():
        if own is not None and path in prior and chance < prior[path] - 0.005:
            yield f"{found.reference.words.beliefs[path]} that nobody ordered in "
            yield f"{force_stem(own)}.chance.{path.rpartition('.')[2]}", per_cent(chance)
            yield f" of the cases with this force on the line, and in {per_cent(prior[path])} with nobody there."


def remarks(found: Deterrence) -> tuple[str, ...]:
    """Say what limits the answers: several equilibria, ties, draws that were not counted, partial lists.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    tuple of str
        Sentences.
    """
    game = found.unilateral or Unilateral()
    sentences = ["Shares are shares of the stated ranges, not probabilities of events."]
    if len(game.at_mode) > 1:
        sentences.append(
            f"At the most likely values {len(game.at_mode)} equilibria of the one-step game exist: the game alone does not say "
            "which is played."
        )
    if game.ties:
        sentences.append("Tie: beliefs of the one-step game lie on a threshold, so that a range of mixtures is in equilibrium.")
    sentences += list(_ladder_ties(found))
    sentences += list(_searched(found))
    if found.ladder.converged < 1:
        sentences.append(
            f"{1 - found.ladder.converged:.0%} of the cases that were tried were not solved and are counted nowhere."
        )
    if game.dropped > 0:
        sentences.append(f"{game.dropped:.1%} of the cases broke an ordering of the one-step game and were not counted.")
    return tuple(sentences)


def _searched(found: Deterrence) -> Iterator[str]:
    """Say how far equilibria of the tree were looked for."""
    if not found.ladder.at_mode:
        yield "The tree was not solved at the most likely values: nothing converged, so there are no numbers."
        return
    if len(found.ladder.at_mode) > 1:
        yield (
            f"Of the tree {len(found.ladder.at_mode)} equilibria were found at the most likely values; shares follow the first."
        )
    yield "The list of equilibria of the tree may be partial; each was checked."
    if not found.ladder.mixtures_looked_for:
        yield "Equilibria in which two sides make each other indifferent were not looked for by themselves."


def _ladder_ties(found: Deterrence) -> Iterator[str]:
    """Count who is indifferent in an equilibrium of the tree; the result names each decision."""
    tied = dict.fromkeys(tie for each in found.ladder.at_mode for tie in each.ties)
    decided = Counter(found.reference.words.decisions[information].player for information, _ in tied)
    if tied:
        yield (
            f"In the tree two moves are worth the same at {len(tied)} {plural(len(tied), 'decision')} "
            f"({', '.join(f'{player} {number}' for player, number in decided.items())}): "
            "other mixtures of them may be in equilibrium as well."
        )
