"""A study of many futures, as far as a brief tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.errors import Fault, InputError, Location, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.analysis.analysing import Analysis
    from interpose.exploration.analysis.satisficing import Satisficing
    from interpose.exploration.chain.protocol import Criterion

__all__ = ["BriefStudy", "read_study"]

_REQUIRED, _SUSTAINED = "requirement.personnel", "force.sustained"


@dataclass(frozen=True, kw_only=True)
class BriefStudy:
    """Many futures of the case, and what they say.

    Parameters
    ----------
    analysis : Analysis
        What the study says.
    required, sustained : numpy.ndarray, shape (futures,)
        Persons required and sustained in each future.
    verdict : numpy.ndarray of str, shape (futures,)
        Whether each future meets the first criterion: met, open or missed.
    criteria : mapping of str to str
        Criteria in words.
    """

    analysis: Analysis
    required: NDArray[np.float64]
    sustained: NDArray[np.float64]
    verdict: NDArray[np.str_]
    criteria: Mapping[str, str]

    @property
    def judged(self) -> Satisficing:
        """How often the first criterion is met."""
        return self.analysis.satisficing[0]

    @property
    def threshold(self) -> Criterion:
        """The first criterion."""
        from interpose.exploration.chain.protocol import Criterion

        return Criterion.parse(self.judged.criterion)

    @property
    def criterion(self) -> str:
        """The first criterion in words."""
        return self.criteria[self.judged.criterion]


def read_study(folder: Path, case: Case) -> BriefStudy:
    """Read the folder of a study for a brief.

    Parameters
    ----------
    folder : pathlib.Path
        The folder that `interpose explore CASE --output` wrote.
    case : Case
        What the brief is about.

    Returns
    -------
    BriefStudy
        Its futures and what they say.

    Raises
    ------
    InputError
        Where the folder is no study, or a study of another case, version, mandate or variant: every difference.
    UsageError
        Where it was not analysed, has no criterion or no future, or lacks parts.
    """
    # The room is imported for a study alone: it took a twentieth of the time of imports of every brief.
    from interpose.exploration.analysis.analysing import read_analysis
    from interpose.exploration.study import FutureRows, StudyFolder

    study = StudyFolder(folder)
    asked = {"digest": case.digest, "version": version("interpose"), "mandate": case.scenario.mandate}
    asked["variant"] = next(iter(case.variants()))
    of = study.recorded()["identity"]
    faults = [
        Fault(
            f"the study has the {name} {_short(of[name])}, and the brief is about {_short(wanted)}",
            Location(str(folder / "study.json")),
            "what it says would not hold for what the brief tells",
            "run `interpose explore` on the case as it is, with another --output, and give that folder to --study",
        )
        for name, wanted in asked.items()
        if name in of and of[name] != wanted
    ]
    if faults:
        raise InputError(faults)
    analysis = read_analysis(folder)
    if analysis is None or not analysis.satisficing or not analysis.rows:
        raise UsageError(
            f"the study in {folder} says nothing yet: it was not analysed",
            f"run: interpose explore CASE -o {folder} --drivers --boxes --flip",
        )
    futures = FutureRows(rows=analysis.rows)
    if missing := study.missing(futures):
        names = ", ".join(study.place(futures, span).name for span in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise UsageError(
            f"the study in {folder} is not whole: missing or damaged: {names}{more}",
            f"run: interpose explore CASE -o {folder}, which computes what is missing",
        )
    return study_of(study.table(futures), analysis, case)


def study_of(futures: pd.DataFrame, analysis: Analysis, case: Case | None = None) -> BriefStudy:
    """Put futures beside what they say.

    Parameters
    ----------
    futures : pandas.DataFrame
        Outcomes, one row a future.
    analysis : Analysis
        What they say.
    case : Case, optional
        The case, which names its routes.
    """
    from interpose.exploration.analysis.satisficing import verdicts
    from interpose.exploration.chain.outcomes import criterion_words, outcome_of
    from interpose.exploration.chain.protocol import Criterion

    named = partial(outcome_of, case=case)
    threshold = Criterion.parse(analysis.satisficing[0].criterion)
    return BriefStudy(
        analysis=analysis,
        required=futures[_REQUIRED].to_numpy(float),
        sustained=futures[_SUSTAINED].to_numpy(float),
        verdict=verdicts(futures, threshold, [named(threshold.outcome)]),
        criteria={each.criterion: criterion_words(each.criterion, named) for each in analysis.satisficing},
    )


def _short(value: object) -> str:
    text = str(value)
    return f"{text[:12]}…" if len(text) == 64 else text
