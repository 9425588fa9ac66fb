"""What if we are wrong: how many futures keep the criterion, what drives it, where plans hold, and where the answer flips."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from interpose.brief.charts.study.futures import VERDICT_COLOURS
from interpose.brief.study import BriefStudy
from interpose.brief.text.format_number import about, count, first_capital, per_cent, plural
from interpose.brief.text.study import flip_words, input_words, limit_words, value_words
from interpose.exploration.analysis.effects.drivers import Driver, InputEffect
from interpose.exploration.analysis.flips import FlipPoint
from interpose.exploration.analysis.options import BestWhere, OptionScore
from interpose.exploration.analysis.satisficing import MET
from interpose.exploration.analysis.signposts import Signpost
from interpose.exploration.chain.protocol import Criterion

__all__ = ["CriterionRow", "FlipRow", "OptionRow", "WatchRow", "WhatIfView", "what_if_view"]

_MOST_FLIPS = 8
_NEVER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """A criterion in words, the shares of futures in which it is met, open and missed, and what moves its outcome most."""

    what: str
    met: str
    open: str
    missed: str
    moved_by: str


@dataclass(frozen=True, slots=True)
class FlipRow:
    """An input that would change the answer: what it is, its value now, where the answer flips, and who checked it."""

    what: str
    now: str
    flips: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """An option over the same futures, in words."""

    name: str
    met: str
    missed: str
    regret: str
    best: str


@dataclass(frozen=True, slots=True)
class WatchRow:
    """Something to watch: the input, what would be observed, the value that matters, and the claims that carry it."""

    what: str
    observed: str
    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WhatIfView:
    """What a study says on half a page.

    Parameters
    ----------
    colours : mapping of str to str
        Colours of the verdicts that occur.
    by_group : bool
        Whether effects are those of groups, with what they do together.
    lead : str
        How many futures, and how many keep the criterion.
    criteria : tuple of CriterionRow
        All criteria, where there are several.
    box : str
        The box in words; empty where there is none.
    flips : tuple of FlipRow
        Inputs that flip the answer within their range, the nearest first.
    becomes : str
        What the answer becomes there.
    never : str
        Inputs that never do, in a sentence; empty where flips were not asked for.
    unit : str
        Unit of the regret of options.
    options : tuple of OptionRow
        Options.
    best : str
        Which options do best, and along which input that changes; empty where options were not asked for.
    watch : tuple of WatchRow
        Signposts.
    cannot_say : tuple of str
        What the study leaves open.
    note : str
        How the futures were drawn.
    """

    colours: Mapping[str, str]
    by_group: bool
    lead: str
    criteria: tuple[CriterionRow, ...]
    box: str
    flips: tuple[FlipRow, ...]
    becomes: str
    never: str
    unit: str
    options: tuple[OptionRow, ...]
    best: str
    watch: tuple[WatchRow, ...]
    cannot_say: tuple[str, ...]
    note: str


def what_if_view(study: BriefStudy, shown: Collection[str]) -> WhatIfView:
    """Tell what the study of a brief says.

    Parameters
    ----------
    study : BriefStudy
        The study.
    shown : collection of str
        Claims that the page shows: others are not linked.

    Returns
    -------
    WhatIfView
        The words.
    """
    analysis, judged = study.analysis, study.judged
    flips = [flip for flip in analysis.flips if not flip.never]
    return WhatIfView(
        colours={verdict: colour for verdict, colour in VERDICT_COLOURS.items() if verdict in set(study.verdict.tolist())},
        by_group=any(each.outcome == study.threshold.outcome for each in analysis.drivers),
        lead=_lead(study),
        criteria=tuple(_criteria(study)),
        box=_box(study),
        flips=tuple(_flip(flip) for flip in flips[:_MOST_FLIPS]),
        becomes="met" if flips and flips[0].becomes == MET else "missed",
        never=_never(analysis.flips),
        unit="share of the requirement" if study.threshold.outcome == "shortfall_share" else "",
        options=tuple(
            OptionRow(
                name=_option(each.option),
                met=per_cent(each.met),
                missed=per_cent(each.missed),
                regret=f"{about(each.regret.p50)}; {about(each.regret.p90)}; {about(each.regret.max)}",
                best=per_cent(each.best_share),
            )
            for each in analysis.options
        ),
        best=_best(analysis.options, analysis.best_where),
        watch=tuple(_watch(post, shown) for post in analysis.signposts),
        cannot_say=analysis.cannot_say,
        note=f"{judged.rows:,} futures, drawn from the ranges of the inputs with Owen-scrambled Sobol' points; each is "
        "planned by the planner's own slot model.",
    )


def _lead(study: BriefStudy) -> str:
    return (
        f"{study.judged.rows:,} futures are drawn from the ranges of all inputs at once and planned anew; one misses the "
        "criterion where no plan at all could keep it. Shares of futures are no probabilities."
    )


def _criteria(study: BriefStudy) -> Iterator[CriterionRow]:
    """Tell all criteria of a study that has several."""
    judged = study.analysis.satisficing
    told: list[Driver | InputEffect] = [*study.analysis.drivers, *study.analysis.input_effects]
    for each in judged if len(judged) > 1 else ():
        outcomes = [Criterion.parse(part).outcome for part in each.criterion.split(" and ")]
        loudest = (effect.words for effect in told if effect.above_noise and [effect.outcome] == outcomes)
        yield CriterionRow(
            what=first_capital(study.criteria[each.criterion]),
            met=per_cent(each.met),
            open=per_cent(each.open),
            missed=per_cent(each.missed),
            moved_by=input_words(next(loudest, "")),
        )


def _box(study: BriefStudy) -> str:
    box = next((each for each in study.analysis.boxes if each.outcome == study.judged.criterion), None)
    if box is None or not box.limits:
        return ""
    kind = "keep it" if box.holds == MET else "miss it"
    again = min(limit.reproducibility for limit in box.limits)
    trust = (
        f"Looked for again in halves of the futures, each condition comes up in {per_cent(again)} of them or more."
        if again >= 0.5
        else "Looked for again in halves of the futures, one or the other condition does not come up: do not rely on it."
    )
    low, high = map(per_cent, box.resampled)
    return (
        f"{'; '.join(limit_words(limit) for limit in box.limits)}: of the futures where that holds, {per_cent(box.density)} "
        f"{kind} ({low} to {high}); it takes in {per_cent(box.coverage)} of all that do. {trust}"
    )


def _flip(flip: FlipPoint) -> FlipRow:
    return FlipRow(
        input_words(flip.words),
        value_words(flip.now, flip.unit),
        flip_words(flip),
        "full plan" if flip.checked == "plan" else "slot model",
    )


def _never(flips: tuple[FlipPoint, ...]) -> str:
    idle = [input_words(flip.words) for flip in flips if flip.never]
    if not idle:
        return ""
    more = len(idle) - _NEVER
    rest = f"; and {count(more)} more" if more > 0 else ""
    return f"By {plural(len(idle), 'itself', 'themselves')} never within the range: {'; '.join(idle[:_NEVER])}{rest}."


def _best(options: tuple[OptionScore, ...], where: tuple[BestWhere, ...]) -> str:
    """Say which option keeps the criterion most often, which is regretted least, and along which input the best one changes."""
    if not options:
        return ""
    often = max(options, key=lambda each: each.met)
    least = min(options, key=lambda each: each.regret.p90)
    told = (
        f"Of {count(len(options))} options over the same {options[0].rows:,} futures “{_option(often.option)}” keeps the "
        f"criterion most often ({per_cent(often.met)}), and “{_option(least.option)}” is regretted least (in nine of ten "
        f"futures it is within {about(least.regret.p90)} of the best)."
    )
    if len({each.option for each in where}) < 2:
        return told
    parts = [f"{about(each.low)} to {about(each.high)}: {_option(each.option)} ({per_cent(each.share)})" for each in where]
    return f"{told} Which is best changes with “{input_words(where[0].words)}”: {'; '.join(parts)}."


def _option(name: str) -> str:
    return name.replace("_", " ")


def _watch(post: Signpost, shown: Collection[str]) -> WatchRow:
    parts = []
    if post.low is not None:
        parts.append(f"at least {value_words(post.low, post.unit)}")
    if post.high is not None:
        parts.append(f"at most {value_words(post.high, post.unit)}")
    if post.flips_at is not None:
        parts.append(f"flips {flip_words(post)}")
    return WatchRow(
        input_words(post.words),
        post.observed,
        "; ".join(parts),
        tuple(claim for claim in post.claims if claim in shown),
    )
