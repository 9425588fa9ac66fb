"""A study as a person meets it in Python: futures and what they say, as data frames, and the document of the verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from interpose.exploration.analysis.analysing import Analysis, Findings
from interpose.exploration.chain.protocol import FutureOutcome, UncertainColumn
from interpose.exploration.document import (
    OutcomeSummary,
    PlansBeside,
    Quantiles,
    Residual,
    SlotGap,
    StudiedCase,
    StudyDocument,
    StudyHead,
)
from interpose.exploration.study import PART_ROWS
from interpose.notebook import Summarised

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METHOD", "Study"]

METHOD = "Owen-scrambled Sobol' points; a column keeps its dimension, and is scrambled by seed and name"
"""How futures are drawn."""

_LEVELS = (0.05, 0.10, 0.50, 0.90, 0.95)


@dataclass(frozen=True, repr=False, kw_only=True)
class Study(Summarised):
    """Many futures of a case and what they say.

    Parameters
    ----------
    name : str
        Name of the case.
    folder : pathlib.Path or None
        Where it is kept; None where it is not.
    identity : mapping
        What its futures depend on: case, uncertainties, version, seed, mandate, variant.
    digest : str
        SHA-256 over its parts: the same on any number of workers.
    versions : mapping of str to str
        Versions of the packages that computed it.
    columns : tuple of UncertainColumn
        What was drawn.
    outcomes : tuple of FutureOutcome
        What futures are judged by.
    futures : DataFrame
        One row a future: `row`, inputs under `input.<id>`, outcomes, and `<outcome>.bound` where one is proved.
    plans : DataFrame or None
        Full plans of the first futures: `row`, `plan.<outcome>`, `difference.<outcome>` of the slot model from it.
    analysis : Analysis
        What the futures say.
    """

    name: str
    folder: Path | None
    identity: Mapping[str, str | int]
    digest: str
    versions: Mapping[str, str]
    columns: tuple[UncertainColumn, ...]
    outcomes: tuple[FutureOutcome, ...]
    futures: pd.DataFrame
    plans: pd.DataFrame | None
    analysis: Analysis

    def summary(self) -> Iterator[tuple[str, object]]:
        """Return what a line about the study tells."""
        yield "case", self.name
        yield "mandate", self.identity.get("mandate", "")
        yield "futures", len(self.futures)
        yield "inputs", len(self.columns)
        for each in self.analysis.satisficing:
            yield each.criterion, f"met in {each.met:.0%}, open in {each.open:.0%}, missed in {each.missed:.0%}"
        yield "digest", self.digest[:12]

    def inputs(self) -> pd.DataFrame:
        """Return what was drawn, as `UncertainColumn` has it."""
        return _of(self.columns)

    def outcome_summary(self) -> pd.DataFrame:
        """Return each outcome over the futures: name, unit, p5, p10, p50, p90, p95, and how many futures have a value."""
        import pandas as pd

        rows = []
        for each in map(self._outcome, self.outcomes):
            levels = (np.nan,) * 5 if each.quantiles is None else each.quantiles
            rows.append((each.name, each.unit, *levels, each.rows))
        return pd.DataFrame(rows, columns=["name", "unit", *Quantiles._fields, "rows"])

    def satisficing(self) -> pd.DataFrame:
        """Return how often each criterion is met, missed, or open within what is proved."""
        return _of(self.analysis.satisficing)

    def drivers(self, outcome: str | None = None) -> pd.DataFrame:
        """Return the effects of groups of inputs on an outcome, or on all of criteria; empty where not asked for."""
        return _of([each for each in self.analysis.drivers if outcome in (None, each.outcome)])

    def screening(self, outcome: str | None = None) -> pd.DataFrame:
        """Return how far each input moves an outcome when it goes over its range; empty where not asked for."""
        return _of([each for each in self.analysis.screening if outcome in (None, each.outcome)])

    def input_effects(self, outcome: str | None = None) -> pd.DataFrame:
        """Return what each input explains by itself, from the futures at hand."""
        return _of([each for each in self.analysis.input_effects if outcome in (None, each.outcome)])

    def boxes(self) -> pd.DataFrame:
        """Return where plans fail or hold: one row a limit, with coverage, density and mass of its box."""
        import pandas as pd

        rows = []
        for box in self.analysis.boxes:
            for limit in box.limits:
                told = {name: getattr(box, name) for name in ("outcome", "holds", "coverage", "density", "mass")}
                rows.append({**told, **{each.name: getattr(limit, each.name) for each in fields(limit)}})
        return pd.DataFrame(rows)

    def trade_off(self) -> pd.DataFrame:
        """Return every box on the way to those: coverage, density, mass, dimensions."""
        return _of(self.analysis.trade_off)

    def flips(self) -> pd.DataFrame:
        """Return the value of each input at which the answer changes, others held; empty where not asked for."""
        return _of(self.analysis.flips)

    def options(self) -> pd.DataFrame:
        """Return mandates and variants over the same futures; empty where not asked for."""
        import pandas as pd

        rows = [
            {**{each.name: getattr(row, each.name) for each in fields(row) if each.name != "regret"}, **_regret(row.regret)}
            for row in self.analysis.options
        ]
        return pd.DataFrame(rows)

    def signposts(self) -> pd.DataFrame:
        """Return what to watch: what would be observed, the value that changes the plan, and the claims that carry it."""
        return _of(self.analysis.signposts)

    def document(self) -> StudyDocument:
        """Return what `interpose explore --format json` prints."""
        return StudyDocument(
            case=StudiedCase(id=self.name, hash=str(self.identity.get("digest", self.identity.get("case", "")))),
            study=StudyHead(
                seed=int(self.identity.get("seed", 0)),
                rows=len(self.futures),
                mandate=str(self.identity.get("mandate", "")),
                variant=str(self.identity.get("variant", "")),
                method=METHOD,
                dimension={column.id: column.dimension for column in self.columns},
                versions=self.versions,
                parts=-(-len(self.futures) // PART_ROWS),
                digest=self.digest,
            ),
            inputs=self.columns,
            outcomes=tuple(map(self._outcome, self.outcomes)),
            **{each.name: getattr(self.analysis, each.name) for each in fields(Findings)},
        )

    def _outcome(self, outcome: FutureOutcome) -> OutcomeSummary:
        values = self.futures[outcome.name].to_numpy(float)
        known = np.isfinite(values)
        return OutcomeSummary(
            name=outcome.name,
            unit=outcome.unit,
            words=outcome.words,
            bounded=outcome.bounded,
            rows=int(known.sum()),
            quantiles=Quantiles(*np.quantile(values[known], _LEVELS).tolist()) if known.any() else None,
            slot_gap=self._gap(outcome, values, known),
            plans=self._beside(outcome.name),
        )

    def _gap(self, outcome: FutureOutcome, values: np.ndarray, known: np.ndarray) -> SlotGap | None:
        """Return how far values are from their proved ends, in the unit of the outcome."""
        if outcome.bounded is None or not known.any():
            return None
        gaps = np.abs(values[known] - self.futures[outcome.bound_name].to_numpy(float)[known])
        gaps = gaps[np.isfinite(gaps)]
        return SlotGap(float(np.median(gaps)), float(np.quantile(gaps, 0.95))) if len(gaps) else None

    def _beside(self, name: str) -> PlansBeside | None:
        """Return how far the slot model is from full plans, where some were made."""
        column = f"difference.{name}"
        if self.plans is None or column not in self.plans:
            return None
        known = self.plans[column].to_numpy(float)
        known = known[np.isfinite(known)]
        residual = Residual(*np.quantile(known, (0.1, 0.5, 0.9)).tolist()) if len(known) else None
        return PlansBeside(rows=len(known), residual=residual)


def _of(rows: Sequence[object]) -> pd.DataFrame:
    """Give records as a table with a column a field."""
    import pandas as pd

    names = [each.name for each in fields(type(rows[0]))] if rows else []  # type: ignore[arg-type] # records are dataclasses
    return pd.DataFrame([[getattr(row, name) for name in names] for row in rows], columns=names)


def _regret(regret: object) -> dict[str, float]:
    return {f"regret_{name}": getattr(regret, name) for name in ("p50", "p90", "max")}
