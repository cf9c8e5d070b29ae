# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import ssl
import sys
from _typeshed import FileDescriptorLike, ReadableBuffer, WriteableBuffer
from asyncio import _AwaitableLike, _CoroutineLike
from asyncio.events import AbstractEventLoop, AbstractServer, Handle, TimerHandle, _TaskFactory
from asyncio.futures import Future
from asyncio.protocols import BaseProtocol
from asyncio.tasks import Task
from asyncio.transports import BaseTransport, DatagramTransport, ReadTransport, SubprocessTransport, Transport, WriteTransport
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import Context
from socket import AddressFamily, AddressInfo, _Address, _GetAddrInfoResult, _RetAddress, socket
from typing import IO, Any, Literal, TypeAlias, TypeVar, overload
from typing_extensions import TypeVarTuple, Unpack
__all__ = ('BaseEventLoop', 'Server')
_T = TypeVar('_T')
_Ts = TypeVarTuple('_Ts')
_ProtocolT = TypeVar('_ProtocolT', bound=BaseProtocol)
_Context: TypeAlias = dict[str, Any]
_ExceptionHandler: TypeAlias = Callable[[AbstractEventLoop, _Context], object]
_ProtocolFactory: TypeAlias = Callable[[], BaseProtocol]
_SSLContext: TypeAlias = bool | None | ssl.SSLContext

class Server(AbstractServer):

    def __init__(self, loop: AbstractEventLoop, sockets: Iterable[socket], protocol_factory: _ProtocolFactory, ssl_context: _SSLContext, backlog: int, ssl_handshake_timeout: float | None, ssl_shutdown_timeout: float | None=None) -> None:
        ...

    def close_clients(self) -> None:
        ...

    def abort_clients(self) -> None:
        ...

    def get_loop(self) -> AbstractEventLoop:
        ...

    def is_serving(self) -> bool:
        ...

    async def start_serving(self) -> None:
        ...

    async def serve_forever(self) -> None:
        ...

    @property
    def sockets(self) -> tuple[socket, ...]:
        ...

    def close(self) -> None:
        ...

    async def wait_closed(self) -> None:
        ...

