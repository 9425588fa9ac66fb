"""A case far from the shipped ones: another host, another provider from outside, other states, a ledger of its own."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["write_case_in_mali"]

SCENARIO = """\
title: A West African force for northern Mali
question: May neighbours of Mali hold a line of separation in the north, and with whose help?
as_of: 2024-06-01
start: 2025-01
horizon_months: 24
host: MLI
parties: [MLI]
mandate: interpose
route: coalition_of_the_willing
options:
  external_enablers: {FRA: as_caveated}
  sectors: 2
seed: 7
"""
SENDERS = {"SEN": ("Senegal", 3), "GHA": ("Ghana", 2), "CIV": ("Côte d’Ivoire", 4)}
"""States of the force with the firmness of what they said: ready on conditions, open, pledged."""

POOLS = {
    "infantry_battalion": 8,
    "brigade_headquarters": 5,
    "engineer_battalion": 2,
    "medical_company": 3,
}
OUTSIDE = ("logistics_battalion", "aviation_squadron", "air_defence_battery", "isr_company")
LINE = [[-4.0, 16.0], [-3.0, 16.6], [-2.0, 16.9], [-1.0, 17.1]]


def write_case_in_mali(folder: Path) -> Path:
    """Write a case with Mali as host and France as provider of enablers from outside.

    Parameters
    ----------
    folder : pathlib.Path
        Where to; made unless it is there.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    features = [
        _feature("line", "line_of_contact", {"type": "LineString", "coordinates": LINE}, host_side="right", terrain="open"),
        _feature("Bamako", "hub", {"type": "Point", "coordinates": [-8.0, 12.65]}),
        _feature("Gao", "hub", {"type": "Point", "coordinates": [-0.05, 16.27]}),
        _feature("Kidira", "entry_point", {"type": "Point", "coordinates": [-12.2, 14.47]}),
    ]
    texts = {
        "scenario.yaml": SCENARIO,
        "area.geojson": json.dumps({"type": "FeatureCollection", "features": features}),
        "states.csv": _csv("state,participates,stands,note", ["FRA,yes,outside,By choice of the test"]),
        "pools.csv": _csv("state,unit_type,units,notice_days,tour_months,dwell_ratio,handover_months,basis", _pools()),
        "sources.csv": _csv("id,outlet,reliability", ["paper,A paper,C"]),
        "claims.csv": _csv("id,source,statement,actor,state,predicate,modality,role,asserted_on,credibility", _claims()),
        "hops.csv": _csv("claim,seq,name,kind", [f"C{place},1,A paper,outlet" for place in range(len(SENDERS))]),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _feature(name: str, kind: str, geometry: dict[str, object], **more: str) -> dict[str, object]:
    properties = {"id": name.casefold(), "kind": kind, "name": name, "source": "drawn for a test", **more}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _pools() -> list[str]:
    rows = [f"{state},{kind},{units},30,6,2,0.5,assumed" for state in SENDERS for kind, units in POOLS.items()]
    return [*rows, *(f"FRA,{kind},4,30,6,2,0.5,assumed" for kind in OUTSIDE)]


def _claims() -> list[str]:
    return [
        f"C{place},paper,{name} speaks of troops,the minister,{state},contribute_force,{modality},land,2024-05-01,3"
        for place, (state, (name, modality)) in enumerate(SENDERS.items())
    ]


def _csv(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows]) + "\n"
