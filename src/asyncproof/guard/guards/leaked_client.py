"""Finds clients, pools and engines that a test made, used and never closed."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import ref

from asyncproof.core.record import record
from asyncproof.guard.expected import display, is_expected
from asyncproof.guard.holding.clients import CLIENTS, Client, client_of
from asyncproof.guard.holding.globally import is_kept_by_a_module
from asyncproof.guard.holding.making import Making, making_here, makings_of_waiting_tasks
from asyncproof.guard.keeper import ClassKeeper
from asyncproof.guard.reading.owncode import line_with

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Mapping

    from asyncproof.core import Place
    from asyncproof.guard.holding.belongings import Belonging
    from asyncproof.guard.owner import Owner


class LeakedClient(ClassKeeper):
    """A client, a pool of connections or an engine was used and never closed.

    ```python title="test_greeting.py"
    import httpx
    import pytest


    def greet(request):
        return httpx.Response(200, text="hello")


    @pytest.mark.asyncio
    async def test_greeting():
        client = httpx.AsyncClient(transport=httpx.MockTransport(greet))
        assert (await client.get("http://example.org")).text == "hello"
    ```

    ```console
    $ pytest test_greeting.py
    ...
    leaked-client: `httpx.AsyncClient` was never closed
        test_greeting.py:11:  client = httpx.AsyncClient(transport=httpx.MockTransport(greet))
    ...
    ```

    ## What it sees

    Clients of aiohttp, httpx, httpx2, redis, websockets and nats; connections, pools and engines of
    aiosqlite, asyncpg, psycopg, aiomysql, aio-pika and SQLAlchemy: made by the tests or the code under
    test, used, and not closed when the test, or the wider fixture that made them, is torn down, or when
    they are thrown away.

    It also sees a client that a module keeps for the whole run, and whose connections belong to the loop
    of one test: the loop is closed, and the next test that uses the client gets "Event loop is closed".

    ## Why it is bad

    Its connections stay open, and they belong to an event loop that is about to be closed: whoever
    touches them later gets "Event loop is closed" in a test that has done nothing wrong.

    ## What to do instead

    `async with` where it is made. A client that many tests share belongs into a fixture whose loop lives as
    long: `@pytest_asyncio.fixture(scope="module", loop_scope="module")`, and is closed after its `yield`.

    ## What it cannot see

    Other libraries; clients inside the objects of other libraries. An `httpx.AsyncClient` that was never
    used holds nothing, and a synchronous client only counts while it has connections.
    """

    name: ClassVar[str] = "leaked-client"
    texts: ClassVar[tuple[str, ...]] = ("Unclosed client session", "Unclosed connector")
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    hears_of_ends: ClassVar[bool] = True
    why: ClassVar[str] = "its connections stay open, and belong to an event loop that ends with the test"
    cure: ClassVar[str] = "use `async with`, or close it after the `yield` of the fixture that made it"
    classes: ClassVar[tuple[tuple[str, str], ...]] = tuple((one.module, one.name) for one in CLIENTS)

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._shared: dict[int, _Shared] = {}
        self._own_loops: list[AbstractEventLoop] = []
        self._display: tuple[object, object] | None = None

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear also of connections, to know which line uses a client that belongs to nobody."""
        return {**super().audits(), "socket.__new__": self._connects}

    def run_begins(self) -> None:
        """Find the clients that were made while the tests were imported."""
        super().run_begins()
        if self._reached:
            known = tuple(self._reached.values())
            things = gc.get_objects()
            kinds = {kind for kind in set(map(type, things)) if issubclass(kind, known)}
            for thing in things if kinds else ():
                if type(thing) in kinds:
                    self._share(thing)

    def test_begins(self, test: Owner) -> None:
        """See who shows warnings, as a test may look for this one itself."""
        super().test_begins(test)
        self._display = display()

    def made(self, thing: Any) -> None:
        """Note a new client."""
        client = client_of(type(thing))
        making = making_here()
        if client is None or making.origin is None:
            return
        if making.at_import:
            self._share(thing)
        elif not making.by_library(_top(client.module), *_FRIENDS) and not making.passed(*client.parts_of):
            loop = asyncio._get_running_loop()  # noqa: SLF001 - it never raises
            self.keep(thing, making, None if loop is None else ref(loop))

    def dies(self, thing: Any) -> None:
        """Look at one that is thrown away."""
        belonging = self.belongings.drop(thing)
        client = client_of(type(thing))
        if belonging is None or client is None or not client.is_open(thing):
            return
        if not is_expected(f"unclosed {client.shown}", ResourceWarning, self._display):
            self._tell(belonging, thing, client)

    def judge(self, belonging: Belonging, thing: Any) -> None:
        """Look at one that lives when its owner has ended."""
        client = client_of(type(thing))
        if client is None or not client.is_open(thing):
            return
        if not (_may_go_on(client, belonging) and is_kept_by_a_module(thing, belonging)):
            self._tell(belonging, thing, client)

    def _tell(self, belonging: Belonging, thing: Any, client: Client) -> None:
        making = belonging.making
        self.tell(
            belonging.owner,
            f"`{_shown(thing, client)}` was never closed",
            place=making.place,
            subjects=[client.shown, f"{type(thing).__module__}.{type(thing).__qualname__}", making.name],
            cure=client.cure,
        )

    # ------------------------------------------------------------------ clients that belong to nobody

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Note a loop that is the test's own."""
        owner = self.session.owner_now()
        if self._shared and owner is not None and not owner.is_wide:
            self._own_loops.append(loop)

    def test_ends(self, test: Owner) -> None:
        """Look also whether a client of the whole run has connections of a loop that the test has closed."""
        super().test_ends(test)
        if not self._shared:
            return
        loops, self._own_loops = self._own_loops, []
        for shared in list(self._shared.values()):
            thing = shared.thing()
            now_holds = thing is not None and shared.client.holds(thing)
            if now_holds and not shared.did_hold and any(loop.is_closed() for loop in loops):
                self._tell_shared(test, shared, thing)
            shared.did_hold, shared.making = now_holds, None

    def _share(self, thing: Any) -> None:
        client = client_of(type(thing))
        if client is not None and client.is_async:
            key = id(thing)
            self._shared[key] = _Shared(ref(thing, lambda _: self._shared.pop(key, None)), client)

    def _connects(self, _: tuple[object, ...]) -> None:
        loop = asyncio._get_running_loop()  # noqa: SLF001 - it never raises
        if not self._shared or loop is None:
            return
        if loop not in self._own_loops and self.session.ledger.of(loop) is None:  # one of uvloop's
            self._own_loops.append(loop)
        makings = [making_here(), *makings_of_waiting_tasks()]
        for shared in self._shared.values():
            if shared.making is None:
                package = _top(shared.client.module)
                shared.making = next((one for one in makings if one.origin and one.passed(package)), None)

    def _tell_shared(self, test: Owner, shared: _Shared, thing: Any) -> None:
        making = shared.making
        self.tell(
            test,
            f"`{_shown(thing, shared.client)}` of a module keeps connections of this test's closed loop",
            place=(making and making.place) or _line_with(test, thing) or test.place,
            subjects=[shared.client.shown, *([] if making is None else [making.name])],
            why="whoever uses them next gets 'Event loop is closed'",
            cure="make it in a fixture that closes it, with a loop of the same scope",
        )


@record
class _Shared:
    """A client that was made at import."""

    thing: ref[Any]
    client: Client
    did_hold: bool = False
    """Whether it had connections before the test."""
    making: Making | None = None
    """The line of this test that made it connect."""


_FRIENDS = ("anyio", "sniffio", "asyncproof")
"""Packages whose functions call the user's code, or make what they are asked for."""


def _may_go_on(client: Client, belonging: Belonging) -> bool:
    """Say whether a client may outlive the test: it belongs to no loop, or to one that lives on."""
    if not client.is_async:
        return True
    loop = None if belonging.facts is None else belonging.facts()
    return loop is not None and not loop.is_closed()


def _line_with(test: Owner, thing: Any) -> Place | None:
    """Return the line of the test that uses a thing by the name it has in a module."""
    spaces = (holder for holder in gc.get_referrers(thing) if type(holder) is dict and "__name__" in holder)
    names = [name for space in spaces for name, value in space.items() if value is thing]
    return line_with(test, *(rf"\b{name}\b" for name in names))


def _shown(thing: Any, client: Client) -> str:
    name = type(thing).__qualname__
    return client.shown if name == client.name else name


def _top(module: str) -> str:
    return module.partition(".")[0]
