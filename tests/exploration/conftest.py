"""A small case far from the shipped ones, with inputs that may turn out otherwise, and its chain."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.prepare import prepare
from tests.builders.elsewhere import write_case_in_mali

UNCERTAIN = """\
id,input,kind,low,mode,high,given_as,values,weights,shared,rows,group,basis,source
will,positions.*,participation,,,,,,,0.3,,,assumed,a test
firmness,participation.csv#*,own,,,,,,,1,,will,assumed,a test
pools,pools.csv#*,triangular,0.5,1,1.5,factor,,,0.7,seeded,,assumed,a test
line,planning_factors.csv#line_length_factor,uniform,1,,1.4,,,,,,,assumed,a test
depth,scenario.yaml#options.zone_depth_km,choice,,,,,5;10,3;1,,,ground,assumed,a test
french,scenario.yaml#options.external_enablers.FRA,choice,,,,,as_caveated;none,,,,,assumed,a test
votes,votes.*,chance,,,,,,,0.3,seeded,,assumed,a test
table,votes.csv#*,own,,,,,,,1,,votes,assumed,a test
rules,mandates/interpose.yaml#*,own,,,,,,,,,,assumed,a test
"""


@pytest.fixture(scope="session")
def mali_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_case_in_mali(tmp_path_factory.mktemp("mali") / "case")
    (folder / "uncertainties.csv").write_text(UNCERTAIN, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def mali(mali_folder: Path) -> Case:
    return load(mali_folder)


@pytest.fixture(scope="session")
def mali_chain(mali: Case) -> CaseChain:
    """The chain of the small case; a test that changes it takes a copy."""
    return prepare(mali)
