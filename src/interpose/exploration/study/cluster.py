"""Workers of a Dask cluster, by the address of its scheduler: they need the package, and no files."""

from __future__ import annotations

import importlib
import pickle
import threading
import uuid
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from interpose.errors import NoAnswerError, UsageError, to_install
from interpose.exploration.design import Design, RowSpan

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.chain.protocol import FutureChain

__all__ = ["ClusterWorkers"]

_ANSWER_SECONDS = 20
"""How long a scheduler may take to answer."""

_MOST_ROUNDS = 3
"""How often rows are sent anew after all workers that held the chain were lost."""

_one_at_a_time = threading.Lock()
"""Threads of a worker take turns: a chain is not made for two at once."""

_chains: dict[str, FutureChain] = {}
"""On a worker: the chain that it works with, by its name."""


class ClusterWorkers:
    """Workers of a Dask cluster.

    Parameters
    ----------
    chain : FutureChain
        What they compute with; it is sent to each worker once.
    address : str
        Address of the scheduler.

    Raises
    ------
    UsageError
        Where the package for it is not there, nobody answers, no worker is there, or one has another version of Interpose.
    """

    def __init__(self, chain: FutureChain, address: str) -> None:
        self._dask = _distributed()
        self._address = address
        self._chain: Any = None
        self.use(chain)
        mend = "start one with `dask scheduler`, and give the address that it prints, such as tcp://10.0.0.5:8786"
        if not _has_port(address):
            raise UsageError(f"no scheduler answers at {address}: an address has a host and a port", mend)
        try:
            self._client = self._dask.Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"no scheduler answers at {address}: {error}", mend) from error
        try:
            self._refuse_other_versions(address)
        except BaseException:
            self.close()
            raise

    def _refuse_other_versions(self, address: str) -> None:
        found = self._client.run(_asking_for_version())
        if not found:
            mend = f"start at least one: `dask worker {address} --nthreads 1`"
            raise UsageError(f"the cluster at {address} has no worker", mend)
        own = _asking_for_version()()
        others = {worker: said for worker, said in found.items() if said != own}
        if others:
            told = "; ".join(f"{worker} has {said or 'none'}" for worker, said in sorted(others.items()))
            mend = f"install interpose {own} on every worker: rows of two versions must not mix"
            raise UsageError(f"workers of another version of interpose (here {own}): {told}", mend)

    def run(self, design: Design, spans: Sequence[RowSpan]) -> Iterator[tuple[RowSpan, pd.DataFrame]]:
        """Compute spans of a design, in the order in which they are done.

        Raises
        ------
        NoAnswerError
            Where workers are lost over the same rows again and again.
        """
        left = set(spans)
        for _round in range(_MOST_ROUNDS):
            try:
                for span, frame in self._round(design, sorted(left)):
                    left.discard(span)
                    yield span, frame
            except OSError as error:
                what = f"the scheduler at {self._address} is gone: {error}"
                raise NoAnswerError(f"{what}; parts that were written are kept, and the same call goes on") from error
            if not left:
                return
            self._chain = None
        raise NoAnswerError(f"the cluster lost {len(left)} of {len(spans)} tasks {_MOST_ROUNDS} times: look at its workers")

    def _round(self, design: Design, spans: Sequence[RowSpan]) -> Iterator[tuple[RowSpan, pd.DataFrame]]:
        """Send what is left; what comes back cancelled, since nobody holds the chain any more, is left for the next round."""
        dask, own = self._dask, version("interpose")
        if self._chain is None:
            (self._chain,) = self._client.scatter([self._pickled], broadcast=True, hash=False, timeout=_ANSWER_SECONDS)
        sent = {
            self._client.submit(
                compute,
                self._chain,
                self._name,
                design,
                span,
                own,
                pure=False,
                key=f"interpose-{self._name}-{uuid.uuid4().hex}",
            ): span
            for span in spans
        }
        try:
            for future in dask.as_completed(list(sent), loop=self._client.loop):
                try:
                    frame = future.result()
                except dask.client.FutureCancelledError:
                    continue
                except dask.scheduler.KilledWorker as error:
                    raise NoAnswerError(f"workers of the cluster died over rows {sent[future].start}…: {error}") from error
                yield sent[future], frame
                future.release()
        finally:
            self._client.cancel(list(sent))

    def use(self, chain: FutureChain) -> None:
        """Compute with another chain from now on."""
        self._name, self._pickled, self._chain = uuid.uuid4().hex, pickle.dumps(chain), None

    def close(self) -> None:
        """Leave the cluster; it goes on without this study."""
        self._client.close()


def _has_port(address: str) -> bool:
    """Say whether an address names host and port: a client that is made with another one complains when it goes."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        return bool(parts.hostname and parts.port)
    except ValueError:
        return False


def compute(pickled: bytes, name: str, design: Design, span: RowSpan, wanted: str) -> pd.DataFrame:
    """Compute a span on a worker, with a chain that is unpickled once a worker, by its name.

    Raises
    ------
    UsageError
        Where this worker, which may have come later, has another version than is wanted.
    """
    if version("interpose") != wanted:
        raise UsageError(f"a worker has interpose {version('interpose')}, not {wanted}", f"install {wanted} on every worker")
    with _one_at_a_time:
        if name not in _chains:
            _chains.clear()
            _chains[name] = pickle.loads(pickled)  # noqa: S301 - sent by the study over the cluster's own channel
        return design.table(_chains[name], span.start, span.stop)


def _asking_for_version() -> Any:  # noqa: ANN401 - a function that travels by value
    """Give a function that can be sent to a worker which lacks the package: nested, so that it travels by value."""

    def its_version() -> str | None:
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as of

        try:
            return of("interpose")
        except PackageNotFoundError:
            return None

    return its_version


def _distributed() -> Any:  # noqa: ANN401 - the package is optional, and ships no types
    try:
        found = importlib.import_module("distributed")
        importlib.import_module("distributed.scheduler")
    except ImportError as error:
        mend = to_install("distributed", "cluster")
        raise UsageError("a cluster needs the package distributed", mend) from error
    return found
