"""A redis of the test run's own: a real one if its program is there, or else fakeredis, which says so."""

from __future__ import annotations

import secrets
import signal
import socket
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from asyncproof.core import UsageError
from asyncproof.kit.servers.programs import find_redis
from asyncproof.kit.servers.watched import Watched

if TYPE_CHECKING:
    from types import TracebackType

_HOW = "Install one (apt install redis-server, brew install redis)"


class _Running(Protocol):
    def close(self) -> None:
        """End it."""


class FakeRedisWarning(UserWarning):
    """The tests talk to fakeredis, which knows most commands of redis, but is none."""


class RedisServer:
    """A server that starts when its address is first asked for, and is gone when this process is gone."""

    def __init__(self, *, fake: bool | None) -> None:
        self._fake = fake
        self._url = ""
        self._running: _Running | None = None
        self._turn = Lock()
        self.is_real = False
        """Whether it is a redis, and not fakeredis: known once it runs."""

    @property
    def url(self) -> str:
        """The address: `redis.asyncio.from_url(server.url)`."""
        with self._turn:
            if self._running is None:
                self._start()
            return self._url

    def close(self) -> None:
        """End the server now."""
        with self._turn:
            running, self._running = self._running, None
        if running is not None:
            running.close()

    def _start(self) -> None:
        program = None if self._fake else find_redis()
        if program is not None:
            self._running, self._url = _start_real(program)
            self.is_real = True
            return
        if self._fake is False:
            raise UsageError(f"there is no redis-server on this machine. {_HOW}, or allow fakeredis.")
        if find_spec("fakeredis") is None:
            raise UsageError(
                f"there is neither redis-server nor fakeredis on this machine. {_HOW}, or "
                "pip install fakeredis."
            )
        if self._fake is None:
            warnings.warn(
                f"there is no redis-server on this machine: the tests talk to fakeredis. {_HOW}, or say that "
                "it is meant: redis_server(fake=True).",
                FakeRedisWarning,
                stacklevel=4,
            )
        from asyncproof.kit.servers.fake_redis import FakeRedis  # noqa: PLC0415 - fakeredis is an extra

        fake = FakeRedis()
        self._running, self._url = fake, fake.url

    def __enter__(self) -> RedisServer:  # noqa: PYI034 - Self is in typing from Python 3.11 on
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


def redis_server(*, fake: bool | None = None) -> RedisServer:
    """Return a redis of this run's own.

    Args:
        fake: False asks for a real one, True for fakeredis. None takes a real one if its program is there,
            and else fakeredis with a `FakeRedisWarning`.

    """
    return RedisServer(fake=fake)


def _start_real(program: str) -> tuple[Watched, str]:
    home = Path(tempfile.mkdtemp(prefix="asyncproof-redis-"))
    port, password = _free_port(), secrets.token_hex(16)
    settings = home / "redis.conf"  # not on the command line, which all users can read
    settings.write_text(
        f'port {port}\nbind 127.0.0.1\nrequirepass {password}\nsave ""\ndir {home}\n', encoding="utf-8"
    )
    watched = Watched(
        "redis", home, command=[program, str(settings)], ready_port=port, signal=int(signal.SIGTERM)
    )
    return watched, f"redis://:{password}@127.0.0.1:{port}/0"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
