"""Tables of what follows an attack: the games, the forces compared, the responses, and the race."""

from __future__ import annotations

from collections.abc import Iterator

from interpose.brief.table import Column, Table, from_headings, number, text
from interpose.brief.text.deterrence import EQUILIBRIUM_WORDS, FOUND_BY_WORDS, circumstance_words
from interpose.brief.text.format_number import first_capital, per_cent, whole_range
from interpose.deterrence import Deterrence
from interpose.deterrence.race.by_size import HeldBySize, SizeMark, SizePoint
from interpose.deterrence.unilateral import UnilateralAnswer
from interpose.deterrence.unilateral.over_ranges import Unilateral
from interpose.deterrence.variants import BackstopVariant

__all__ = ["deterrence_tables", "held_by_size_table", "unilateral_tables"]


def deterrence_tables(found: Deterrence) -> Iterator[Table]:
    """Put the answers for a case into tables for a terminal; a table without rows of its own is left out."""
    if found.unilateral is not None:
        yield _equilibria(found.unilateral)
    yield from _ladder(found)
    if found.openings:
        yield _circumstances(found)
    if found.held_by_size is not None and found.held_by_size.marks:
        yield _held(found.held_by_size)
    if found.variants:
        yield _forces(found)
        yield _against(found)
    if found.branches:
        yield _branches(found)
    if found.assumptions.channels:
        yield _channels(found)
    if found.race:
        yield _race(found)


def held_by_size_table(held: HeldBySize) -> Table:
    """Give the curve of the chart for files, and the forces that are marked on it."""

    def share(name: str, heading: str, host: str) -> Column:
        return number(name, heading, f"Share of the cases in which the line holds from the first day, {host}.", "share")

    columns = (
        text("force", "Force", "Force that the case asks about; empty for a size that is none of them."),
        number("persons", "Persons", "Persons of the force in the country.", "persons"),
        share("held", "All hosts", "over all strengths of the host"),
        share("host_weak", "Weak host", f"if the host has {held.host_weak:,.0f} persons on the axis"),
        share("host_strong", "Strong host", f"if the host has {held.host_strong:,.0f} persons on the axis"),
    )
    named: list[tuple[str | None, SizeMark | SizePoint]] = [*((mark.name, mark) for mark in held.marks)]
    named += [(None, point) for point in held.points]
    return Table(
        name="deterrence",
        title="Whether the line holds before help comes",
        description="One row a size of the force, those that the case asks about first.",
        columns=columns,
        rows=tuple((name, row.persons, row.held, row.host_weak, row.host_strong) for name, row in named),
    )


def unilateral_tables(found: UnilateralAnswer) -> Iterator[Table]:
    """Put the answers of the one-step game for bare numbers into tables for a terminal."""
    thresholds = found.thresholds
    yield from_headings(
        "Unilateral deterrence game",
        ["threshold", "value", "meaning"],
        [
            ("c1", f"{thresholds['c1']:.4f}", "resistance must be believed with at least this to deter a hard challenger"),
            ("c2", f"{thresholds['c2']:.4f}", "the same for a soft challenger"),
            ("d*", f"{thresholds['d']:.4f}", "a soft defender resists only below this belief that the challenger is hard"),
        ],
        numbers=["value"],
    )
    headings = ["hard demands", "soft demands", "hard resists", "soft resists", "belief hard"]
    yield from_headings(
        "Every perfect Bayesian equilibrium at these beliefs",
        ["equilibrium", *headings, "max regret"],
        [(each.name.replace("_", " "), *_cells(each.strategies), f"{each.max_regret:.1e}") for each in found.at_mode],
        numbers=[*headings, "max regret"],
        note=" ".join(found.remarks),
    )
    yield from_headings(
        "Quantal response beside it: sides that err, less so with rising rationality",
        ["rationality", *headings],
        [
            (f"{point.rationality:g}", *(_cells(point.strategies) if point.strategies else ["did not converge"]))
            for point in found.quantal
        ],
        numbers=["rationality", *headings],
    )


def _equilibria(found: Unilateral) -> Table:
    return from_headings(
        "Equilibria of the one-step game over the ranges",
        ["equilibrium", "what it says", "exists in"],
        [(each.name.replace("_", " "), EQUILIBRIUM_WORDS[each.name], f"{each.share:.0%}") for each in found.equilibria],
        numbers=["exists in"],
        note="Shares overlap where several equilibria exist.",
    )


def _forces(found: Deterrence) -> Table:
    measures = ["balance", "reserves", "air defence", "exposure", "watched"]
    own = [row for row in found.variants if row.external_support == found.assumptions.external_support]
    return from_headings(
        "What each mandate and size brings",
        ["force", "persons", *measures],
        [
            (
                _force_words(row),
                round(row.persons),
                *(f"{value:.2f}" for value in (row.local_balance, row.surge, row.air_defence, row.exposure, row.monitoring)),
            )
            for row in own
        ],
        numbers=["persons", *measures],
        note="From 0 to 1 at the most likely values. Balance: of the host's army and the force, one half where they would just "
        "hold; reserves: those there in time, over what holding takes; exposure: share of the force that can be probed.",
    )


def _against(found: Deterrence) -> Table:
    one_step = any(row.c1 is not None for row in found.variants)
    words = found.reference.words
    support = first_capital(words.support)
    headings = ["needed", "believed"] if one_step else []
    return from_headings(
        "The likeliest opening against each",
        ["force", support, "likeliest opening", *headings],
        [
            (
                _force_words(row),
                "yes" if row.external_support else "no",
                None if row.first_move is None else words.opening[row.first_move],
                *(None if value is None else f"{value:.0%}" for value in ((row.c1, row.p_defender) if one_step else ())),
            )
            for row in found.variants
        ],
        numbers=headings,
        note="Needed: in the one-step game a hard attacker is deterred where resistance is believed with at least as much; "
        "believed: the belief that contributors are hard and resist."
        if one_step
        else "",
    )


