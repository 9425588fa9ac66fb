"""What the section "If the force is attacked" says: thresholds, equilibria, channels, forces, responses and the race."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from interpose.brief.charts.deterrence import RegionChart, region_chart
from interpose.brief.text.deterrence import remarks
from interpose.brief.text.format_number import per_cent
from interpose.case import Range
from interpose.deterrence import Deterrence
from interpose.deterrence.assumptions import Channel, ChannelEffect
from interpose.deterrence.figures import force_stem, race_stem
from interpose.deterrence.ladder.branches import BranchRow
from interpose.deterrence.ladder.equilibria import FoundBy, TreeEquilibrium
from interpose.deterrence.unilateral.game import EquilibriumName
from interpose.deterrence.unilateral.over_ranges import Unilateral
from interpose.deterrence.variants import BackstopVariant

__all__ = ["Attack", "DecisionRow", "DeterrenceView", "EquilibriumRow", "ForceRow", "ResponseRow", "deterrence_view"]

_KINDS: dict[EquilibriumName, str] = {
    "certain_deterrence": "Certain deterrence: nobody attacks",
    "separating": "Separating: only a hard attacker does",
    "attack": "Attack: every attacker does",
    "bluff": "Bluff: a soft attacker sometimes does",
    "steadfast_deterrence": "Steadfast deterrence: nobody attacks, on the belief that only the soft would",
}
_THRESHOLDS = {
    "c1": ("c1", "resistance must be believed with at least this to deter even a hard attacker"),
    "c2": ("c2", "the same to deter a soft attacker"),
    "d": ("d*", "a soft defender resists only below this belief that the attacker is hard"),
}
_FOUND_BY: dict[FoundBy, str] = {
    "quantal_limit": "limit of quantal response",
    "quantal_branch": "branch of quantal response, as far as it went",
    "scattered_start": "end of a branch from other beliefs",
    "held_back": "end of a branch with one move held back: such a slip leaves the beliefs that support it",
    "pure_search": "search through pure strategies",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRow:
    """A threshold at the modes and over the ranges, with its figure."""

    symbol: str
    meaning: str
    figure: str
    value: float
    ranges: Range | None


@dataclass(frozen=True, slots=True)
class EquilibriumRow:
    """An equilibrium of the one-step game: where it exists, and what it says at the modes, if it exists there."""

    name: str
    figure: str
    share: float
    at_mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceRow:
    """A force that is compared, with and without external support."""

    supported: BackstopVariant
    alone: BackstopVariant
    supported_figure: str
    alone_figure: str
    first_moves: str


@dataclass(frozen=True, slots=True)
class Attack:
    """A kind of attack: the least belief in the backstop that makes it unlikely, and in which share it is the likeliest."""

    id: str
    name: str
    likeliest: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A response with how often it is the likeliest after each attack; None where it is not offered or not solved."""

    row: BranchRow
    likeliest: tuple[tuple[str, str, float | None], ...]


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
    regret: float
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterrenceView:
    """The content of the section.

    Parameters
    ----------
    found : Deterrence
        The result.
    game : Unilateral
        Its unilateral game; empty where the case has none.
    remarks : tuple of str
        What limits the answers: ties, draws that were not counted, partial lists.
    thresholds, equilibria, forces, openings, responses, ladder, channels : tuple
        Rows of the tables.
    race_stems : tuple of str
        Beginnings of the figures of the race, in the order of its answers.
    regions : RegionChart or None
        The region chart as data, for its table.
    """

    found: Deterrence
    game: Unilateral
    remarks: tuple[str, ...]
    thresholds: tuple[ThresholdRow, ...]
    equilibria: tuple[EquilibriumRow, ...]
    forces: tuple[ForceRow, ...]
    openings: tuple[Attack, ...]
    responses: tuple[ResponseRow, ...]
    ladder: tuple[LadderView, ...]
    channels: tuple[ChannelView, ...]
    race_stems: tuple[str, ...]
    regions: RegionChart | None


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
        remarks=remarks(found),
        thresholds=_thresholds(game),
        equilibria=_equilibria(game),
        forces=_forces(found),
        openings=_openings(found),
        responses=_responses(found),
        ladder=tuple(_ladder(found, equilibrium) for equilibrium in found.ladder.at_mode),
        channels=tuple(ChannelView(channel, _grouped(channel.effects)) for channel in found.assumptions.channels),
        race_stems=tuple(race_stem(race) for race in found.race),
        regions=region_chart(found),
    )


