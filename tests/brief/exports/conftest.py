"""The shipped brief as a document, read once."""

from __future__ import annotations

import pytest

from interpose.brief import BriefFiles
from interpose.brief.exports.blocks import Document
from interpose.brief.exports.document import read_document


@pytest.fixture(scope="session")
def document(brief: BriefFiles) -> Document:
    return read_document(brief.html.read_text(encoding="utf-8"))
