"""The page of the brief, and the context in which its sections are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.brief import BriefFiles
from interpose.brief.context import BriefContext
from interpose.brief.tracing import Citations


@pytest.fixture(scope="session")
def html(brief: BriefFiles) -> str:
    return Path(brief.html).read_text(encoding="utf-8")


@pytest.fixture
def context(assessed: Assessment) -> BriefContext:
    return BriefContext(assessed, Citations(assessed))
