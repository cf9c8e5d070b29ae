"""The private names of the standard library that this package touches, all in one place.

Checked with CPython 3.10, 3.11, 3.12, 3.13 and 3.14. The tests run on every interpreter that is there. What
is behind an arrow is why we touch it.

Of asyncio's selector loop, overridden:
    _make_socket_transport, _make_ssl_transport, _make_datagram_transport, _make_read_pipe_transport,
    _make_subprocess_transport  ->  to meet what is made, as the loop has no public way to
Of asyncio, read:
    BaseSelectorEventLoop._transports  ->  the raw transport below TLS
    BaseEventLoop._default_executor  ->  the pool that a job went to
    BaseEventLoop._do_shutdown, _executor_shutdown_called  ->  to end a pool without waiting for ever
    BaseSubprocessTransport._exit_waiters and _protocol, StreamReader._waiter  ->  is a process waited for?
    _UnixReadPipeTransport._paused  ->  is a pipe read? (Python 3.10 has no is_reading there)
    the module name asyncio.base_subprocess  ->  a pipe that belongs to a process
    unix_events' function _do_waitpid, in a stack  ->  the watcher of a process is no work of its own
Of asyncio, replaced:
    _SelectorTransport._sock  ->  a counting stand-in, as transports do not say what they move
Of the rest of the standard library:
    _thread._count, threading._DummyThread, sys._current_frames  ->  how many threads there are, and where
    ThreadPoolExecutor._threads and _shutdown  ->  whose threads they are, and that they will end
    concurrent.futures.thread's function _worker and its local names  ->  a thread that has no job
    _ExecutorManagerThread.pending_work_items  ->  the jobs of a process pool that the loop was not asked for
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Executor

    class LoopSeams(asyncio.SelectorEventLoop):
        """A selector loop with those of its private methods that are overridden here."""

        _default_executor: Executor | None
        _executor_shutdown_called: bool
        _transports: dict[int, Any]

        def _do_shutdown(self, future: asyncio.Future[Any]) -> None: ...
        def _make_socket_transport(self, sock: Any, *args: Any, **options: Any) -> Any: ...
        def _make_ssl_transport(self, rawsock: Any, *args: Any, **options: Any) -> Any: ...
        def _make_datagram_transport(self, sock: Any, *args: Any, **options: Any) -> Any: ...
        def _make_read_pipe_transport(self, pipe: Any, protocol: Any, *args: Any, **options: Any) -> Any: ...
        async def _make_subprocess_transport(
            self, protocol: Any, args: Any, *rest: Any, **options: Any
        ) -> Any: ...

else:
    LoopSeams = object
