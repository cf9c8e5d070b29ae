"""The private names of asyncio's loop that the engine builds upon, declared for the type checker.

CPython 3.10 to 3.14 were tested. Overridden: `_run_once`,
`_add_callback` and the four that add and remove readers and writers. Called or read: everything else below.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections import deque
    from collections.abc import Callable, Collection
    from selectors import BaseSelector, SelectorKey
    from typing import Any


class StockLoop(asyncio.SelectorEventLoop):
    """asyncio's own selector loop."""

    if TYPE_CHECKING:
        slow_callback_duration: float
        _asyncgens: Collection[Any]
        _asyncgens_shutdown_called: bool
        _default_executor: Any
        _current_handle: asyncio.Handle | None
        _debug: bool
        _ready: deque[Any]
        _selector: BaseSelector
        _ssock: socket.socket
        _stopping: bool
        _task_factory: Any
        _thread_id: int | None

        def _add_reader(self, fd: Any, callback: Callable[..., object], *args: Any) -> Any: ...
        def _add_writer(self, fd: Any, callback: Callable[..., object], *args: Any) -> Any: ...
        def _remove_reader(self, fd: Any) -> Any: ...
        def _remove_writer(self, fd: Any) -> Any: ...
        def _check_callback(self, callback: object, method: str) -> None: ...
        def _check_closed(self) -> None: ...
        def _check_running(self) -> None: ...
        def _check_thread(self) -> None: ...
        def _process_events(self, events: list[tuple[SelectorKey, int]]) -> None: ...
        def _read_from_self(self) -> None: ...
        def _write_to_self(self) -> None: ...
