"""What the section "If the force is attacked" says: what decides, who answers how, and what stands behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from interpose.brief.text.deterrence import EQUILIBRIUM_WORDS, FOUND_BY_WORDS, Point, circumstance_words, lead, points, remarks
from interpose.brief.text.format_number import per_cent
from interpose.case import Range
from interpose.deterrence import Deterrence
from interpose.deterrence.ladder.branches import BranchRow
from interpose.deterrence.ladder.equilibria import TreeEquilibrium
from interpose.deterrence.race.race import RaceAnswer
from interpose.deterrence.traces.assumptions import Channel, ChannelEffect
from interpose.deterrence.traces.figures import force_stem, race_stem
from interpose.deterrence.unilateral.over_ranges import Unilateral
from interpose.deterrence.variants import BackstopVariant

__all__ = ["DeterrenceView", "deterrence_view"]


@dataclass(frozen=True, slots=True)
class EquilibriumRow:
    """An equilibrium of the one-step game: in which share of the cases it exists, and whether at the most likely values."""

    name: str
    figure: str
    share: float
    likeliest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceRow:
    """A force that is compared, with and without external support."""

    supported: BackstopVariant
    alone: BackstopVariant
    supported_figure: str
    alone_figure: str
    first_moves: str


@dataclass(frozen=True, slots=True)
class CircumstanceRow:
    """One set of circumstances in words, with the share of each opening and its figure."""

    words: str
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class BackstopRow:
    """A kind of attack, and how firmly the backstop must be believed in for it to be unlikely, by force."""

    opening: str
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearntRow:
    """What is believed of somebody after what went before."""

    after: str
    belief: str
    value: Range


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the ladder in an equilibrium, in words."""

    player: str
    after: str
    moves: tuple[str, ...]
    reached: bool