def _force_words(row: BackstopVariant) -> str:
    return row.name if row.source == "plan" else f"{row.name}, if met in full"


def _circumstances(found: Deterrence) -> Table:
    words = found.reference.words
    return from_headings(
        "How that changes with what is agreed, support and size",
        ["if", "persons", *words.opening.values()],
        [
            (
                circumstance_words(found, row),
                round(row.persons),
                *(f"{row.shares[move]:.0%}" if row.shares else None for move in words.opening),
            )
            for row in found.openings
        ],
        numbers=["persons", *words.opening.values()],
        note="Share of the solved draws in which an opening is the likeliest; one change at a time.",
    )


def _held(held: HeldBySize) -> Table:
    return from_headings(
        "In what share of the cases the line holds before help comes, by size",
        ["force", "persons", "all cases", "host weak", "host strong"],
        [
            *((mark.name, round(mark.persons), *_shares(mark)) for mark in held.marks),
            *(("any", round(point.persons), *_shares(point)) for point in held.points[::4]),
        ],
        numbers=["persons", "all cases", "host weak", "host strong"],
        note=f"A weak and a strong host have {held.host_weak:,.0f} and {held.host_strong:,.0f} persons on the axis.",
    )


def _shares(row: SizeMark | SizePoint) -> tuple[str, str, str]:
    return f"{row.held:.0%}", f"{row.host_weak:.0%}", f"{row.host_strong:.0%}"


def _branches(found: Deterrence) -> Table:
    return from_headings(
        "After an attack",
        ["after", "response", "likeliest in", "decided by", "routes", "parliaments first"],
        [
            (
                found.reference.words.opening[row.after],
                row.name,
                None if row.likeliest is None else f"{row.likeliest:.0%}",
                row.decided_by,
                "; ".join(f"{route.id.replace('_', ' ')}: {route.outcome}" for route in row.routes),
                ", ".join(row.parliaments),
            )
            for row in found.branches
        ],
        numbers=["likeliest in"],
    )


def _channels(found: Deterrence) -> Table:
    return from_headings(
        "How the force enters, and the class of cases behind each mapping",
        ["channel", "this force", "moves", "by, from 0 to 1", "class of cases"],
        [
            (
                channel.name,
                None if channel.value is None else f"{channel.value.mode:.2f}",
                effect.words,
                f"{effect.change.mode:+.2f} ({effect.change.low:+.2f} to {effect.change.high:+.2f})",
                effect.reference_class,
            )
            for channel in found.assumptions.channels
            for effect in channel.effects
        ],
        numbers=["this force"],
    )


def _race(found: Deterrence) -> Table:
    rows = []
    for race in found.race:
        held = "never" if race.days_held is None else f"{race.days_held.mode:.0f} ({whole_range(race.days_held)})"
        rows.append(
            (
                "yes" if race.external_support else "no",
                f"{race.held_at_once:.0%}",
                f"{race.held_later:.0%}",
                f"{race.goal_reached:.0%}",
                held,
                *(f"{day.reserves.mode:,.0f} ({whole_range(day.reserves)})" for day in race.course),
            )
        )
    days = [f"day {day.day}" for day in found.race[0].course]
    return from_headings(
        "The reinforcement race",
        [first_capital(found.reference.words.support), "held at once", "held later", "goal reached", "after days", *days],
        rows,
        note="Shares of the draws; reserves on the axis by day after the attack: medians with 10th and 90th percentile. "
        + _way(found),
    )


def _way(found: Deterrence) -> str:
    """Say how reserves come."""
    race = found.race[0]
    if not race.on_network:
        return "Reserves come by distance and notice: the case has no network."
    others = f"; those of {', '.join(race.by_distance)} come by distance" if race.by_distance else ""
    return f"Reserves are dispatched on the network of the case, queues, reception and lift included{others}."


def _ladder(found: Deterrence) -> Iterator[Table]:
    """Give the likeliest openings, and every equilibrium of the tree that was found at the modes."""
    yield from_headings(
        "How an attack might open",
        ["opening", "likeliest in"],
        [(found.reference.words.opening[each.move], f"{each.share:.0%}") for each in found.ladder.first_moves],
        numbers=["likeliest in"],
        note=_solved(found),
    )
    yield from_headings(
        "Equilibria of the tree at the most likely values; the list may be partial",
        ["found as", "ends with", "gain left"],
        [
            (
                FOUND_BY_WORDS[each.found_by].partition(":")[0],
                "; ".join(f"{found.reference.words.outcomes[end]} ({per_cent(share)})" for end, share in each.outcomes.items()),
                f"{each.max_regret:.1e}",
            )
            for each in found.ladder.at_mode
        ],
        numbers=["gain left"],
        note="Gain left: the most that a side would gain by another move, as a share of its range of payoffs.",
    )


def _solved(found: Deterrence) -> str:
    if found.ladder.converged == 1:
        return f"All of {found.ladder.draws} draws were solved."
    return f"{found.ladder.converged:.1%} of {found.ladder.draws} draws were solved; the rest is counted nowhere."


def _cells(strategies: dict[str, float]) -> list[str]:
    return [f"{strategies[name]:.4f}" for name in ("xH", "xS", "yH", "yS", "belief_hard")]
