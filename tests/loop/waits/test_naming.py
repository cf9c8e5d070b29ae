"""Claims about the names of things."""

from __future__ import annotations

import asyncio
from typing import Any

from asyncproof.loop.waits.naming import name_of
from tests.loop.waits.stalling import stalled


class Client:
    def __init__(self) -> None:
        self.ready = asyncio.Event()

    async def wait(self) -> None:
        await self.ready.wait()


def name_in(main: Any) -> str | None:
    """Return the name of what *main* waits for."""
    with stalled(main) as program:
        facts = program.facts()
        name = name_of(facts.target.resource, facts.chain.links)
        return name.text if name else None


def test_the_expression_on_the_line_is_the_name() -> None:
    """What is written where the wait is counts, and not what else the thing is called."""

    async def main() -> None:
        clients = {"a": Client()}
        alias = clients["a"].ready
        await clients["a"].ready.wait()
        alias.set()

    assert name_in(main) == "clients['a'].ready"


def test_a_variable_is_a_name() -> None:
    """Where the line does not tell, a variable that holds the thing does."""

    async def main() -> None:
        event = asyncio.Event()
        wait = event.wait()
        await wait

    assert name_in(main) == "event"


def test_an_attribute_of_self_is_a_name() -> None:
    """Code without source names its things by the attributes of its object."""
    made: dict[str, Any] = {"Client": Client}
    exec("async def wait(self):\n    await self.ready.wait()", made)
    exec("async def main():\n    await wait(Client())", made)
    assert name_in(made["main"]) == "self.ready"


def test_a_thing_without_a_name_has_none() -> None:
    """What is only on its way through has no name outside asyncio, and asyncio's own is no help."""

    async def main() -> None:
        await asyncio.Event().wait()

    assert name_in(main) is None


def test_a_name_from_another_function_says_so() -> None:
    """If the line that is shown does not name it, the function that does is told."""

    async def main() -> None:
        ready = asyncio.Event()
        waiting = ready.wait

        async def inner() -> None:
            await waiting()

        await inner()

    with stalled(main) as program:
        assert str(program.waits()["main"].wait.resource) == "Event `ready` of main"
