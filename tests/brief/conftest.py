"""The page of the brief, and the context in which its sections are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.brief import BriefFiles
from interpose.brief.charts.drawing import Drawing
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.tracing import Citations
from tests.sharing import Shared


@pytest.fixture(scope="session")
def html(brief: BriefFiles) -> str:
    return Path(brief.html).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def drawings(assessed: Assessment, shared: Shared) -> Mapping[str, Drawing]:
    """The drawings of the shipped case."""
    return shared.once("drawings", lambda: draw_all(assessed))


@pytest.fixture
def context(assessed: Assessment) -> BriefContext:
    return BriefContext(assessed, Citations(assessed))
