"""Studies on a Dask cluster: the same rows as on one machine, also where a worker is lost."""

from __future__ import annotations

import gc
import importlib.metadata
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from interpose.errors import UsageError
from interpose.exploration.design import RowSpan
from interpose.exploration.study import FutureRows, StudyFolder, run_design, workers_for
from interpose.exploration.study.cluster import compute
from tests.builders.futures import IshigamiChain, Stop

ROOT = Path(__file__).parents[3]
ROWS = FutureRows(rows=600)

pytestmark = pytest.mark.filterwarnings("default")


def dask(stack: ExitStack, *arguments: str) -> subprocess.Popen[str]:
    """Start a part of a cluster, ended with the test; it can import what the test can."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]), "OMP_NUM_THREADS": "1"}
    said = subprocess.PIPE if arguments[0] == "scheduler" else subprocess.DEVNULL
    started = stack.enter_context(
        subprocess.Popen([sys.executable, "-m", "dask", *arguments], env=environment, stderr=said, text=True)
    )
    stack.callback(started.terminate)
    return started


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A scheduler on loopback, without workers."""
    with ExitStack() as stack:
        started = dask(stack, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        assert started.stderr is not None
        yield next(line.split()[-1] for line in started.stderr if "Scheduler at:" in line)


def test_a_cluster_without_workers_is_told_how_to_start_one(scheduler: str) -> None:
    with (
        pytest.raises(UsageError, match=f"has no worker\n.*dask worker {scheduler}"),
        workers_for(IshigamiChain(), 1, scheduler),
    ):
        pass


def test_an_address_where_nobody_answers_is_told_with_how_to_start_one() -> None:
    with pytest.raises(UsageError, match=r"no scheduler answers at nowhere.*\n.*dask scheduler"):
        workers_for(IshigamiChain(), 1, "nowhere://127.0.0.1:1").__enter__()


@pytest.mark.parametrize("address", ["nonsense", "tcp://:8786", "tcp://here:port"])
def test_an_address_without_host_and_port_is_refused_before_a_client_is_made(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match=f"no scheduler answers at {address}: an address has a host and a port"):
        workers_for(IshigamiChain(), 1, address).__enter__()
    gc.collect()
    assert capfd.readouterr().err == ""


def test_a_cluster_gives_the_files_of_one_process_though_a_worker_is_killed_and_no_worker_of_another_version_computes(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "killed"
    found = {}
    with ExitStack() as stack:
        for _worker in range(2):
            dask(stack, "worker", scheduler, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        import distributed

        with distributed.Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        for name, chain, cluster in (
            ("cluster", IshigamiChain(stop=Stop(300, marker=marker)), scheduler),
            ("alone", IshigamiChain(), None),
        ):
            folder = StudyFolder.opened(tmp_path / name, chain.identity, {})
            with folder.locked(), workers_for(chain, 1, cluster) as workers:
                run_design(folder, ROWS, workers)
            found[name] = {path.name: path.read_bytes() for path in folder.path.glob("*.parquet")}
        with monkeypatch.context() as changed:
            changed.setattr(importlib.metadata, "version", lambda _name: "9.9.9")
            with pytest.raises(UsageError, match=r"(?s)another version .*here 9\.9\.9\): tcp://127.*install interpose 9"):
                workers_for(IshigamiChain(), 1, scheduler).__enter__()
    assert marker.exists()
    assert len(found["alone"]) == 3
    assert found["cluster"] == found["alone"]


def test_a_worker_of_another_version_that_comes_later_computes_nothing() -> None:
    with pytest.raises(UsageError, match=r"a worker has interpose .*, not 9\.9\.9"):
        compute(pickle.dumps(IshigamiChain()), "a run", ROWS, RowSpan(0, 1), "9.9.9")


def test_without_the_package_for_clusters_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"needs the package distributed\n.*pip install distributed"):
        workers_for(IshigamiChain(), 1, "tcp://127.0.0.1:1").__enter__()
