"""The page of the brief, and the context in which its sections are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from interpose.assessment import Assessment
from interpose.authority import authorise
from interpose.brief import BriefFiles
from interpose.brief.charts.drawing import Drawing
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.tracing import Citations
from interpose.case import load
from interpose.evidence import positions, quality
from tests.sharing import Shared


@pytest.fixture(scope="session")
def html(brief: BriefFiles) -> str:
    return Path(brief.html).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def drawings(assessed: Assessment, shared: Shared) -> Mapping[str, Drawing]:
    """The drawings of the shipped case."""
    return shared.once("drawings", lambda: draw_all(assessed))


@pytest.fixture(scope="session")
def later(assessed: Assessment) -> Assessment:
    """The last shipped case, of eight times as many claims: what it says of positions and routes, which hang on no plan."""
    case = load("ukraine-2026")
    stances = positions(case)
    authority = authorise(case, stances)
    figures = {**assessed.figures, **{figure.name: figure for figure in authority.figures()}}
    return replace(
        assessed, case=case, positions=stances, quality=quality(case), authority=authority, figures=MappingProxyType(figures)
    )


@pytest.fixture
def context(assessed: Assessment) -> BriefContext:
    return BriefContext(assessed, Citations(assessed))
