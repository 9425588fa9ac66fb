"""Tables as a Data Package: frictionless reads what is written, and finds a file that was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package

from interpose.data_package import PackagedField, PackagedTable, data_package

STATES = b"state,since,troops\nFRA,2024-12-15,400\nEST,,100\n"
PLEDGES = b"id,state\n1,FRA\n"


def write(folder: Path) -> Path:
    tables = [
        PackagedTable(
            path="states.csv",
            title="States",
            key=("state",),
            fields=[
                PackagedField(name="state", kind="string", description="A state.", constraints={"required": True}),
                PackagedField(name="since", kind="date"),
                PackagedField(name="troops", kind="integer", unit="persons", constraints={"minimum": 0}),
            ],
            data=STATES,
        ),
        PackagedTable(
            path="pledges.csv",
            fields=[PackagedField(name="id", kind="integer"), PackagedField(name="state", kind="string")],
            refers={"state": ("states", "state")},
            data=PLEDGES,
        ),
    ]
    (folder / "states.csv").write_bytes(STATES)
    (folder / "pledges.csv").write_bytes(PLEDGES)
    path = folder / "datapackage.json"
    path.write_bytes(data_package(tables, name="example", title="An example", version="1.0", description=""))
    return path


def test_a_package_says_what_it_is_and_nothing_that_is_empty(tmp_path: Path) -> None:
    package = json.loads(write(tmp_path).read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["version"], "description" in package) == ("1.0", False)
    states, pledges = package["resources"]
    assert (states["type"], states["bytes"], states["schema"]["primaryKey"]) == ("table", len(STATES), ["state"])
    assert states["schema"]["fields"][2]["unit"] == "persons"
    assert "title" not in pledges


def test_a_package_is_valid_for_frictionless(tmp_path: Path) -> None:
    report = Package(str(write(tmp_path))).validate()
    assert report.valid, report.to_summary()


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("states.csv", b"FRA", b"FRX", "hash-count"),
        ("states.csv", b"400", b"lot", "type-error"),
        ("states.csv", b"400", b"-40", "constraint-error"),
        ("pledges.csv", b"FRA", b"DEU", "foreign-key"),
    ],
)
def test_a_changed_file_a_wrong_type_and_an_unknown_name_are_found(
    tmp_path: Path, file: str, old: bytes, new: bytes, kind: str
) -> None:
    path = write(tmp_path)
    changed = tmp_path / file
    changed.write_bytes(changed.read_bytes().replace(old, new))
    assert kind in {error.type for task in Package(str(path)).validate().tasks for error in task.errors}
