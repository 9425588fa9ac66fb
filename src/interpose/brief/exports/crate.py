"""What a folder holds and how it was made, as a Research Object Crate.

Method: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): one run of a program on one case, told as a `CreateAction`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from interpose.assessment import Assessment

__all__ = ["CRATE", "ro_crate"]

CRATE = "ro-crate-metadata.json"
"""Name of the file in its folder, as the specification wants it."""

_CONTEXT = "https://w3id.org/ro/crate/1.1"
_FORMATS = {
    "bib": "application/x-bibtex",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "html": "text/html",
    "json": "application/json",
    "kml": "application/vnd.google-earth.kml+xml",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def ro_crate(assessment: Assessment, files: Mapping[str, bytes]) -> bytes:
    """Describe the files of a brief.

    Parameters
    ----------
    assessment : Assessment
        The result that they tell.
    files : mapping of str to bytes
        Every other file of the folder by its path in it.

    Returns
    -------
    bytes
        The text of `ro-crate-metadata.json`.
    """
    case = assessment.case
    case_name, program = f"#case-{case.name}", "#interpose"
    parts = [{"@id": name} for name in sorted(files)]
    graph: list[dict[str, object]] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _CONTEXT},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": f"{case.scenario.title} · as of {case.scenario.as_of}",
            "description": f"A brief of Interpose: {case.scenario.question}",
            "datePublished": case.scenario.as_of.isoformat(),
            "license": {"@id": "#licence"},
            "hasPart": parts,
            "mentions": {"@id": "#run"},
        },
        {
            "@id": "#licence",
            "@type": "CreativeWork",
            "name": "Licence",
            "description": "Facts keep the licences of their sources, which the tables name; Interpose is under Apache-2.0.",
        },
        {
            "@id": "#run",
            "@type": "CreateAction",
            "name": "interpose brief",
            "description": f"The case was read, assessed with seed {case.scenario.seed}, and told.",
            "instrument": {"@id": program},
            "object": {"@id": case_name},
            "result": parts,
        },
        {
            "@id": program,
            "@type": "SoftwareApplication",
            "name": "Interpose",
            "version": assessment.version,
            "softwareVersion": assessment.version,
        },
        {
            "@id": case_name,
            "@type": "Dataset",
            "name": case.name,
            "description": case.scenario.title,
            "identifier": f"sha256:{case.digest}",
        },
        *(_file(name, files[name]) for name in sorted(files)),
    ]
    written = json.dumps({"@context": f"{_CONTEXT}/context", "@graph": graph}, ensure_ascii=False, indent=1)
    return f"{written}\n".encode()


def _file(name: str, data: bytes) -> dict[str, object]:
    _, _, ending = name.rpartition(".")
    short = name.rpartition("/")[2]
    return {"@id": name, "@type": "File", "name": short, "encodingFormat": _FORMATS[ending], "contentSize": len(data)}
