# Made by tools/known_libraries.py: what is async in anyio.abc._sockets.
from typing import Any
from anyio.abc._streams import ByteStream
from anyio._core._typedattr import TypedAttributeProvider

class _SocketProvider(TypedAttributeProvider):
    @property
    def extra_attributes(self) -> Any: ...
class SocketStream(ByteStream, _SocketProvider):
    @classmethod
    async def from_socket(cls, *args, **kwargs) -> SocketStream: ...
