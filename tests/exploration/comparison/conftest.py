"""Two small cases that differ in four groups of inputs, and their assessments, made once."""

from __future__ import annotations

import pytest

from interpose.assessment import Assessment, assess
from interpose.case import Case, load
from tests.cli.small_case import small_case
from tests.sharing import Shared

CLAIM = "c4,paper,We pledge.,D,minister,minister,DEU,contribute_force,4,land,2024-12-10,2"


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return load(small_case(tmp_path_factory.mktemp("before") / "small"))


@pytest.fixture(scope="session")
def after(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """France with two battalions, a firmer word of Germany, longer rest for the British, and another depth of the zone."""
    folder = small_case(tmp_path_factory.mktemp("after") / "small", battalions={"FRA": 2}, claims=CLAIM)
    pools = (folder / "pools.csv").read_text(encoding="utf-8")
    (folder / "pools.csv").write_text(pools.replace("GBR,mechanised_battalion,6,30,6,2", "GBR,mechanised_battalion,6,30,6,4"))
    scenario = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(scenario.replace("sectors: 2}", "sectors: 2, zone_depth_km: 12}"))
    return load(folder)


@pytest.fixture(scope="session")
def assessed_before(before: Case, shared: Shared) -> Assessment:
    return shared.once("small-before", lambda: assess(before, mandates=(), beside=False))


@pytest.fixture(scope="session")
def assessed_after(after: Case, shared: Shared) -> Assessment:
    return shared.once("small-after", lambda: assess(after, mandates=(), beside=False))
