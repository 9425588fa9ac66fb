"""A small case in a folder, planned in a moment: three states and an external provider, twelve months, two sectors."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from interpose.case.read.library import find_case

__all__ = ["small_case"]

_SCENARIO = """
title: A small force
question: Who stands where?
as_of: 2024-12-15
start: 2025-04
horizon_months: 12
host: UKR
mandate: tripwire
route: coalition_of_the_willing
options: {build_up_months: 2, phase_months: 6, sectors: 2}
seed: 1
"""

_POOLS = {
    "FRA": {"infantry_battalion": (9, "30,4"), "brigade_headquarters": (4, "30,4"), "medical_company": (6, "30,4")},
    "GBR": {"mechanised_battalion": (6, "30,6"), "brigade_headquarters": (3, "30,6")},
    "DEU": {"mechanised_battalion": (6, "60,6"), "logistics_battalion": (3, "60,6")},
    "USA": {"isr_company": (6, "30,6")},
}

_CLAIMS = """id,source,statement,actor,office,speaks_as,state,predicate,modality,role,asserted_on,credibility
c1,paper,We pledge troops.,A,minister,minister,GBR,contribute_force,4,land,2024-12-01,2
c2,paper,We are ready if others are.,B,minister,minister,DEU,contribute_force,3,land,2024-12-01,2
c3,paper,We rule nothing out.,C,minister,minister,FRA,contribute_force,2,land,2024-12-01,2
"""

_HOPS = """claim,seq,name,kind
c1,1,A paper,outlet
c2,1,A paper,outlet
c3,1,A paper,outlet
"""

_SOURCES = """id,outlet,url,published_on,reliability
paper,A paper,https://example.org/,2024-12-02,B
"""

_COMMITMENTS = """state,unit_type,mission,units,price,basis,source
DEU,mechanised_battalion,nato_lithuania,3,0.01,assumed,test
"""


def small_case(
    folder: Path,
    *,
    battalions: Mapping[str, int] | None = None,
    pins: str = "",
    states: str = "",
    claims: str = "",
    scenario: str = "",
) -> Path:
    """Write the case.

    Parameters
    ----------
    folder : pathlib.Path
        Where; it is made.
    battalions : mapping of str to int
        Battalions that a state has in place of its own.
    pins, states : str
        Rows of `pins.csv` (nation,phase,first_month,capability,count) and of `states.csv` (state,participates,stands).
    claims : str
        One row more of `claims.csv`.
    scenario : str
        More lines of the scenario.
    """
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(_SCENARIO + scenario)
    lines = ["state,unit_type,units,notice_days,tour_months,dwell_ratio,basis"]
    for state, rows in _POOLS.items():
        for kind, (units, rest) in rows.items():
            given = (battalions or {}).get(state, units) if "battalion" in kind and "logistics" not in kind else units
            lines.append(f"{state},{kind},{given},{rest},2,assumed")
    (folder / "pools.csv").write_text("\n".join(lines) + "\n")
    (folder / "commitments.csv").write_text(_COMMITMENTS)
    (folder / "claims.csv").write_text(_CLAIMS + (f"{claims}\n" if claims else ""))
    (folder / "hops.csv").write_text(_HOPS + (f"{claims.split(',')[0]},1,A paper,outlet\n" if claims else ""))
    (folder / "sources.csv").write_text(_SOURCES)
    shutil.copy(find_case("ukraine-2024") / "area.geojson", folder)
    if pins:
        (folder / "pins.csv").write_text(f"nation,phase,first_month,capability,count\n{pins}\n")
    rows = [*([states] if states else []), *([] if states.startswith("USA") else ["USA,yes,outside"])]
    (folder / "states.csv").write_text("\n".join(["state,participates,stands", *rows]) + "\n")
    return folder
