"""Texts as users save them: UTF-8 with any line ends, and every other encoding told by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.read.formats.files import FileReader, decode_text, unknown_files
from interpose.errors import InputError


@pytest.mark.parametrize("data", [b"a\nb", b"a\r\nb", b"a\rb", b"\xef\xbb\xbfa\r\nb"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(data: bytes) -> None:
    assert decode_text(data, "a.csv") == "a\nb"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("Kyiv".encode("utf-16"), "encoded in UTF-16"),
        ("Kyiv".encode("utf-32"), "encoded in UTF-32"),
        ("a\nMünchen".encode("latin-1"), "byte 0xfc is not UTF-8 (the file looks like Windows-1252 or Latin-1)"),
        ("Київ та Харків".encode("cp1251"), "Windows-1251 or KOI8-R"),
        (b"a\x00b", "a NUL byte"),
    ],
)
def test_another_encoding_is_named(data: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        decode_text(data, "note.txt")
    (fault,) = caught.value.faults
    assert what in fault.what
    assert fault.mend == "save the file as UTF-8"


def test_the_line_of_the_first_byte_that_is_not_utf_8_is_told() -> None:
    with pytest.raises(InputError) as caught:
        decode_text("a\nb\nMünchen".encode("latin-1"), "claims.csv")
    assert str(caught.value.faults[0].where) == "claims.csv:3"
    assert "CSV UTF-8" in caught.value.faults[0].mend


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("planning_factors.CSV", "planning_factors.csv"),
        ("States.csv", "states.csv"),
        ("states.csv.txt", "states.csv"),
        ("states.tsv", "states.csv"),
        ("states.xlsx", "states.csv"),
        ("data/states.csv", "states.csv"),
        ("escalation.YAML", "escalation.yaml"),
        ("escalation.yml", "escalation.yaml"),
        ("area.json", "area.geojson"),
        ("Area.GeoJSON", "area.geojson"),
        ("routes/x.yml", "routes/x.yaml"),
        ("routes/x.YAML", "routes/x.yaml"),
        ("route/x.yaml", "routes/x.yaml"),
        ("Routes/x.yaml", "routes/x.yaml"),
        ("routes/sub/x.yaml", "routes/x.yaml"),
        ("Mandates/x.yaml", "mandates/x.yaml"),
        ("deep/er/pools.csv", "pools.csv"),
    ],
)
def test_a_file_of_a_case_under_another_name_is_told(tmp_path: Path, name: str, meant: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a,b\n", encoding="utf-8")
    (fault,) = unknown_files(FileReader(tmp_path, "case", []))
    assert fault.where.file == name
    assert meant in fault.mend


@pytest.mark.parametrize("name", ["stats.csv", "poolz.csv", "notes.yaml", "old.tsv"])
def test_a_table_of_an_unknown_name_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a,b\n", encoding="utf-8")
    assert [fault.where.file for fault in unknown_files(FileReader(tmp_path, "case", []))] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "._pools.csv",
        ".pools.csv.swp",
        "~$pools.csv",
        "routes/._r.yaml",
        "routes/.#a.yaml",
        ".git/pools.csv",
        "pools.csv~",
        "pools.csv.bak",
        "#pools.csv#",
        "README.md",
        "data/raw.csv",
        "figure.png",
        "schemas/pools.schema.json",
        "captures/captures.csv",
        "other/scenario.yaml",
        "out/assessment.json",
    ],
)
def test_hidden_files_locks_backups_and_files_of_others_are_passed_over(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x00\x05\x16\x07")
    if path.name in ("scenario.yaml", "assessment.json"):
        (path.parent / "pools.csv").write_text("a,b\n", encoding="utf-8")
    reader = FileReader(tmp_path, "case", [])
    assert unknown_files(reader) == []
    assert [name for name in reader.names("routes/*.yaml") if "r.yaml" in name or "a.yaml" in name] == []


def test_a_case_with_files_that_systems_leave_beside_its_own_is_read(case_folder: Path) -> None:
    (case_folder / "routes").mkdir(exist_ok=True)
    for name in ("._pools.csv", "routes/._r.yaml", "~$pools.csv"):
        (case_folder / name).write_bytes(b"\x00\x05\x16\x07")
    assert load(case_folder).pools