class BaseEventLoop(AbstractEventLoop):

    def run_forever(self) -> None:
        ...

    def run_until_complete(self, future: _AwaitableLike[_T]) -> _T:
        ...

    def stop(self) -> None:
        ...

    def is_running(self) -> bool:
        ...

    def is_closed(self) -> bool:
        ...

    def close(self) -> None:
        ...

    async def shutdown_asyncgens(self) -> None:
        ...

    def call_soon(self, callback: Callable[[Unpack[_Ts]], object], *args: Unpack[_Ts], context: Context | None=None) -> Handle:
        ...

    def call_later(self, delay: float, callback: Callable[[Unpack[_Ts]], object], *args: Unpack[_Ts], context: Context | None=None) -> TimerHandle:
        ...

    def call_at(self, when: float, callback: Callable[[Unpack[_Ts]], object], *args: Unpack[_Ts], context: Context | None=None) -> TimerHandle:
        ...

    def time(self) -> float:
        ...

    def create_future(self) -> Future[Any]:
        ...

    def create_task(self, coro: _CoroutineLike[_T], *, name: object=None, context: Context | None=None, eager_start: bool | None=None) -> Task[_T]:
        ...

    def set_task_factory(self, factory: _TaskFactory | None) -> None:
        ...

    def get_task_factory(self) -> _TaskFactory | None:
        ...

    def call_soon_threadsafe(self, callback: Callable[[Unpack[_Ts]], object], *args: Unpack[_Ts], context: Context | None=None) -> Handle:
        ...

    def run_in_executor(self, executor: Executor | None, func: Callable[[Unpack[_Ts]], _T], *args: Unpack[_Ts]) -> Future[_T]:
        ...

    def set_default_executor(self, executor: ThreadPoolExecutor) -> None:
        ...

    async def getaddrinfo(self, host: bytes | str | None, port: bytes | str | int | None, *, family: int=0, type: int=0, proto: int=0, flags: int=0) -> _GetAddrInfoResult:
        ...

    async def getnameinfo(self, sockaddr: tuple[str, int] | tuple[str, int, int, int], flags: int=0) -> tuple[str, str]:
        ...

    async def create_connection(self, protocol_factory: Callable[[], _ProtocolT], host: str=..., port: int=..., *, ssl: _SSLContext=None, family: int=0, proto: int=0, flags: int=0, sock: None=None, local_addr: tuple[str, int] | None=None, server_hostname: str | None=None, ssl_handshake_timeout: float | None=None, ssl_shutdown_timeout: float | None=None, happy_eyeballs_delay: float | None=None, interleave: int | None=None, all_errors: bool=False) -> tuple[Transport, _ProtocolT]:
        ...

    async def create_server(self, protocol_factory: _ProtocolFactory, host: str | Sequence[str] | None, port: int, *, family: int=0, flags: int=1, sock: None=None, backlog: int=100, ssl: _SSLContext=None, reuse_address: bool | None=None, reuse_port: bool | None=None, keep_alive: bool | None=None, ssl_handshake_timeout: float | None=None, ssl_shutdown_timeout: float | None=None, start_serving: bool=True) -> Server:
        ...

    async def start_tls(self, transport: BaseTransport, protocol: BaseProtocol, sslcontext: ssl.SSLContext, *, server_side: bool=False, server_hostname: str | None=None, ssl_handshake_timeout: float | None=None, ssl_shutdown_timeout: float | None=None) -> Transport | None:
        ...

    async def connect_accepted_socket(self, protocol_factory: Callable[[], _ProtocolT], sock: socket, *, ssl: _SSLContext=None, ssl_handshake_timeout: float | None=None, ssl_shutdown_timeout: float | None=None) -> tuple[Transport, _ProtocolT]:
        ...

    async def sock_sendfile(self, sock: socket, file: IO[bytes], offset: int=0, count: int | None=None, *, fallback: bool | None=True) -> int:
        ...

    async def sendfile(self, transport: WriteTransport, file: IO[bytes], offset: int=0, count: int | None=None, *, fallback: bool=True) -> int:
        ...

    async def create_datagram_endpoint(self, protocol_factory: Callable[[], _ProtocolT], local_addr: tuple[str, int] | str | None=None, remote_addr: tuple[str, int] | str | None=None, *, family: int=0, proto: int=0, flags: int=0, reuse_port: bool | None=None, allow_broadcast: bool | None=None, sock: socket | None=None) -> tuple[DatagramTransport, _ProtocolT]:
        ...

    async def connect_read_pipe(self, protocol_factory: Callable[[], _ProtocolT], pipe: Any) -> tuple[ReadTransport, _ProtocolT]:
        ...

    async def connect_write_pipe(self, protocol_factory: Callable[[], _ProtocolT], pipe: Any) -> tuple[WriteTransport, _ProtocolT]:
        ...

    async def subprocess_shell(self, protocol_factory: Callable[[], _ProtocolT], cmd: bytes | str, *, stdin: int | IO[Any] | None=-1, stdout: int | IO[Any] | None=-1, stderr: int | IO[Any] | None=-1, universal_newlines: Literal[False]=False, shell: Literal[True]=True, bufsize: Literal[0]=0, encoding: None=None, errors: None=None, text: Literal[False] | None=None, **kwargs: Any) -> tuple[SubprocessTransport, _ProtocolT]:
        ...

    async def subprocess_exec(self, protocol_factory: Callable[[], _ProtocolT], program: Any, *args: Any, stdin: int | IO[Any] | None=-1, stdout: int | IO[Any] | None=-1, stderr: int | IO[Any] | None=-1, universal_newlines: Literal[False]=False, shell: Literal[False]=False, bufsize: Literal[0]=0, encoding: None=None, errors: None=None, text: Literal[False] | None=None, **kwargs: Any) -> tuple[SubprocessTransport, _ProtocolT]:
        ...

    def add_reader(self, fd: FileDescriptorLike, callback: Callable[[Unpack[_Ts]], Any], *args: Unpack[_Ts]) -> None:
        ...

    def remove_reader(self, fd: FileDescriptorLike) -> bool:
        ...

    def add_writer(self, fd: FileDescriptorLike, callback: Callable[[Unpack[_Ts]], Any], *args: Unpack[_Ts]) -> None:
        ...

    def remove_writer(self, fd: FileDescriptorLike) -> bool:
        ...

    async def sock_recv(self, sock: socket, nbytes: int) -> bytes:
        ...

    async def sock_recv_into(self, sock: socket, buf: WriteableBuffer) -> int:
        ...

    async def sock_sendall(self, sock: socket, data: ReadableBuffer) -> None:
        ...

    async def sock_connect(self, sock: socket, address: _Address) -> None:
        ...

    async def sock_accept(self, sock: socket) -> tuple[socket, _RetAddress]:
        ...

    async def sock_recvfrom(self, sock: socket, bufsize: int) -> tuple[bytes, _RetAddress]:
        ...

    async def sock_recvfrom_into(self, sock: socket, buf: WriteableBuffer, nbytes: int=0) -> tuple[int, _RetAddress]:
        ...

    async def sock_sendto(self, sock: socket, data: ReadableBuffer, address: _Address) -> int:
        ...

    def add_signal_handler(self, sig: int, callback: Callable[[Unpack[_Ts]], Any], *args: Unpack[_Ts]) -> None:
        ...

    def remove_signal_handler(self, sig: int) -> bool:
        ...

    def set_exception_handler(self, handler: _ExceptionHandler | None) -> None:
        ...

    def get_exception_handler(self) -> _ExceptionHandler | None:
        ...

    def default_exception_handler(self, context: _Context) -> None:
        ...

    def call_exception_handler(self, context: _Context) -> None:
        ...

    def get_debug(self) -> bool:
        ...

    def set_debug(self, enabled: bool) -> None:
        ...

    async def shutdown_default_executor(self, timeout: float | None=None) -> None:
        ...

    def __del__(self) -> None:
        ...
