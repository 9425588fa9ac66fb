"""What the tests of the requirement share: that of the shipped case, computed once."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.requirement import Requirement, require


@pytest.fixture(scope="session")
def needed(ukraine: Case) -> Requirement:
    return require(ukraine)
