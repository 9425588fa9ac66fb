"""The mission library: what it holds, and every fault of it at once."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from interpose.case.read.library import reference_folder
from interpose.case.read.missions import MissionLibrary, load_missions
from interpose.errors import InputError


@pytest.fixture(scope="module")
def library() -> MissionLibrary:
    return load_missions()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = reference_folder().parent / "cases" / "missions"
    return Path(copytree(source, tmp_path / "missions"))


def test_the_library_holds_the_missions_that_were_asked_for(library: MissionLibrary) -> None:
    names = {case.mission.id for case in library.missions}
    asked = (
        "unficyp-1964 unficyp-1974 undof-1974 unifil-1978 unifil-2006 unef-2 mfo unikom unmee unprofor untaes ifor kfor-1999 "
        "interfet"
    )
    assert set(asked.split()) | {"eumm-georgia", "osce-smm", "unprofor-croatia"} <= names


def test_strengths_found_for_missions_agree_with_their_sources(library: MissionLibrary) -> None:
    cases = {case.mission.id: case for case in library.missions}
    cyprus = cases["unficyp-1964"]
    # S/5950: 6,238 military personnel in June 1964, 5,987 in September, of seven states.
    assert [(row.as_of, row.persons) for row in cyprus.strengths[:2]] == [("1964-06-08", 6_238), ("1964-09-08", 5_987)]
    assert sum(part.persons for part in cyprus.mission.contributions) == 5_987
    suez, croatia = cases["unef-2"].mission.line_km, cases["unprofor-croatia"].mission.line_km
    assert suez is not None
    assert croatia is not None
    # 78.5 and 83.75 km of canal on either side of Ismailia; a front of 500 miles.
    assert suez.mode == round(78.5 + 83.75)
    assert croatia.mode == round(500 * 1.609344)


def test_a_mission_without_a_line_is_refused_unless_it_says_why(folder: Path) -> None:
    path = folder / "unprofor" / "mission.yaml"
    path.write_text(path.read_text().partition("not_scored")[0])
    with pytest.raises(InputError, match="neither a line nor a population"):
        load_missions(folder)


def test_faults_of_all_missions_come_at_once(folder: Path) -> None:
    for mission, old, new in (("unmee", "mandate: interpose", "mandate: interpse"), ("mfo", "line_km:", "line_kms:")):
        path = folder / mission / "mission.yaml"
        path.write_text(path.read_text().replace(old, new))
    strength = folder / "undof-1974" / "strength.csv"
    strength.write_text(strength.read_text().replace(",ipi,", ",ippi,"))
    with pytest.raises(InputError) as caught:
        load_missions(folder)
    text = str(caught.value)
    assert "did you mean 'interpose'" in text
    assert "'line_kms'" in text
    assert "did you mean 'ipi'" in text


def test_a_unit_type_that_nobody_knows_is_told_with_its_place_in_the_mandate(folder: Path) -> None:
    mandate = folder / "mandates" / "secure_population.yaml"
    text = mandate.read_text(encoding="utf-8").replace("unit_type: infantry_battalion", "unit_type: infantry_batalion", 1)
    mandate.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_missions(folder)
    (fault,) = caught.value.faults
    line = text.splitlines().index("    unit_type: infantry_batalion") + 1
    assert (fault.where.file, fault.where.line) == ("mandates/secure_population.yaml", line)
    assert "did you mean 'infantry_battalion'?" in fault.mend


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("unifil/Mission.YAML", "is not part of a mission"),
        ("unifil/strength.tsv", "is not part of a mission"),
        ("unifil/deep/strength.csv", "is not part of a mission"),
        ("notes.csv", "is not part of a mission"),
        ("mandates/guard.yml", "is not part of a mission"),
        ("unifil/strength.csv", "the mission has no mission.yaml"),
    ],
)
def test_a_file_of_a_library_that_nothing_reads_is_told(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_missions(tmp_path)
    assert any(what in fault.what and fault.where.file == name for fault in caught.value.faults)
