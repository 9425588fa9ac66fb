"""The crate tells every file of a folder, and what made it."""

from __future__ import annotations

import json

from rocrate.rocrate import ROCrate

from interpose.assessment import Assessment
from interpose.brief import BriefFiles
from interpose.brief.exports.crate import CRATE


def test_every_file_of_a_brief_is_a_result_of_the_run(brief: BriefFiles, assessed: Assessment) -> None:
    folder = brief.html.parent
    crate = ROCrate(folder)
    files = {path.relative_to(folder).as_posix() for path in brief.all} - {CRATE}
    assert {entity.id for entity in crate.data_entities} == files
    run = crate.dereference("#run")
    assert run.type == "CreateAction"
    assert {entity.id for entity in run["result"]} == files
    assert run["object"]["identifier"] == f"sha256:{assessed.case.digest}"
    assert run["instrument"]["softwareVersion"] == assessed.version


def test_sizes_are_those_of_the_files(brief: BriefFiles) -> None:
    folder = brief.html.parent
    written = json.loads((folder / CRATE).read_text(encoding="utf-8"))
    sizes = {each["@id"]: each["contentSize"] for each in written["@graph"] if each["@type"] == "File"}
    assert all((folder / name).stat().st_size == size for name, size in sizes.items())
