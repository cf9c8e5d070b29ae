"""Hands that have batches done at once, and may be told to fail."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from asyncproof.exploring.crew.parcel import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.exploring.crew.child import Child
    from asyncproof.exploring.running import Scenario


class DiedError(Exception):
    """What stands for the death of a worker."""


class OneChild:
    """Has batches done by one process, however many there seem to be."""

    deaths: tuple[type[BaseException], ...] = (DiedError,)

    def __init__(
        self, child: Child, number: int = 2, raised: Mapping[int, BaseException] | None = None
    ) -> None:
        """Take what is raised for which batch, counted from 1."""
        self.number = number
        self._child = child
        self.batches = 0
        self.is_open = True
        self._raised = raised or {}

    def wrap(self, scenario: Scenario) -> bytes:
        return wrap(scenario)

    def submit(self, data: bytes) -> Future[bytes]:
        self.batches += 1
        error = self._raised.get(self.batches)
        if isinstance(error, KeyboardInterrupt):
            raise error
        future: Future[bytes] = Future()
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(self._child.do(data))
        return future

    def close(self) -> None:
        self.is_open = False
