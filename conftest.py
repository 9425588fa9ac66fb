"""What tests and the examples of docstrings share: one folder for all workers of a run, and what the solver found."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from tests.sharing import Shared, SharedOutcomes

from interpose.solver import solving_once

# A worker holds much that lives as long as it does: walking over it for cycles took a twentieth of the time.
gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Keep what all workers of this run compute once: in a folder above those of the workers, where there are some."""
    own = tmp_path_factory.getbasetemp()
    return Shared((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared")


@pytest.fixture(scope="session", autouse=True)
def solved_once(shared: Shared) -> Iterator[None]:
    """Solve equal models once in this run, whichever test asks; a test of repetition keeps its own."""
    with solving_once(SharedOutcomes(shared.folder / "outcomes")):
        yield
