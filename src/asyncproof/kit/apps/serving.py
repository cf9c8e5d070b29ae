"""Serves an app for as long as a block, or a test, lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from asyncproof.core import UsageError
from asyncproof.kit.apps.address import Address, choose_free, read_url
from asyncproof.kit.apps.ground import find_network
from asyncproof.kit.apps.journal import Journal
from asyncproof.kit.apps.kinds import peer_for
from asyncproof.kit.apps.options import Options, read_options
from asyncproof.kit.apps.server import Server
from asyncproof.kit.apps.verdict import add_note, verdict_on

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import TracebackType

    from typing_extensions import Unpack

    from asyncproof.kit.apps.aiohttp_peer import AiohttpPeer
    from asyncproof.kit.apps.errors import AppFailed
    from asyncproof.kit.apps.options import OptionsByName
    from asyncproof.kit.apps.uvicorn_peer import UvicornPeer
    from asyncproof.loop.network import Network


_OF_THE_SERVER = frozenset({"url", "ws_url", "state", "errors", "raises", "wait_idle", "link"})


def asgi(app: Any, url: str | None = None, **options: Unpack[OptionsByName]) -> Serving:
    """Serve an ASGI app, or an aiohttp.web application, while a block lasts, in the loop that runs it.

    Write `async with asgi(app) as server:`, and give `server.url` to any client. `url` is scheme and host, as
    in "https://shop.example"; without it the app gets a host of its own. `lifespan=False` leaves out startup
    and shutdown. An exception of the app is a 500 for its client and fails the test at the end of the block,
    unless `server.raises` expected it, or with `raise_app_errors=False`.
    `root_path`, `headers`, `keep_alive`, `ping_interval` and `grace` are as in a server's configuration.
    """
    return Serving(app, url, read_options(options))


class Serving:
    """An app that is served while a block lasts."""

    def __init__(self, app: Any, url: str | None, options: Options) -> None:
        """Prepare; the app is started when the block is entered."""
        self._app = app
        self._address = None if url is None else read_url(url)
        self._options = options
        self._open: tuple[Network, Address, UvicornPeer | AiohttpPeer] | None = None
        self.journal = Journal()

    @property
    def told(self) -> list[tuple[str, Journal]]:
        """Where the app was, and what it has to tell."""
        if not self._options.raise_app_errors:
            self.journal.failures.clear()
        return [("" if self._address is None else self._address.url, self.journal)]

    async def __aenter__(self) -> Server:
        """Start the app and give it its place on the network."""
        if self._open is not None:
            raise UsageError("this app is served already; write asgi(app) once more to serve it twice.")
        network = find_network()
        self._address = address = self._address or choose_free(network)
        _check_free(network, address)
        peer = peer_for(self._app, self.journal, self._options)
        await _start(peer, address)
        network.mount(address.host, address.port, peer.protocol, tls=address.tls)
        self._open = network, address, peer
        return Server(address, peer, self.journal, network)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the app, and tell what went wrong in it: as an error, or as a note on the block's own."""
        __tracebackhide__ = True
        await self.stop()
        verdict = verdict_on(self.told)
        if verdict is None:
            return
        if error is None:
            raise verdict
        add_note(error, verdict.message)

    def __enter__(self) -> NoReturn:
        """Say how it is written."""
        raise UsageError("an app is served in an async block: write `async with asgi(app) as server:`.")

    def __exit__(self, *_: object) -> None:
        """Make a `with` block reach `__enter__`."""

    def __await__(self) -> Generator[Any, None, Server]:
        """Say how it is written."""
        raise UsageError(
            "asyncproof.kit.asgi(app) is a block: write `async with asgi(app) as server:`, or ask for the "
            "`asgi` fixture, which ends the app after the test, and write `server = await asgi(app)`."
        )

    def __getattr__(self, name: str) -> NoReturn:
        """Say what is missing to whoever takes this for the server."""
        if name in _OF_THE_SERVER:
            raise UsageError(
                f"the app is not served yet, so there is no {name}: write `server = await asgi(app)` with "
                "the fixture, or `async with asgi(app) as server:`."
            )
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    async def stop(self) -> None:
        """Take the app off the network, let it finish and shut down."""
        if self._open is None:
            return
        (network, address, peer), self._open = self._open, None
        network.unmount(address.host, address.port)
        await peer.stop()


class Apps:
    """Serves apps until the test ends: what the `asgi` fixture gives to a test."""

    def __init__(self) -> None:
        """Start with no app."""
        self._kept: list[Serving] = []

    def __call__(self, app: Any, url: str | None = None, **options: Unpack[OptionsByName]) -> KeptServing:
        """Serve an app: `server = await asgi(app)`; the arguments are those of `asyncproof.kit.asgi`."""
        return KeptServing(self, app, url, read_options(options))

    async def keep(self, serving: Serving) -> Server:
        """Start serving, until `close`."""
        server = await serving.__aenter__()
        self._kept.append(serving)
        return server

    def verdict(self) -> AppFailed | None:
        """Return what the apps have to tell so far, each time only what is new."""
        return verdict_on(told for serving in self._kept for told in serving.told)

    async def close(self) -> None:
        """End all apps, the last one first, and tell what went wrong in them."""
        __tracebackhide__ = True
        for serving in reversed(self._kept):
            await serving.stop()
        verdict = self.verdict()
        self._kept.clear()
        if verdict is not None:
            raise verdict


class KeptServing(Serving):
    """An app that may be awaited: then it is served until the test ends."""

    def __init__(self, apps: Apps, app: Any, url: str | None, options: Options) -> None:
        """Prepare; the app is started when this is awaited, or entered as a block."""
        super().__init__(app, url, options)
        self._apps = apps

    def __await__(self) -> Generator[Any, None, Server]:
        """Start the app."""
        return self._apps.keep(self).__await__()


async def _start(peer: UvicornPeer | AiohttpPeer, address: Address) -> None:
    """Start an app; what it raises is its own exception, and says that it was the start."""
    try:
        await peer.start()
    except Exception as error:
        add_note(error, f"This came from the start of the app at {address.url}: from its lifespan.")
        raise


def _check_free(network: Network, address: Address) -> None:
    place = network.registry.hosts.place(address.host)
    if network.registry.bound(place, address.port) is not None:
        raise UsageError(
            f"{address.url} is taken: something else is served there. Give this app a host of its own, as in "
            'asgi(app, "http://second.test").'
        )
