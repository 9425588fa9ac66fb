"""A brief written once, for all tests that read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.brief import BriefFiles, write_brief
from interpose.brief.context import BriefContext
from interpose.brief.tracing import Citations


@pytest.fixture(scope="session")
def brief(assessed: Assessment, tmp_path_factory: pytest.TempPathFactory) -> BriefFiles:
    return write_brief(assessed, tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="session")
def html(brief: BriefFiles) -> str:
    return Path(brief.html).read_text(encoding="utf-8")


@pytest.fixture
def context(assessed: Assessment) -> BriefContext:
    return BriefContext(assessed, Citations(assessed))
