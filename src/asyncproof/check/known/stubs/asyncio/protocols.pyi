# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
from _typeshed import ReadableBuffer
from asyncio import transports
from typing import Any
__all__ = ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol')

class BaseProtocol:
    __slots__ = ()

    def connection_made(self, transport: transports.BaseTransport) -> None:
        ...

    def connection_lost(self, exc: Exception | None) -> None:
        ...

    def pause_writing(self) -> None:
        ...

    def resume_writing(self) -> None:
        ...

class Protocol(BaseProtocol):
    __slots__: tuple[str, ...] = ()

    def data_received(self, data: bytes) -> None:
        ...

    def eof_received(self) -> bool | None:
        ...

class BufferedProtocol(BaseProtocol):
    __slots__ = ()

    def get_buffer(self, sizehint: int) -> ReadableBuffer:
        ...

    def buffer_updated(self, nbytes: int) -> None:
        ...

    def eof_received(self) -> bool | None:
        ...

class DatagramProtocol(BaseProtocol):
    __slots__ = ()

    def connection_made(self, transport: transports.DatagramTransport) -> None:
        ...

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        ...

    def error_received(self, exc: Exception) -> None:
        ...

class SubprocessProtocol(BaseProtocol):
    __slots__: tuple[str, ...] = ()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        ...

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        ...

    def process_exited(self) -> None:
        ...
