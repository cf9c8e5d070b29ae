# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import subprocess
from collections import deque
from collections.abc import Callable, Sequence
from typing import IO, Any, TypeAlias
from . import events, futures, protocols, transports
_File: TypeAlias = int | IO[Any] | None

class BaseSubprocessTransport(transports.SubprocessTransport):
    _closed: bool
    _protocol: protocols.SubprocessProtocol
    _loop: events.AbstractEventLoop
    _proc: subprocess.Popen[Any] | None
    _pid: int | None
    _returncode: int | None
    _exit_waiters: list[futures.Future[Any]]
    _pending_calls: deque[tuple[Callable[..., Any], tuple[Any, ...]]]
    _pipes: dict[int, _File]
    _finished: bool

    def __init__(self, loop: events.AbstractEventLoop, protocol: protocols.SubprocessProtocol, args: str | bytes | Sequence[str | bytes], shell: bool, stdin: _File, stdout: _File, stderr: _File, bufsize: int, waiter: futures.Future[Any] | None=None, extra: Any | None=None, **kwargs: Any) -> None:
        ...

    def _start(self, args: str | bytes | Sequence[str | bytes], shell: bool, stdin: _File, stdout: _File, stderr: _File, bufsize: int, **kwargs: Any) -> None:
        ...

    def get_pid(self) -> int | None:
        ...

    def get_pipe_transport(self, fd: int) -> _File:
        ...

    def _check_proc(self) -> None:
        ...

    def send_signal(self, signal: int) -> None:
        ...

    async def _connect_pipes(self, waiter: futures.Future[Any] | None) -> None:
        ...

    def _call(self, cb: Callable[..., object], *data: Any) -> None:
        ...

    def _pipe_connection_lost(self, fd: int, exc: BaseException | None) -> None:
        ...

    def _pipe_data_received(self, fd: int, data: bytes) -> None:
        ...

    def _process_exited(self, returncode: int) -> None:
        ...

    async def _wait(self) -> int:
        ...

    def _try_finish(self) -> None:
        ...

    def _call_connection_lost(self, exc: BaseException | None) -> None:
        ...

    def __del__(self) -> None:
        ...

class WriteSubprocessPipeProto(protocols.BaseProtocol):

    def __init__(self, proc: BaseSubprocessTransport, fd: int) -> None:
        ...

class ReadSubprocessPipeProto(WriteSubprocessPipeProto, protocols.Protocol):
    ...
