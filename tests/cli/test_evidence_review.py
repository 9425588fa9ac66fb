"""`interpose evidence review`, `agree` and `group`: keys in, decisions kept, agreement and groups out."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from interpose.case import load
from tests.builders.elsewhere import write_case_in_mali
from tests.cli.running import MAIN, Run, answer, interpose

ARTICLE = (
    "Example Wire | 14 December 2024\n\nTalks went on all night.\n\n"
    "“We are ready to send troops if there is a ceasefire,” Prime Minister Jan Kowal of Poland said.\n\n"
    "France is ready to send troops, officials said.\n\n"
    "Germany will not send troops, Chancellor Anna Beispiel said.\n\n"
    f"Nobody knew what came next{', and nobody asked' * 20}.\n"
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article and what was read in it: no test writes to it."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert interpose("evidence", "read", "article.txt", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def place(read: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(read, tmp_path / "place"))


def desk(place: Path, typed: str, *more: str) -> Run:
    call = ("evidence", "review", "proposed.csv", "--text", "article.txt", *more)
    return interpose(*call, cwd=place, typed=typed, env={"COLUMNS": "80"})


def decided(place: Path, name: str = "proposed-reviewed.csv") -> list[tuple[str, str]]:
    with (place / name).open(encoding="utf-8", newline="") as opened:
        return [(row["id"], row["decision"]) for row in csv.DictReader(opened)]


def test_keys_in_a_pipe_accept_change_refuse_and_take_back(place: Path) -> None:
    done = desk(place, "a\nr\nu\nc\nmodality=2\nrole=land\n\nr\n")
    assert done.returncode == 0
    assert decided(place) == [("N001", "accept"), ("N002", "accept"), ("N003", "refuse")]
    assert "3 of 3 decided: 2 accepted (1 of them changed), 1 refused" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_proposal_stands_beside_its_words_in_the_text(place: Path) -> None:
    shown = desk(place, "q\n").stdout
    assert "│ “We are ready to send troops if there is a ceasefire,”" in shown
    assert "  Example Wire | 14 December 2024 Talks went on all night." in shown
    assert any(f"{whole} …" in shown for whole in ("and", "nobody", "asked,"))
    assert "3 (ready if)" in shown
    assert "actor           Jan Kowal  “Jan Kowal”" in shown


def test_the_next_call_goes_on_where_the_last_one_ended(place: Path) -> None:
    desk(place, "s\nr\n")
    assert decided(place) == [("N001", ""), ("N002", "refuse"), ("N003", "")]
    assert "N001 · 2 of 3" in desk(place, "a\nq\n").stdout
    assert decided(place) == [("N001", "accept"), ("N002", "refuse"), ("N003", "")]


def test_a_value_that_makes_no_claim_is_told_and_the_proposal_is_asked_again(place: Path) -> None:
    shown = desk(place, "x\nc\nmodality=nine\n\nc\nhello\n\nr\nq\n").stdout
    assert "not accepted: proposal N001: modality" in shown
    assert "'hello' is no change" in shown
    assert "press one of these keys" in shown
    assert decided(place)[0] == ("N001", "refuse")


def test_what_was_accepted_enters_the_ledger_and_what_was_refused_does_not(place: Path) -> None:
    write_case_in_mali(place / "mali")
    call = ("evidence", "accept", "proposed-reviewed.csv", "--source", "wire", "--case", "mali")
    desk(place, "r\nq\n")
    assert "nothing is accepted yet" in interpose(*call, cwd=place).stderr
    told = {"task": "watch a line", "reason": "a promise", "language": "uk", "first_seen": "2024-12-14", "last_seen": "2025"}
    keys = "".join(f"{field}={value}\n" for field, value in told.items())
    desk(place, f"r\nc\n{keys}\n")
    assert answer(*call, cwd=place)["claims"] == ["N003"]
    entered = load(place / "mali").claims["N003"]
    assert (entered.source, {field: getattr(entered, field) for field in told}) == ("wire", told)
    exported = json.loads(interpose("evidence", "export", "mali", cwd=place).stdout)["@graph"]
    (linked,) = [each for each in exported if each["id"].endswith("claim:N003")]
    assert (linked["interpose:task"], linked["interpose:lastSeen"], linked["schema:inLanguage"]) == (
        "watch a line",
        "2025",
        "uk",
    )


def test_without_a_text_the_capture_that_holds_the_words_is_shown(place: Path) -> None:
    write_case_in_mali(place / "mali")
    assert interpose("evidence", "add", "article.txt", "--case", "mali", cwd=place).returncode == 0
    shown = interpose("evidence", "review", "--case", "mali", cwd=place, typed="q\n").stdout
    assert "Talks went on all night." in shown


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Unix")
def test_in_a_terminal_one_key_decides_and_ctrl_c_keeps_what_was_decided(place: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(place)
        call = ["evidence", "review", "proposed.csv", "--text", "article.txt"]
        os.execve(sys.executable, [sys.executable, "-c", MAIN, *call], {**os.environ, "COLUMNS": "80", "TERM": "dumb"})  # noqa: S606
    # What is typed before the desk is there is not lost; an arrow key sends a letter that nobody pressed.
    os.write(terminal, b"\x1b[Aa")
    seen = b""
    while b"[q]uit" not in seen.partition(b"N002")[2]:
        seen += os.read(terminal, 4096)
    os.write(terminal, b"\x03")
    with contextlib.suppress(OSError):  # a terminal whose program has ended cannot be read
        while os.read(terminal, 4096):
            pass
    status = os.waitpid(child, 0)[1]
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGINT
    assert decided(place) == [("N001", "accept"), ("N002", ""), ("N003", "")]


def test_one_file_twice_is_no_second_coder(place: Path) -> None:
    desk(place, "a\na\nr\n", "-o", "ada.csv")
    done = interpose("evidence", "agree", "ada.csv", "./ada.csv", cwd=place)
    assert (done.returncode, "needs the files of two coders" in done.stderr) == (2, True)


def test_two_coders_are_compared_field_by_field(place: Path) -> None:
    desk(place, "a\na\nr\n", "-o", "ada.csv")
    desk(place, "a\nc\nmodality=4\n\na\n", "-o", "ben.csv")
    found = answer("evidence", "agree", "ada.csv", "ben.csv", cwd=place)
    fields = {each["field"]: each for each in found["fields"]}
    assert fields["decision"]["differing"] == ["N003"]
    assert (fields["modality"]["scale"], fields["modality"]["differing"]) == ("ordinal", ["N002"])
    assert fields["state"]["alpha"] == 1
    table = interpose("evidence", "agree", "ada.csv", "ben.csv", cwd=place, env={"COLUMNS": "80"}).stdout
    assert max(map(len, table.splitlines())) <= 80


def test_a_second_coder_may_lack_a_row_and_order_and_name_rows_otherwise(place: Path) -> None:
    desk(place, "a\na\nr\n", "-o", "ada.csv")
    header, first, second, third = (place / "ada.csv").read_text(encoding="utf-8").splitlines()
    other = [header, third.replace("N003", "B1"), first.replace("N001", "B2"), second]
    (place / "ben.csv").write_text("\n".join(other[:3]) + "\n", encoding="utf-8")
    done = interpose("evidence", "agree", "ada.csv", "ben.csv", "--format", "json", cwd=place)
    decision = json.loads(done.stdout)["fields"][0]
    assert (decision["units"], decision["alike"]) == (2, 2)
    assert "ben.csv has no row for N002" in done.stderr


@pytest.mark.parametrize(
    ("files", "told"),
    [(("ada.csv",), "two coders"), (("ada.csv", "other.csv"), "other proposals"), (("ada.csv", "proposed.csv"), "lacks")],
)
def test_files_that_cannot_be_compared_are_refused(files: tuple[str, ...], told: str, place: Path) -> None:
    desk(place, "a\nq\n", "-o", "ada.csv")
    text = (place / "ada.csv").read_text(encoding="utf-8")
    (place / "other.csv").write_text(text.replace("troops", "ships"), encoding="utf-8")
    done = interpose("evidence", "agree", *files, cwd=place)
    assert (done.returncode, told in done.stderr) == (2, True)


def one_speech_twice(folder: Path) -> Path:
    write_case_in_mali(folder)
    with (folder / "claims.csv").open("a", encoding="utf-8") as claims:
        for name, actor in (("S1", "Moussa Diallo"), ("S2", "President Diallo")):
            words = "The country will send a battalion north once a ceasefire holds"
            claims.write(f"{name},paper,{words},{actor},SEN,contribute_force,4,land,2024-05-20,3\n")
    with (folder / "hops.csv").open("a", encoding="utf-8") as hops:
        hops.write("S1,1,A paper,outlet\nS1,2,Moussa Diallo,on_record\n")
        hops.write("S2,1,A wire,outlet\nS2,2,President Diallo,on_record\n")
    return folder


def test_claims_of_one_speech_are_put_under_one_root_when_the_group_is_accepted(tmp_path: Path) -> None:
    folder = one_speech_twice(tmp_path / "mali")
    found = answer("evidence", "group", folder)
    assert [(each["claims"], each["roots"]) for each in found["groups"]] == [(["S1", "S2"], 2)]
    assert interpose("evidence", "group", folder, "--accept", "2").returncode == 2
    assert interpose("evidence", "group", folder, "--accept", "all").returncode == 0
    assert [(each.claim, each.relation, each.target) for each in load(folder).relations] == [("S2", "restates", "S1")]
    assert answer("evidence", "group", folder)["groups"] == []


def test_a_shipped_ledger_is_looked_through_and_not_written_to() -> None:
    assert interpose("evidence", "group", "ukraine-2024", "--accept", "1").returncode == 2


def test_a_text_that_does_not_hold_the_words_is_told(place: Path) -> None:
    (place / "wrong.txt").write_text("Another text.", encoding="utf-8")
    told = " ".join(interpose("evidence", "review", "--text", "wrong.txt", cwd=place, typed="q\n").stderr.split())
    assert "the words of 3 proposals were not found in wrong.txt" in told
    assert "not found" not in desk(place, "q\n").stderr
