"""The part of a loop that knows what real work is outstanding."""

from __future__ import annotations

import asyncio
import signal
import threading
import warnings
import weakref
from contextlib import contextmanager, nullcontext, suppress
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from asyncproof.loop.real.abandon import abandon, daemons
from asyncproof.loop.real.connections import follow_connection
from asyncproof.loop.real.datagrams import Endpoint, follow_endpoint
from asyncproof.loop.real.descriptors import READING, WRITING, Descriptors, Watched, number_of
from asyncproof.loop.real.ends import Ends
from asyncproof.loop.real.jobs import follow_job
from asyncproof.loop.real.operations import RawSockets
from asyncproof.loop.real.processes import Process, ReadPipe, is_of_process
from asyncproof.loop.real.seams import LoopSeams
from asyncproof.loop.real.threads import Threads
from asyncproof.loop.real.work import Book, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Executor

    from typing_extensions import TypeVarTuple, Unpack

    _Ts = TypeVarTuple("_Ts")

_T = TypeVar("_T")


@contextmanager
def _outside_of_loops() -> Iterator[None]:
    """Hide the running loop: who forbids blocking calls in one means the user's, not a look at threads."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running)


def _shut_down(executor: Executor, loop: asyncio.AbstractEventLoop, done: asyncio.Future[None]) -> None:
    """Wait for an executor's threads, and tell the loop, if that is still there and has not given up."""
    executor.shutdown(wait=True)
    with suppress(RuntimeError):  # the loop is closed
        loop.call_soon_threadsafe(_finish, done)


def _finish(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)