def _thresholds(game: Unilateral) -> tuple[ThresholdRow, ...]:
    rows = []
    for name, value in game.thresholds.items():
        symbol, meaning = _THRESHOLDS[name]
        figure = f"deterrence.{name}"
        ranges = game.threshold_ranges.get(name)
        rows.append(ThresholdRow(symbol=symbol, meaning=meaning, figure=figure, value=value, ranges=ranges))
    return tuple(rows)


def _equilibria(game: Unilateral) -> tuple[EquilibriumRow, ...]:
    at_mode = {each.name: _in_words(each.name, each.strategies) for each in game.at_mode}
    return tuple(
        EquilibriumRow(_KINDS[each.name], f"deterrence.share.{each.name}", each.share, at_mode.get(each.name, "does not exist"))
        for each in game.equilibria
    )


def _in_words(name: str, strategies: dict[str, float]) -> str:
    """Put the strategies of the one-step game into words."""
    hard, soft, resists = (_often(strategies[key]) for key in ("xH", "xS", "yS"))
    if name in ("certain_deterrence", "steadfast_deterrence"):
        return f"exists: no attacker demands; a soft defender would resist {resists}"
    belief = per_cent(strategies["belief_hard"])
    return (
        f"exists: a hard attacker demands {hard}, a soft one {soft}; a hard defender resists always, a soft one {resists}; "
        f"after a demand the attacker is taken to be hard with {belief}"
    )


def _often(chance: float) -> str:
    return "never" if chance <= 0 else "always" if chance >= 1 else f"in {per_cent(chance)}"


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


def _openings(found: Deterrence) -> tuple[Attack, ...]:
    shares = {each.move: each.share for each in found.ladder.first_moves}
    least = {each.attack: each for each in found.backstops}
    rows = []
    for move, name in found.reference.words.opening.items():
        told = least.get(move)
        if told is None:
            needed = "no attack"
        elif told.least is None:
            needed = "no belief is enough"
        else:
            needed = "any" if told.least == 0 else f"at least {told.least:.2f}"
        rows.append(Attack(move, name, shares.get(move), needed))
    return tuple(rows)


def _responses(found: Deterrence) -> tuple[ResponseRow, ...]:
    """Tell each response once for all attacks, in the order of the attack that leaves most of them open."""
    attacks = Counter(row.after for row in found.branches)
    rows: dict[str, list[BranchRow]] = {}
    for attack in sorted(attacks, key=lambda each: -attacks[each]):
        for row in found.branches:
            if row.after == attack:
                rows.setdefault(row.response, []).append(row)
    table = []
    for own in rows.values():
        shares = {row.after: row.likeliest for row in own}
        cells = tuple((attack, f"deterrence.response.{attack}.{own[0].response}", shares.get(attack)) for attack in attacks)
        table.append(ResponseRow(own[0], cells))
    return tuple(table)


def _ladder(found: Deterrence, each: TreeEquilibrium) -> LadderView:
    decisions = []
    for information, kinds in each.moves.items():
        words = found.reference.words.decisions[information]
        by_kind = {kind: _moves(words.moves, chances) for kind, chances in kinds.items()}
        alike = len(set(by_kind.values())) == 1
        lines = (
            (next(iter(by_kind.values())),)
            if alike
            else tuple(f"if it {words.kinds[kind]}: {told}" for kind, told in by_kind.items())
        )
        decisions.append(DecisionRow(words.player, words.after, lines, information not in each.off_path))
    ends = sorted(each.outcomes.items(), key=lambda pair: -pair[1])
    outcomes = "; ".join(f"{found.reference.words.outcomes[end]} ({per_cent(share)})" for end, share in ends)
    return LadderView(_FOUND_BY[each.found_by], each.max_regret, outcomes, tuple(decisions))


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
