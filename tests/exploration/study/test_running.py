"""Studies that survive: resumed, killed, interrupted, on a full disk, they hold the same rows."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from interpose.errors import UsageError
from interpose.exploration.study import FutureRows, Progress, StudyFolder, evaluated, run_design, workers_for
from tests.builders.futures import IshigamiChain, Stop

ROOT = Path(__file__).parents[3]
ROWS = FutureRows(rows=600)


@contextmanager
def opened(folder: Path, chain: IshigamiChain) -> Iterator[StudyFolder]:
    study = StudyFolder.opened(folder, chain.identity, {"rows": ROWS.rows})
    with study.locked():
        yield study


def run(folder: Path, chain: IshigamiChain | None = None, *, workers: int = 1, design: FutureRows = ROWS) -> StudyFolder:
    chain = chain or IshigamiChain()
    with opened(folder, chain) as study, workers_for(chain, workers) as pool:
        run_design(study, design, pool)
    return study


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> StudyFolder:
    return run(tmp_path_factory.mktemp("alone") / "study")


def test_a_study_has_a_row_for_each_future_with_inputs_and_outcomes_in_order(alone: StudyFolder) -> None:
    table = alone.table(ROWS)
    assert list(table.columns) == ["row", "input.x0", "input.x1", "input.x2", "height", "high", "where"]
    assert table["row"].tolist() == list(range(600))
    points = IshigamiChain().points(599, 600)
    assert table.loc[599, "height"] == IshigamiChain().evaluate(points).loc[0, "height"]
    assert [path.name for path in sorted(alone.path.glob("*.parquet"))] == [f"part-0000{k}.parquet" for k in range(3)]


def test_two_workers_one_of_which_is_killed_give_the_same_files_and_answer_a_search_with_another_chain(
    alone: StudyFolder, tmp_path: Path
) -> None:
    marker = tmp_path / "killed"
    chain, other = IshigamiChain(stop=Stop(300, marker=marker)), IshigamiChain()
    with opened(tmp_path / "study", chain) as study, workers_for(chain, 2) as pool:
        run_design(study, ROWS, pool)
        pool.use(other)
        found = evaluated(pool, other.points(0, 40))
    assert marker.exists()
    assert files(study.path) == files(alone.path)
    assert study.digest(ROWS) == alone.digest(ROWS)
    assert found["height"].tolist() == other.evaluate(other.points(0, 40))["height"].tolist()


def test_after_the_run_is_killed_its_workers_end_and_the_next_run_adds_what_is_missing(
    alone: StudyFolder, tmp_path: Path
) -> None:
    marker, folder = tmp_path / "killed", tmp_path / "study"
    code = f"""
import multiprocessing
from pathlib import Path
from tests.builders.futures import IshigamiChain, Stop
from tests.exploration.study.test_running import run
if __name__ == "__main__":
    multiprocessing.set_forkserver_preload(["pandas", "tests.builders.futures"])
    run(Path({str(folder)!r}), IshigamiChain(stop=Stop(520, "parent", Path({str(marker)!r}))), workers=2)
"""
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
    # Standard error ends when the last process that holds it has ended: a worker that outlives its parent would keep it open.
    ended = subprocess.run([sys.executable, script], env=environment, stderr=subprocess.PIPE, timeout=60, check=False)
    assert ended.returncode == -9, ended.stderr
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.parquet")}
    assert len(before) < 3
    found = run(folder)
    assert files(folder) == files(alone.path)
    assert found.digest(ROWS) == alone.digest(ROWS)
    assert {name: (folder / name).stat().st_mtime_ns for name in before} == before


def test_a_part_that_is_not_whole_and_one_of_other_rows_are_computed_again(alone: StudyFolder, tmp_path: Path) -> None:
    found = run(tmp_path / "study")
    whole = (found.path / "part-00001.parquet").read_bytes()
    (found.path / "part-00001.parquet").write_bytes(whole[: len(whole) // 2])
    (found.path / "part-00000.parquet").write_bytes(whole)
    (found.path / "part-00002.parquet").write_bytes(b"")
    assert len(found.missing(ROWS)) == 3
    run(found.path)
    assert files(found.path) == files(alone.path)


def test_a_longer_study_keeps_the_whole_parts_and_begins_with_the_same_rows(alone: StudyFolder, tmp_path: Path) -> None:
    longer = FutureRows(rows=800)
    found = run(tmp_path / "study", design=FutureRows(rows=300))
    assert [span.start for span in found.missing(longer)] == [256, 512, 768]
    run(found.path, design=longer)
    assert found.table(longer).head(600).equals(alone.table(ROWS))


def test_a_shorter_study_takes_the_first_rows_and_leaves_longer_parts_as_they_are(alone: StudyFolder, tmp_path: Path) -> None:
    found = run(tmp_path / "study")
    shorter = FutureRows(rows=300)
    run(found.path, design=shorter)
    assert files(found.path) == files(alone.path)
    assert found.table(shorter).equals(alone.table(ROWS).head(300))
    assert found.digest(shorter) == run(tmp_path / "another", design=shorter).digest(shorter)


def test_a_full_disk_is_told_with_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    there = os.fsync

    def fill(handle: int) -> None:
        synced.append(handle)
        if len(synced) > 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        there(handle)

    monkeypatch.setattr(os, "fsync", fill)
    with pytest.raises(UsageError, match=r"No space left on device\n.*make room.*finished parts are kept \(1\)"):
        run(tmp_path / "study")
    assert {path.name for path in (tmp_path / "study").iterdir()} == {"study.json", ".lock", "part-00000.parquet"}


def test_an_interruption_keeps_finished_parts_and_ends_the_workers(tmp_path: Path) -> None:
    chain = IshigamiChain()

    def interrupt(made: Progress) -> None:
        if made.done >= 300:
            raise KeyboardInterrupt

    with opened(tmp_path / "study", chain) as study:
        with pytest.raises(KeyboardInterrupt), workers_for(chain, 1) as pool:
            run_design(study, ROWS, pool, interrupt)
        assert study.missing(ROWS) != ()
        assert (study.path / "part-00000.parquet").exists()


def test_progress_counts_what_was_there_and_ends_with_nothing_left(tmp_path: Path) -> None:
    told: list[Progress] = []
    run(tmp_path / "study", design=FutureRows(rows=256))
    chain = IshigamiChain()
    with opened(tmp_path / "study", chain) as study, workers_for(chain, 1) as pool:
        run_design(study, ROWS, pool, told.append)
    assert (told[0].done, told[0].seconds_left) == (256, None)
    assert (told[-1].done, told[-1].seconds_left) == (600, 0.0)
    assert str(told[0]) == "256 of 600 futures"
    assert str(told[-1]) == "600 of 600 futures, about 0 s left"


def test_no_worker_at_all_is_refused() -> None:
    with pytest.raises(UsageError, match="--workers 0"), workers_for(IshigamiChain(), 0):
        pass