class RealWork(LoopSeams):
    """Mix in before a selector event loop; who owns the clock asks the four `_work_…` methods."""

    _signal_handlers: Mapping[int, object] = MappingProxyType(
        {}
    )  # where there are signals, asyncio has its own

    def __init__(self, *args: Any, **options: Any) -> None:
        """Start with nothing outstanding."""
        self._work_book = Book()
        self._work_open = self._work_book.open
        self._work_threads = Threads()
        self._work_ends = Ends()
        self._work_descriptors = Descriptors(self._work_book)
        self._work_sockets = RawSockets(self._work_book, self._work_ends)
        self._work_endpoints: weakref.WeakSet[Endpoint] = weakref.WeakSet()
        super().__init__(*args, **options)

    # -- for the owner of the clock

    def _work_quiet(self) -> bool:
        """Tell, very cheaply, that certainly nothing is outstanding; False only says that one has to look."""
        return not self._work_open and not self._signal_handlers and self._work_threads.quiet()

    def _work_outstanding(self) -> list[Work]:
        """Look at everything, and return what may still report; it may do so while we look."""
        with _outside_of_loops():
            found = self._work_book.look(monotonic()) + self._work_threads.look()
        if not found and self._work_threads.may_answer():
            from asyncproof.loop.real.answers import awaited_answers  # noqa: PLC0415 - seldom needed, and big

            found = awaited_answers(asyncio.all_tasks(self))
        if self._signal_handlers:
            names = ", ".join(signal.Signals(number).name for number in self._signal_handlers)
            found.append(Work(f"a signal that the loop handles: {names}", ("signal", names), certain=False))
        return found

    def _work_callers(self) -> float:
        """Return how many real seconds threads of somebody else's are worth waiting for; 0 if none is."""
        with _outside_of_loops():
            return self._work_threads.callers()

    def _work_run_begins(self) -> None:
        """Take the threads that are there for somebody else's; to be called before every run."""
        self._work_threads.begin()

    def _work_run_ends(self) -> None:
        """Remember the threads that came up; to be called after every run."""
        self._work_threads.end()

    # -- executors and processes

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[_Ts]], _T], *args: Unpack[_Ts]
    ) -> asyncio.Future[_T]:
        """Give a job to an executor, as asyncio does."""
        with daemons() if executor is None else nullcontext():
            future = super().run_in_executor(executor, func, *args)
        follow_job(self._work_book, self._work_threads, executor or self._default_executor, func, future)
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Wait until the default executor's threads have ended; those that never will are left behind."""
        self._executor_shutdown_called = True
        executor = self._default_executor
        if executor is None:
            return
        done = self.create_future()
        waiting = threading.Thread(
            target=_shut_down, args=(executor, self, done), name="asyncproof waits for jobs", daemon=True
        )
        waiting.start()
        try:
            await asyncio.wait_for(asyncio.shield(done), timeout)
        except asyncio.TimeoutError:
            warnings.warn(
                f"the default executor did not end its threads within {timeout} seconds; they are left",
                RuntimeWarning,
                stacklevel=2,
            )
        finally:
            if done.done():
                waiting.join()
            else:
                done.cancel()
                abandon(executor)

    async def _make_subprocess_transport(self, protocol: Any, args: Any, *rest: Any, **options: Any) -> Any:
        with self._work_sockets.making(args):
            transport = await super()._make_subprocess_transport(protocol, args, *rest, **options)
        Process(self._work_book, transport, args)
        return transport

    def _make_read_pipe_transport(self, pipe: Any, protocol: Any, *args: Any, **options: Any) -> Any:
        transport = super()._make_read_pipe_transport(pipe, protocol, *args, **options)
        if not is_of_process(protocol):
            ReadPipe(self._work_book, transport)
        return transport

    # -- sockets with a transport

    def _make_socket_transport(self, sock: Any, *args: Any, **options: Any) -> Any:
        transport = super()._make_socket_transport(sock, *args, **options)
        self._follow(transport, sock, options)
        return transport

    def _make_ssl_transport(self, rawsock: Any, *args: Any, **options: Any) -> Any:
        transport = super()._make_ssl_transport(rawsock, *args, **options)
        self._follow(self._transports[rawsock.fileno()], rawsock, options)
        return transport

    def _follow(self, transport: Any, sock: Any, options: dict[str, Any]) -> None:
        accepted = options.get("server") is not None
        follow_connection(self._work_book, self._work_ends, transport, sock, accepted=accepted)

    def _make_datagram_transport(self, sock: Any, *args: Any, **options: Any) -> Any:
        transport = super()._make_datagram_transport(sock, *args, **options)
        follow_endpoint(self._work_book, self._work_endpoints, transport, sock)
        return transport

    # -- sockets without one

    async def sock_connect(self, sock: Any, address: Any) -> None:
        """Connect, as asyncio does."""
        with self._work_sockets.connecting(sock, address):
            await super().sock_connect(sock, address)

    async def sock_accept(self, sock: Any) -> Any:
        """Accept, as asyncio does; somebody who waits for others to come has nothing outstanding."""
        accepted = await super().sock_accept(sock)
        self._work_sockets.meet(accepted[0])
        return accepted

    async def sock_recv(self, sock: Any, nbytes: int) -> bytes:
        """Receive, as asyncio does."""
        with self._work_sockets.receiving(sock):
            return await super().sock_recv(sock, nbytes)

    async def sock_recv_into(self, sock: Any, buf: Any) -> int:
        """Receive, as asyncio does."""
        with self._work_sockets.receiving(sock):
            return await super().sock_recv_into(sock, buf)

    async def sock_sendall(self, sock: Any, data: Any) -> None:
        """Send, as asyncio does."""
        with self._work_sockets.sending(sock):
            await super().sock_sendall(sock, data)

    # -- watched descriptors

    def add_reader(self, fd: Any, callback: Callable[[Unpack[_Ts]], Any], *args: Unpack[_Ts]) -> None:
        """Watch a descriptor, as asyncio does."""
        self._work_watch(super().add_reader, fd, READING, callback, args)

    def add_writer(self, fd: Any, callback: Callable[[Unpack[_Ts]], Any], *args: Unpack[_Ts]) -> None:
        """Watch a descriptor, as asyncio does."""
        self._work_watch(super().add_writer, fd, WRITING, callback, args)

    def _work_watch(
        self, add: Callable[..., Any], fd: Any, why: str, callback: Callable[..., Any], args: tuple[Any, ...]
    ) -> None:
        watched = Watched(number_of(fd), why, callback)
        add(fd, watched, *args)
        self._work_descriptors.add(number_of(fd), why, watched)

    def remove_reader(self, fd: Any) -> bool:
        """Watch a descriptor no more, as asyncio does."""
        self._work_descriptors.remove(number_of(fd), READING)
        return super().remove_reader(fd)

    def remove_writer(self, fd: Any) -> bool:
        """Watch a descriptor no more, as asyncio does."""
        self._work_descriptors.remove(number_of(fd), WRITING)
        return super().remove_writer(fd)
