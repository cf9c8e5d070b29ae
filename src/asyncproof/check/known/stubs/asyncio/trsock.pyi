# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import socket
import sys
from _typeshed import ReadableBuffer
from builtins import type as Type
from collections.abc import Iterable
from types import TracebackType
from typing import Any, BinaryIO, TypeAlias, overload
from typing_extensions import Never, deprecated
_Address: TypeAlias = socket._Address
_RetAddress: TypeAlias = Any
_WriteBuffer: TypeAlias = bytearray | memoryview
_CMSG: TypeAlias = tuple[int, int, bytes]

class TransportSocket:
    __slots__ = ('_sock',)

    def __init__(self, sock: socket.socket) -> None:
        ...

    @property
    def family(self) -> int:
        ...

    @property
    def type(self) -> int:
        ...

    @property
    def proto(self) -> int:
        ...

    def __getstate__(self) -> Never:
        ...

    def fileno(self) -> int:
        ...

    def dup(self) -> socket.socket:
        ...

    def get_inheritable(self) -> bool:
        ...

    def shutdown(self, how: int) -> None:
        ...

    def getsockopt(self, level: int, optname: int):
        ...

    def setsockopt(self, level: int, optname: int, value: int | ReadableBuffer) -> None:
        ...

    def getpeername(self) -> _RetAddress:
        ...

    def getsockname(self) -> _RetAddress:
        ...

    def getsockbyname(self) -> Never:
        ...

    def settimeout(self, value: float | None) -> None:
        ...

    def gettimeout(self) -> float | None:
        ...

    def setblocking(self, flag: bool) -> None:
        ...
