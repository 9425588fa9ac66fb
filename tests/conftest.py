"""What all tests share: a case to edit, and the assessed shipped case with its brief."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interpose.case import Case, load
from interpose.editing.new_case import copy_case
from tests.sharing import Shared

if TYPE_CHECKING:
    from interpose.assessment import Assessment
    from interpose.brief import BriefFiles

SHIPPED = "ukraine-2024"

# Workers of the test runner are told of 80 columns; what a verb writes into a pipe is as wide here as it is without that.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def ukraine() -> Case:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def assessed(ukraine: Case, shared: Shared) -> Assessment:
    from interpose.assessment import assess

    return shared.once("assessed", lambda: assess(ukraine))


@pytest.fixture(scope="session")
def brief(assessed: Assessment, shared: Shared) -> BriefFiles:
    """The brief of the shipped case, written once: no test writes to its folder."""
    from interpose.brief import write_brief

    return shared.once("brief", lambda: write_brief(assessed, shared.folder / "brief"))


@pytest.fixture(scope="session")
def later(assessed: Assessment) -> Assessment:
    """The last shipped case, of eight times as many claims, with the plan of the first."""
    from tests.builders.later_cases import LATER, with_claims_of

    return with_claims_of(LATER[-1], assessed)


@pytest.fixture(scope="session")
def later_pages(assessed: Assessment, later: Assessment, shared: Shared) -> dict[str, str]:
    """The pages of the later shipped cases by name, each with a study."""
    from tests.builders.later_cases import LATER, page_with_study, with_claims_of

    first, last = LATER
    return shared.once(
        "later_pages", lambda: {first: page_with_study(with_claims_of(first, assessed)), last: page_with_study(later)}
    )


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped case that no test writes to."""
    return copy_case(SHIPPED, tmp_path_factory.mktemp("pristine") / "copy")


@pytest.fixture
def case_folder(pristine: Path, tmp_path: Path) -> Path:
    """A copy of the shipped case to break."""
    return Path(shutil.copytree(pristine, tmp_path / "case"))


@pytest.fixture
def edit(case_folder: Path) -> Callable[[str, str, str], Path]:
    """Replace the first occurrence of a text in a file of the case."""

    def replace(file: str, old: str, new: str) -> Path:
        path = case_folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}: the test would break nothing"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return case_folder

    return replace
