"""One connection to the redis in memory: it reads commands and answers them, in their order."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol, cast

from asyncproof.stub.resp.commands import COMMANDS
from asyncproof.stub.resp.store import CommandError
from asyncproof.stub.resp.transaction import Transaction
from asyncproof.stub.resp.waiting import BLOCKING, Waiter
from asyncproof.stub.resp.wire import OK, BadCommand, CommandReader, Error, Push, Status, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.resp.channels import Channels
    from asyncproof.stub.resp.store import Store
    from asyncproof.stub.resp.waiting import Waiting

VERSIONS = {b"2": 2, b"3": 3}
MOST_DATABASES = 16


class Shared(Protocol):
    """What all connections of a server share."""

    channels: Channels
    waiting: Waiting
    commands: list[tuple[bytes, ...]]

    def database(self, number: int) -> Store:
        """Return one of its databases."""
        ...

    def clear(self) -> None:
        """Forget the keys of all databases."""
        ...


class RedisConnection(asyncio.Protocol):
    """Speaks RESP with one client."""

    def __init__(self, server: Shared) -> None:
        """Serve what the server has."""
        self._server = server
        self._reader = CommandReader()
        self._number = 0
        self._version = 2
        self._transaction = Transaction()
        self._todo: deque[list[bytes]] = deque()
        self._waiter: Waiter | None = None

    # -- what the loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every command that is complete."""
        try:
            self._todo += self._reader.feed(data)
            self._go_on()
        except BadCommand as error:
            self._send(Error(f"ERR Protocol error: {error}"))
            self._transport.close()

    def connection_lost(self, exc: BaseException | None) -> None:  # noqa: ARG002 - as asyncio calls it
        """Listen and wait no more."""
        self._server.channels.leave(self)
        self._todo.clear()
        self._wait_no_more()

    def push(self, message: Push) -> None:
        """Send what was not asked for."""
        self._send(message)

    # -- commands

    @property
    def store(self) -> Store:
        """The database that the client has chosen."""
        return self._server.database(self._number)

    def _send(self, reply: Any) -> None:
        self._transport.write(encode(reply, self._version))

    def _answer(self, name: bytes, arguments: list[bytes]) -> None:
        self._server.commands.append((name, *arguments))
        try:
            if self._transaction.begun and name not in _AT_ONCE:
                self._send(self._transaction.queue(name, arguments, check))
                return
            reply = self._run(name, arguments)
        except CommandError as error:
            reply = Error(str(error))
        if reply is None and name in BLOCKING:
            self._waiter = Waiter(self.store, name, arguments, self._answer_late)
            self._server.waiting.add(self._waiter)
        elif reply is not NOTHING:
            self._send(reply)
        self._server.waiting.look()

    def _go_on(self) -> None:
        """Answer what has come, up to a command that waits."""
        while self._todo and self._waiter is None:
            words = self._todo.popleft()
            self._answer(words[0].upper(), words[1:])

    def _answer_late(self, reply: Any) -> None:
        """Answer the command that has waited, and those that came after it."""
        self._wait_no_more()
        self._send(reply)
        self._go_on()

    def _wait_no_more(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None:
            self._server.waiting.remove(waiter)

    def _run_queued(self, name: bytes, arguments: list[bytes]) -> Any:
        """Run one command of a transaction; one that can't be done is its reply."""
        try:
            return self._run(name, arguments)
        except CommandError as error:
            return Error(str(error))

    def _run(self, name: bytes, arguments: list[bytes]) -> Any:
        check(name, arguments)
        own = _OWN.get(name)
        return own(self, arguments) if own is not None else COMMANDS[name].function(self.store, *arguments)

    # -- commands of the connection itself

    def _ping(self, arguments: list[bytes]) -> Any:
        if self._version == 2 and self._server.channels.count(self):  # noqa: PLR2004 - RESP2
            return [b"pong", arguments[0] if arguments else b""]
        return arguments[0] if arguments else Status("PONG")

    def _echo(self, arguments: list[bytes]) -> Any:
        return arguments[0]

    def _client(self, arguments: list[bytes]) -> Any:
        return 1 if arguments[:1] == [b"ID"] else OK

    def _auth(self, arguments: list[bytes]) -> Any:
        del arguments
        return OK

    def _hello(self, arguments: list[bytes]) -> Any:
        if arguments and arguments[0] not in VERSIONS:
            raise CommandError("NOPROTO unsupported protocol version")
        self._version = VERSIONS[arguments[0]] if arguments else self._version
        return {b"server": b"redis", b"version": b"7.0.0", b"proto": self._version, b"mode": b"standalone"}

    def _select(self, arguments: list[bytes]) -> Any:
        number = arguments[0]
        if not number.isdigit() or int(number) >= MOST_DATABASES:
            raise CommandError("ERR DB index is out of range")
        self._number = int(number)
        return OK

    def _flushall(self, arguments: list[bytes]) -> Any:
        del arguments
        self._server.clear()
        return OK

    def _quit(self, arguments: list[bytes]) -> Any:
        del arguments
        self._send(OK)
        self._transport.close()
        return NOTHING

    # -- channels

    def _publish(self, arguments: list[bytes]) -> Any:
        return self._server.channels.publish(arguments[0], arguments[1])

    def _subscribe(self, arguments: list[bytes]) -> Any:
        self._server.channels.subscribe(self, arguments, patterns=False)
        return NOTHING

    def _unsubscribe(self, arguments: list[bytes]) -> Any:
        self._server.channels.unsubscribe(self, arguments, patterns=False)
        return NOTHING

    def _psubscribe(self, arguments: list[bytes]) -> Any:
        self._server.channels.subscribe(self, arguments, patterns=True)
        return NOTHING

    def _punsubscribe(self, arguments: list[bytes]) -> Any:
        self._server.channels.unsubscribe(self, arguments, patterns=True)
        return NOTHING

    # -- transactions

    def _multi(self, arguments: list[bytes]) -> Any:
        del arguments
        return self._transaction.begin()

    def _exec(self, arguments: list[bytes]) -> Any:
        del arguments
        return self._transaction.run(self._run_queued)

    def _discard(self, arguments: list[bytes]) -> Any:
        del arguments
        return self._transaction.discard()

    def _watch(self, arguments: list[bytes]) -> Any:
        return self._transaction.watch(self.store, arguments)

    def _unwatch(self, arguments: list[bytes]) -> Any:
        del arguments
        return self._transaction.unwatch()


def check(name: bytes, arguments: list[bytes]) -> None:
    """Refuse a command that there is not, or that has another number of words."""
    text = name.decode("latin-1")
    if name not in COMMANDS and name not in _OWN:
        said = " ".join(f"'{each.decode('latin-1')}'" for each in arguments[:3])
        raise CommandError(f"ERR unknown command '{text}', with args beginning with: {said}")
    fits = COMMANDS[name].fits(arguments) if name in COMMANDS else len(arguments) >= _LEAST.get(name, 0)
    if not fits:
        raise CommandError(f"ERR wrong number of arguments for '{text.lower()}' command")


NOTHING = object()
"""The reply of a command that has sent its replies itself."""

_NAMES = ["ping", "echo", "hello", "client", "auth", "select", "flushall", "quit"]
_NAMES += ["publish", "subscribe", "unsubscribe", "psubscribe", "punsubscribe"]
_NAMES += ["multi", "exec", "discard", "watch", "unwatch"]
_OWN: dict[bytes, Callable[[RedisConnection, list[bytes]], Any]] = {
    name.upper().encode(): getattr(RedisConnection, f"_{name}") for name in _NAMES
}
_LEAST = {b"ECHO": 1, b"SELECT": 1, b"PUBLISH": 2, b"SUBSCRIBE": 1, b"PSUBSCRIBE": 1, b"WATCH": 1}
"""How many words a command needs."""
_AT_ONCE = frozenset({b"EXEC", b"DISCARD", b"MULTI", b"WATCH", b"QUIT"})
"""The commands that do not wait for EXEC."""
