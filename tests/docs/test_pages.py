"""Pages of the reference that follow from the code are up to date, so that they can be read where the code is hosted."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def generated() -> dict[str, Callable[[], str]]:
    spec = importlib.util.spec_from_file_location("interpose_docs_pages", DOCS / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.generated())


@pytest.mark.parametrize(("name", "write"), generated().items())
def test_a_page_that_follows_from_the_code_is_up_to_date(name: str, write: Callable[[], str]) -> None:
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == write(), "run `make pages`"
