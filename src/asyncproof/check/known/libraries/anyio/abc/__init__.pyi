# Made by tools/known_libraries.py: what is async in anyio.abc.
from anyio.abc._resources import AsyncResource as AsyncResource
from anyio.abc._streams import ByteReceiveStream as ByteReceiveStream
from anyio.abc._streams import ByteSendStream as ByteSendStream
from anyio.abc._streams import ByteStream as ByteStream
from anyio.abc._streams import ObjectReceiveStream as ObjectReceiveStream
from anyio.abc._streams import ObjectSendStream as ObjectSendStream
from anyio.abc._subprocesses import Process as Process
from anyio.abc._sockets import SocketStream as SocketStream
from anyio.abc._tasks import TaskGroup as TaskGroup
