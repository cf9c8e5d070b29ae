"""Explains the use of something that belongs to an event loop which is closed by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.loops import cure, loop_change, strangers, used_thing, where_used

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


class ClosedLoop(Case):
    """Something was used that belongs to an event loop which has been closed.

    pytest-asyncio gives every test a new event loop and closes it after the test. A client, pool or
    connection that was made in one test, or in a wider fixture on a loop of its own, still belongs to the
    old loop.

    ```python title="test_client.py"
    import asyncio

    import pytest


    class Client:
        def __init__(self):
            self.loop = asyncio.get_running_loop()

        def close(self):
            self.loop.call_soon(print)


    clients = []


    @pytest.mark.asyncio
    async def test_open():
        clients.append(Client())


    @pytest.mark.asyncio
    async def test_close():
        clients[0].close()
    ```

    ```console
    $ pytest test_client.py
    ...
    What happened: `self.loop.call_soon(print)` (test_client.py:11) needs an event loop that has
      been closed.
      `clients` is global, made at test_client.py:14: `[]`.
    Why: every test has an event loop of its own, unless loop scopes say otherwise; what was made on
      an earlier loop can't be used on this one.
    Do this: make it in a fixture of the test, or give all who share it the same `loop_scope`.
    More: asyncproof explain closed-loop
    ...
    ```

    ## What to do instead

    Make it in a fixture, and give the fixture the same `loop_scope` as the tests that use it. A global
    client is made once, on whichever loop came first: turn it into a fixture too, or into a function that
    makes one per loop.
    """

    slug: ClassVar[str] = "closed-loop"
    texts: ClassVar[tuple[str, ...]] = ("Event loop is closed",)

    def story(self, failure: Failure) -> Story | None:
        """Tell it where asyncio itself says so."""
        if not isinstance(failure.error, RuntimeError) or failure.message != "Event loop is closed":
            return None
        thing = used_thing(failure)
        doing = "Something" if thing is None else f"`{thing.text}`"
        what = f"{doing}{where_used(thing, failure)} needs an event loop that has been closed."
        known = strangers(failure) or ([] if thing is None else thing.told(failure))
        return Story(
            what="\n".join([what, *known]),
            why="every test has an event loop of its own, unless loop scopes say otherwise; what was made "
            "on an "
            "earlier loop can't be used on this one.",
            do=cure(failure),
            change=loop_change(failure),
        )
