"""A Dask cluster that does batches; the one file that needs `distributed`."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.parcel import wrap

if TYPE_CHECKING:
    from concurrent.futures import Future

    from asyncproof.exploring.crew.child import Work
    from asyncproof.exploring.running import Scenario

PATIENCE = 10
"""Seconds until a scheduler has to answer."""


def deaths() -> tuple[type[BaseException], ...]:
    """Return what is raised for a batch whose workers have died, as often as the scheduler has tried."""
    from distributed import KilledWorker  # noqa: PLC0415 - the extra

    return BrokenExecutor, KilledWorker, CancelledError


class Cluster:
    """The workers of a scheduler. It does a batch again by itself whose worker has died, three times."""

    def __init__(self, address: str, work: Work) -> None:
        """Connect to a scheduler, as host:port; `work` is what workers do with each batch."""
        try:
            import cloudpickle  # type: ignore[import-untyped] # noqa: PLC0415 - the extra has no types here
            import distributed  # noqa: PLC0415 - the extra, whose functions have no types
        except ImportError as error:
            raise UsageError(
                f"dask://{address} needs the package `distributed`: pip install 'asyncproof[dask]'."
            ) from error
        try:
            make_client: Any = distributed.Client
            self._client = make_client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkersError(
                f"no scheduler answers at dask://{address}: {error}. Start one with `dask scheduler`, and "
                "workers with `dask worker ADDRESS`."
            ) from error
        self.deaths = deaths()
        self.number = sum(self._client.ncores().values()) or 1
        self._executor = self._client.get_executor(pure=False)
        self._dumps = cloudpickle.dumps
        self._work = work

    def wrap(self, scenario: Scenario) -> bytes:
        """Return the scenario by its name, or as a whole if it has none that others can import."""
        return wrap(scenario, dumps=self._dumps)

    def submit(self, data: bytes) -> Future[bytes]:
        """Have a batch done."""
        future: Future[bytes] = self._executor.submit(self._work, data)
        return future

    def close(self) -> None:
        """Leave the cluster alone."""
        self._executor.shutdown(wait=False)
        self._client.close()
