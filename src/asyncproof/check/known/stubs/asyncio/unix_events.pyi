# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
import types
from _typeshed import StrPath
from abc import ABCMeta, abstractmethod
from collections.abc import Callable
from socket import socket
from typing import Literal
from typing_extensions import Self, TypeVarTuple, Unpack, deprecated
from . import events
from .base_events import Server, _ProtocolFactory, _SSLContext
from .selector_events import BaseSelectorEventLoop
_Ts = TypeVarTuple('_Ts')
__all__ = ('SelectorEventLoop', 'EventLoop')

class _UnixSelectorEventLoop(BaseSelectorEventLoop):

    async def create_unix_server(self, protocol_factory: _ProtocolFactory, path: StrPath | None=None, *, sock: socket | None=None, backlog: int=100, ssl: _SSLContext=None, ssl_handshake_timeout: float | None=None, ssl_shutdown_timeout: float | None=None, start_serving: bool=True, cleanup_socket: bool=True) -> Server:
        ...

class _UnixDefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    ...
SelectorEventLoop = _UnixSelectorEventLoop
_DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
EventLoop = SelectorEventLoop