@dataclass(frozen=True, slots=True)
class LadderView:
    """One equilibrium of the ladder in words."""

    found_by: str
    outcomes: str
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """Numbers that a channel moves alike, in words."""

    words: str
    effect: ChannelEffect


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel with its mappings."""

    channel: Channel
    groups: tuple[EffectGroup, ...]


@dataclass(frozen=True, slots=True)
class RaceRow:
    """The race under one name, with the beginning of its figures."""

    words: str
    race: RaceAnswer
    stem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterrenceView:
    """The content of the section.

    Parameters
    ----------
    found : Deterrence
        The result.
    game : Unilateral
        Its one-step game; empty where the case has none.
    lead : str
        How many things decide.
    points : tuple of Point
        What decides: questions with their answers.
    responses : tuple of BranchRow
        Who answers an attack how, each response once.
    remarks : tuple of str
        What limits the answers: ties, cases that were not counted, partial lists.
    circumstances, backstop_forces, backstops, learnt, forces, equilibria, ladder, channels : tuple
        Rows of the folded tables.
    races : tuple of RaceRow
        The race with and without external support; once where that changes nothing.
    """

    found: Deterrence
    game: Unilateral
    lead: str
    points: tuple[Point, ...]
    responses: tuple[BranchRow, ...]
    remarks: tuple[str, ...]
    circumstances: tuple[CircumstanceRow, ...]
    backstop_forces: tuple[str, ...]
    backstops: tuple[BackstopRow, ...]
    learnt: tuple[LearntRow, ...]
    forces: tuple[ForceRow, ...]
    equilibria: tuple[EquilibriumRow, ...]
    ladder: tuple[LadderView, ...]
    channels: tuple[ChannelView, ...]
    races: tuple[RaceRow, ...]


def deterrence_view(found: Deterrence | None) -> DeterrenceView | None:
    """Give the content of the section.

    Parameters
    ----------
    found : Deterrence or None
        The result.

    Returns
    -------
    DeterrenceView or None
        None where the case does not ask.
    """
    if found is None:
        return None
    game = found.unilateral or Unilateral()
    return DeterrenceView(
        found=found,
        game=game,
        lead=lead(found),
        points=points(found),
        responses=_responses(found),
        remarks=remarks(found),
        circumstances=_circumstances(found),
        backstop_forces=tuple(dict.fromkeys(row.force for row in found.backstops)),
        backstops=_backstops(found),
        learnt=_learnt(found),
        forces=_forces(found),
        equilibria=_equilibria(game),
        ladder=tuple(_ladder(found, equilibrium) for equilibrium in found.ladder.at_mode),
        channels=tuple(ChannelView(channel, _grouped(channel.effects)) for channel in found.assumptions.channels),
        races=_races(found),
    )


def _races(found: Deterrence) -> tuple[RaceRow, ...]:
    alike = {replace(race, external_support=True) for race in found.race}
    if len(found.race) > 1 and len(alike) == 1:
        return (RaceRow("With or without", found.race[0], race_stem(found.race[0])),)
    return tuple(RaceRow("With" if race.external_support else "Without", race, race_stem(race)) for race in found.race)


def _circumstances(found: Deterrence) -> tuple[CircumstanceRow, ...]:
    return tuple(
        CircumstanceRow(
            circumstance_words(found, row),
            tuple((f"deterrence.opening.{row.id}.{move}", share) for move, share in row.shares.items()),
        )
        for row in found.openings
        if row.shares
    )


def _backstops(found: Deterrence) -> tuple[BackstopRow, ...]:
    rows: dict[str, list[str]] = {}
    for row in found.backstops:
        needed = "no belief is enough" if row.least is None else f"at least {per_cent(row.least)}" if row.least else "any"
        rows.setdefault(row.attack, []).append(needed)
    return tuple(BackstopRow(found.reference.words.opening[attack], tuple(needed)) for attack, needed in rows.items())


def _learnt(found: Deterrence) -> tuple[LearntRow, ...]:
    """Tell the beliefs that change between the decisions at which an attack may be made."""
    words, attacks = found.reference.words, set(found.reference.attacks)
    rows = [row for row in found.ladder.learnt if attacks & words.decisions[row.information].moves.keys()]
    by_belief: dict[str, set[float]] = {}
    for row in rows:
        by_belief.setdefault(row.belief, set()).add(round(row.value.mode, 2))
    return tuple(
        LearntRow(words.decisions[row.information].after, words.beliefs[row.belief], row.value)
        for row in rows
        if len(by_belief[row.belief]) > 1
    )


def _equilibria(game: Unilateral) -> tuple[EquilibriumRow, ...]:
    likeliest = {each.name for each in game.at_mode}
    return tuple(
        EquilibriumRow(EQUILIBRIUM_WORDS[each.name], f"deterrence.share.{each.name}", each.share, each.name in likeliest)
        for each in game.equilibria
    )


def _forces(found: Deterrence) -> tuple[ForceRow, ...]:
    rows = []
    for supported, alone in zip(found.variants[::2], found.variants[1::2], strict=True):
        moves = [_opening(found, each.first_move) for each in (supported, alone)]
        words = moves[0] if moves[0] == moves[1] else f"with: {moves[0]}; without: {moves[1]}"
        rows.append(
            ForceRow(
                supported=supported,
                alone=alone,
                supported_figure=force_stem(supported),
                alone_figure=force_stem(alone),
                first_moves=words,
            )
        )
    return tuple(rows)


def _opening(found: Deterrence, move: str | None) -> str:
    return "not solved" if move is None else found.reference.words.opening[move]


def _responses(found: Deterrence) -> tuple[BranchRow, ...]:
    """Tell each response once, in the order of the attack that leaves most of them open."""
    attacks = Counter(row.after for row in found.branches)
    rows: dict[str, BranchRow] = {}
    for attack in sorted(attacks, key=lambda each: -attacks[each]):
        for row in found.branches:
            if row.after == attack:
                rows.setdefault(row.response, row)
    return tuple(rows.values())


def _ladder(found: Deterrence, each: TreeEquilibrium) -> LadderView:
    decisions = []
    nature = {path.split(".")[1] for row in found.variants for path in row.chance}
    for information, kinds in each.moves.items():
        words = found.reference.words.decisions[information]
        if words.player_id in nature:
            continue
        by_kind = {kind: _moves(words.moves, chances) for kind, chances in kinds.items()}
        alike = len(set(by_kind.values())) == 1
        lines = (
            (next(iter(by_kind.values())),)
            if alike
            else tuple(f"the kind that {words.kinds[kind]}: {told}" for kind, told in by_kind.items())
        )
        decisions.append(DecisionRow(words.player, words.after, lines, information not in each.off_path))
    ends = sorted(each.outcomes.items(), key=lambda pair: -pair[1])
    outcomes = "; ".join(f"{found.reference.words.outcomes[end]} ({per_cent(share)})" for end, share in ends)
    return LadderView(FOUND_BY_WORDS[each.found_by], outcomes, tuple(decisions))


def _moves(names: dict[str, str], chances: dict[str, float]) -> str:
    made = sorted(((names[move], chance) for move, chance in chances.items() if chance > 0), key=lambda pair: -pair[1])
    if len(made) == 1:
        return made[0][0]
    return "; ".join(f"{name} ({per_cent(chance)})" for name, chance in made)


def _grouped(effects: tuple[ChannelEffect, ...]) -> tuple[EffectGroup, ...]:
    """Tell together the outcomes whose worth to the same player moves alike."""
    groups: dict[tuple[Range, str, str], list[tuple[str, ChannelEffect]]] = {}
    for each in effects:
        outcome, worth, holder = each.words.removeprefix("what ").partition(" is worth to ")
        key = (each.change, holder if worth else each.words, each.basis)
        groups.setdefault(key, []).append((outcome if worth else "", each))
    found = []
    for (_, holder, _), own in groups.items():
        outcomes = [outcome for outcome, _ in own if outcome]
        if not outcomes:
            words = holder
        else:
            words = f"what {', '.join(outcomes)} {'is' if len(outcomes) == 1 else 'are each'} worth to {holder}"
        found.append(EffectGroup(words, own[0][1]))
    return tuple(found)
