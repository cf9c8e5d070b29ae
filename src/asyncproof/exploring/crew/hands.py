"""Where batches go: an executor, and what is known of it."""

from __future__ import annotations

import os
import threading
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.core import UsageError
from asyncproof.exploring.crew.batch import begin, do
from asyncproof.exploring.crew.child import THIS_RUN, do_in_child, out_of_reach
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.parcel import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from asyncproof.exploring.crew.child import Work
    from asyncproof.exploring.running import Scenario

DASK = "dask://"
HASHES = "PYTHONHASHSEED"
BY_NAME = partial(do_in_child, run=THIS_RUN)
"""What workers do with a batch whose scenario they can import."""
PATIENCE = 3.0
"""Seconds that processes have to end the runs that they are at."""


class Hands(Protocol):
    """Does batches somewhere else."""

    number: int
    """How many batches are done at the same time, more or less."""
    deaths: tuple[type[BaseException], ...]
    """What it raises for a batch whose worker has died."""

    def wrap(self, scenario: Scenario) -> bytes:
        """Return the scenario in a form that the workers can read."""
        ...

    def submit(self, data: bytes) -> Future[bytes]:
        """Have a batch done."""
        ...

    def close(self) -> None:
        """Have nothing more done."""
        ...


class Remembering(SpawnContext):
    """Begins processes anew, out of reach of Ctrl-C, and remembers them, so that none is left behind."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._begun: list[SpawnProcess] = []

    def Process(self, *given: Any, **named: Any) -> SpawnProcess:  # type: ignore[override] # noqa: N802 - as it is called there
        """Return a process that is about to begin."""
        process = SpawnProcess(*given, **named)
        self._begun.append(process)
        return process

    def kill_all(self) -> None:
        """End by force whoever still lives."""
        for process in self._begun:
            if process.is_alive():
                process.kill()
        self._begun.clear()


class OwnProcesses:
    """A pool of processes of this machine; when one dies and breaks it, the next batch has a new one.

    They are begun anew and not forked: a fork takes along whatever locks the threads of this process hold.
    """

    deaths: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, number: int) -> None:
        """Begin with none of them."""
        self.number = number
        self._context = Remembering()
        self._end = self._context.Event()
        self._pool: ProcessPoolExecutor | None = None

    def wrap(self, scenario: Scenario) -> bytes:
        """Return the scenario by its name."""
        return wrap(scenario)

    def submit(self, data: bytes) -> Future[bytes]:
        """Have a batch done."""
        with _same_hashes(), out_of_reach():
            with suppress(BrokenExecutor):
                try:
                    return self._living().submit(do, data)
                except OSError:  # a pool that breaks while it begins one more process closes what that needs
                    return self._living().submit(do, data)
            self.close()
            return self._living().submit(do, data)

    def close(self) -> None:
        """End the processes; each ends the run that it is at, unless that takes too long."""
        pool, self._pool = self._pool, None
        self._end.set()
        if pool is None:
            return
        force = threading.Timer(PATIENCE, self._context.kill_all)
        force.start()
        try:
            pool.shutdown(wait=True, cancel_futures=True)
        finally:  # also if somebody does not want to wait
            force.cancel()
            self._context.kill_all()

    def _living(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._end = self._context.Event()
            self._pool = ProcessPoolExecutor(
                self.number, mp_context=self._context, initializer=begin, initargs=(self._end,)
            )
        return self._pool


@contextmanager
def _same_hashes() -> Iterator[None]:
    """Let processes that are begun here go through sets of strings in one order, unless told which."""
    if HASHES in os.environ:
        yield
        return
    os.environ[HASHES] = "0"
    try:
        yield
    finally:
        del os.environ[HASHES]


class GivenExecutor:
    """An executor that somebody else has made, and ends."""

    def __init__(self, executor: Executor, work: Work = BY_NAME) -> None:
        """Take it, and what it is to do with each batch."""
        self.number: int = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
        self.deaths: tuple[type[BaseException], ...] = (BrokenExecutor,)
        if type(executor).__module__.startswith("distributed."):
            from asyncproof.exploring.crew.cluster import deaths  # noqa: PLC0415 - distributed is an extra

            self.deaths = deaths()
        self._executor = executor
        self._work = work

    def wrap(self, scenario: Scenario) -> bytes:
        """Return the scenario by its name."""
        return wrap(scenario)

    def submit(self, data: bytes) -> Future[bytes]:
        """Have a batch done."""
        try:
            return self._executor.submit(self._work, data)
        except RuntimeError as error:  # it is broken, or shut down
            raise WorkersError(
                f"the executor takes no more work: {error}. Give one whose workers live, or `workers=`: "
                "their pool is begun anew when one of them dies."
            ) from error

    def close(self) -> None:
        """Leave it to who has made it."""


class OwnChildren(GivenExecutor):
    """Processes of this machine, each of which does all that it is asked to before it goes on to another."""

    def __init__(self, number: int, work: Work = BY_NAME) -> None:
        """Begin with none of them; each has a thread here that waits for it."""
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="asyncproof")
        super().__init__(self._threads, work)

    def close(self) -> None:
        """Let them come to their end."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def hands_of(workers: int | None, executor: Executor | str | None) -> Hands:
    """Return who does batches, as a user asks for it: one of the two is given."""
    if workers is not None and executor is not None:
        raise UsageError("`workers` is a number of processes here, `executor` is instead of them: give one.")
    if executor is not None:
        return _hands_of(executor)
    if type(workers) is not int or workers < 1:
        raise UsageError(f"workers is a number of processes from 1 up, not {workers!r}.")
    return OwnProcesses(workers)


def _hands_of(executor: Any) -> Hands:
    if isinstance(executor, Executor):
        return GivenExecutor(executor)
    if isinstance(executor, str):
        return cluster_at(executor)
    raise _no_executor(executor)


def cluster_at(address: str, work: Work = BY_NAME) -> Hands:
    """Return the workers of a cluster, by the address of its scheduler."""
    if not address.startswith(DASK) or address == DASK:
        raise _no_executor(address)
    from asyncproof.exploring.crew.cluster import Cluster  # noqa: PLC0415 - distributed is an extra

    return Cluster(address.removeprefix(DASK), work)


def _no_executor(executor: object) -> UsageError:
    return UsageError(
        f"executor is a concurrent.futures.Executor, or the address of a cluster's scheduler as "
        f"'dask://host:8786', not {executor!r}."
    )
