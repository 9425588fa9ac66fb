"""What a study says: all analyses of its futures in one result, and the file in which the study keeps it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import TypeAdapter, ValidationError

from interpose.editing.atomic import write_atomically
from interpose.errors import Fault, InputError, Location
from interpose.exploration.analysis.discovery.boxes import FutureBox, TradeOff, box_of
from interpose.exploration.analysis.discovery.sayable import SayableInput, sayable_inputs
from interpose.exploration.analysis.effects.drivers import (
    Driver,
    DriverRows,
    InputEffect,
    drivers_of,
    group_words,
    input_effects,
)
from interpose.exploration.analysis.effects.screened import ScreenedInput, ScreeningRows, screened
from interpose.exploration.analysis.flips import FlipPoint
from interpose.exploration.analysis.options import BestWhere, OptionScore, best_where, option_scores
from interpose.exploration.analysis.satisficing import MET, Satisficing, satisficing, verdicts
from interpose.exploration.analysis.signposts import Signpost, signposts
from interpose.exploration.chain.outcomes import criterion_words
from interpose.exploration.chain.protocol import Criterion, FutureChain
from interpose.plain import json_bytes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ANALYSIS_FILE", "INPUT_PREFIX", "Analysis", "Findings", "analyse", "keep_analysis", "kept_rows", "read_analysis"]

ANALYSIS_FILE = "analysis.json"
"""Name of the file in the folder of a study."""

_FEW = 256
"""From so many futures on the points of sixty inputs fall apart into slices of their own."""

INPUT_PREFIX = "input."
"""Before the name of an input in the table of a study's futures."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a study says of its case.

    Parameters
    ----------
    satisficing : tuple of Satisficing
        How often each criterion is met.
    drivers : tuple of Driver
        Effects of groups; empty where they were not asked for, as are all that follow but effects, boxes and trade-off.
    screening : tuple of ScreenedInput
        How far each input moves an outcome when it goes over its range.
    input_effects : tuple of InputEffect
        What each input that can be said explains by itself.
    boxes : tuple of FutureBox
        Where plans fail or hold, one box a criterion.
    trade_off : tuple of TradeOff
        Every box on the way to each of them.
    flips : tuple of FlipPoint
        Where each input changes the answer.
    options : tuple of OptionScore
        Options over the same futures.
    best_where : tuple of BestWhere
        Where which option is best.
    signposts : tuple of Signpost
        What to watch.
    cannot_say : tuple of str
        What the study cannot say, in sentences.
    """

    satisficing: tuple[Satisficing, ...]
    drivers: tuple[Driver, ...]
    screening: tuple[ScreenedInput, ...] = ()
    input_effects: tuple[InputEffect, ...]
    boxes: tuple[FutureBox, ...]
    trade_off: tuple[TradeOff, ...]
    flips: tuple[FlipPoint, ...]
    options: tuple[OptionScore, ...]
    best_where: tuple[BestWhere, ...]
    signposts: tuple[Signpost, ...]
    cannot_say: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnalysisHead:
    """Which futures an analysis is of: what they hang on, as `study.json` has it, and how many there are."""

    schema_version: Literal[1] = 1
    identity: Mapping[str, str | int]
    rows: int


@dataclass(frozen=True, kw_only=True)
class Analysis(Findings, AnalysisHead):
    """What a study says, as it is kept in its folder: which futures, then what they say."""


def analyse(
    chain: FutureChain,
    futures: pd.DataFrame,
    *,
    driver_rows: tuple[DriverRows, pd.DataFrame] | None = None,
    screening_rows: tuple[ScreeningRows, pd.DataFrame] | None = None,
    flips: Sequence[FlipPoint] = (),
    options: Mapping[str, pd.DataFrame] | None = None,
    large: Collection[str] = (),
) -> Analysis:
    """Put together what a study says; no future is computed.

    Parameters
    ----------
    chain : FutureChain
        Its columns, outcomes and thresholds are read.
    futures : pandas.DataFrame
        Inputs, named `input.<id>`, and outcomes, one row a future.
    driver_rows, screening_rows : tuple of design and pandas.DataFrame, optional
        Rows for effects of groups and for screening, each with its design.
    flips, options
        Flip points, and outcomes of each option over the same futures, where they were asked for.
    large : collection of str
        Columns of the states that count as large.
    """
    drawn = futures.filter(regex=rf"^{INPUT_PREFIX}").rename(columns=lambda name: name.removeprefix(INPUT_PREFIX))
    said = sayable_inputs(chain.columns, drawn, large)
    named = tuple(dict.fromkeys(threshold.outcome for threshold in chain.thresholds))
    effects = input_effects({each.id: each.numbers for each in said}, futures, named, words=_words(said)) if said else ()
    floors = {each.outcome: max(one.noise_floor for one in effects if one.outcome == each.outcome) for each in effects}
    drivers: tuple[Driver, ...] = ()
    if driver_rows is not None:
        design, table = driver_rows
        drivers = drivers_of(table, design, group_words(chain.columns), named, floors)
    boxes, trade_off = _boxes(chain, futures, said)
    first = chain.thresholds[0] if chain.thresholds else None
    judged = satisficing(futures, chain.thresholds, chain.outcomes)
    return Analysis(
        identity=dict(chain.identity),
        rows=len(futures),
        satisficing=judged,
        drivers=drivers,
        screening=() if screening_rows is None else screened(screening_rows[1], screening_rows[0], chain.columns, named),
        input_effects=effects,
        boxes=boxes,
        trade_off=trade_off,
        flips=tuple(flips),
        options=option_scores(options, first, chain.outcomes) if options and first is not None else (),
        best_where=_where(options, first, said),
        signposts=signposts(chain.columns, boxes, flips),
        cannot_say=tuple(_cannot_say(chain, judged, drivers, boxes, flips, futures)),
    )


def keep_analysis(folder: Path, analysis: Analysis) -> Path:
    """Keep an analysis in the folder of its study, the same as the same bytes; one of more futures stays: it says more."""
    path = folder / ANALYSIS_FILE
    if kept_rows(folder) <= analysis.rows:
        write_atomically(path, json_bytes(analysis))
    return path


def kept_rows(folder: Path) -> int:
    """Count the futures of the analysis that a study keeps: 0 where there is none that can be read."""
    try:
        kept = read_analysis(folder)
    except InputError:
        return 0
    return 0 if kept is None else kept.rows


def read_analysis(folder: Path) -> Analysis | None:
    """Read the analysis that a study keeps; None where it was not analysed yet.

    Raises
    ------
    InputError
        Where the file is there and is no analysis.
    """
    path = folder / ANALYSIS_FILE
    try:
        return TypeAdapter(Analysis).validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        why = f"{error.error_count()} parts of it are not as expected" if isinstance(error, ValidationError) else str(error)
        mend = (
            "run `interpose explore` with the same --output again: it writes the analysis anew, from the futures that are there"
        )
        raise InputError([Fault("this is no analysis of a study", Location(str(path)), why, mend)]) from error


def _boxes(
    chain: FutureChain, futures: pd.DataFrame, said: Sequence[SayableInput]
) -> tuple[tuple[FutureBox, ...], tuple[TradeOff, ...]]:
    """Look for one box a criterion; where all futures are of one kind there is none to look for."""
    boxes: list[FutureBox] = []
    steps: list[TradeOff] = []
    for threshold in chain.thresholds:
        missed = verdicts(futures, threshold, chain.outcomes) != MET
        if said and 0 < missed.sum() < len(missed):
            box, way = box_of(said, np.asarray(missed), str(threshold))
            boxes.append(box)
            steps += way
    return tuple(boxes), tuple(steps)


def _where(
    options: Mapping[str, pd.DataFrame] | None, threshold: Criterion | None, said: Sequence[SayableInput]
) -> tuple[BestWhere, ...]:
    if not options or threshold is None or not said or len(options) < 2:
        return ()
    rows = len(next(iter(options.values())))
    # Options may be answered for the first futures alone; what does not vary over these tells nothing apart.
    inputs = {each.id: each.numbers[:rows] for each in said if np.ptp(each.numbers[:rows]) > 0}
    return best_where(options, threshold, inputs, words=_words(said)) if inputs else ()


def _words(said: Sequence[SayableInput]) -> dict[str, str]:
    return {each.id: f"how many {each.words}" if each.kind == "count" else each.words for each in said}


def _cannot_say(
    chain: FutureChain,
    judged: Sequence[Satisficing],
    drivers: Sequence[Driver],
    boxes: Sequence[FutureBox],
    flips: Sequence[FlipPoint],
    futures: pd.DataFrame,
) -> list[str]:
    """Say what the study leaves open, each in a sentence."""
    outcomes = {each.name: each for each in chain.outcomes}
    words = {each.criterion: f"“{criterion_words(each.criterion, outcomes.__getitem__)}”" for each in judged}
    said = [
        f"In {each.open:.1%} of the futures it stays open whether {words[each.criterion]} can be met: the proved interval "
        "spans it."
        for each in judged
        if each.open > 0
    ]
    for name in dict.fromkeys(threshold.outcome for threshold in chain.thresholds):
        unknown = int((~np.isfinite(futures[name].to_numpy(float))).sum())
        if unknown:
            noun = "future" if unknown == 1 else "futures"
            said.append(
                f"In {unknown:,} {noun} this is not known or never comes about: {outcomes[name].words.partition(';')[0]}."
            )
    loud = {each.group for each in drivers if each.above_noise}
    quiet = dict.fromkeys(each.words.partition(",")[0] for each in drivers if each.group not in loud)
    if quiet:
        said.append(f"Not told apart from chance: {'; '.join(quiet)}.")
    said += [
        f"No input separates the futures that meet {words[box.outcome]} from the others." for box in boxes if not box.limits
    ]
    boxed = {box.outcome for box in boxes}
    said += [
        f"{'All futures meet' if each.met else 'No future surely meets'} {words[each.criterion]}: there is no box to look for."
        for each, _ in zip(judged, chain.thresholds, strict=False)
        if each.criterion not in boxed and each.met in (0.0, 1.0)
    ]
    if 0 < len(futures) < _FEW:
        said.append(
            f"With fewer than {_FEW} futures the points of different inputs still coincide: what one seems to explain may be "
            "the effect of another."
        )
    by_slot = sum(not flip.never and flip.checked == "slot" for flip in flips)
    if by_slot:
        said.append(f"{by_slot} flip points were found with the slot model and not checked with a full plan.")
    if any(flip.never for flip in flips):
        said.append(
            "That an input never flips the answer is known at the places of its range that were looked at, others held."
        )
    return said
