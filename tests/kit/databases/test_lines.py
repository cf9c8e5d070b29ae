from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING

import pytest

from asyncproof.kit.databases.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def pipe() -> Iterator[tuple[Lines, int]]:
    """Lines that are read, and the descriptor that they are written to."""
    end, start = os.pipe()
    with os.fdopen(end, "rb", buffering=0) as reading:
        yield Lines(reading), start


def say(start: int, **line: object) -> None:
    """Say something."""
    os.write(start, json.dumps(line).encode() + b"\n")


def test_what_is_there_already(pipe: tuple[Lines, int]) -> None:
    """Lines are sorted by what they are about, also those that come in pieces."""
    lines, start = pipe
    say(start, what="b", name="1")
    say(start, what="a", name="2")
    os.write(start, b'{"what": "a", ')

    async def main() -> list[object]:
        first = [await lines.take("a"), await lines.take("b")]
        os.write(start, b'"name": "3"}\n')
        return [*first, await lines.take("a")]

    assert [line["name"] for line in asyncio.run(main())] == ["2", "1", "3"]
    os.close(start)


def test_many_wait(pipe: tuple[Lines, int]) -> None:
    """Several tasks wait at the same time; one that is cancelled takes nothing from the others."""
    lines, start = pipe

    async def main() -> list[object]:
        tasks = [asyncio.create_task(lines.take("a")) for _ in range(3)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        say(start, what="a", name="1")
        say(start, what="a", name="2")
        return await asyncio.gather(*tasks, return_exceptions=True)

    cancelled, *found = asyncio.run(main())
    assert isinstance(cancelled, asyncio.CancelledError)
    assert sorted(line["name"] for line in found) == ["1", "2"]
    os.close(start)


def test_who_waits_on_a_loop_that_is_gone(pipe: tuple[Lines, int]) -> None:
    """A wait that ended with its loop does not keep the next loop from waiting."""
    lines, start = pipe

    async def give_up() -> None:
        task = asyncio.create_task(lines.take("a"))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(give_up())

    async def main() -> object:
        task = asyncio.create_task(lines.take("a"))
        await asyncio.sleep(0)
        say(start, what="a", name="1")
        return await task

    assert asyncio.run(main())["name"] == "1"
    os.close(start)


def test_the_end(pipe: tuple[Lines, int]) -> None:
    """When nothing more will be said, who waits gets None."""
    lines, start = pipe

    async def main() -> object:
        task = asyncio.create_task(lines.take("a"))
        await asyncio.sleep(0)
        os.close(start)
        return await task

    assert asyncio.run(main()) is None
    assert asyncio.run(lines.take("b")) is None


def test_nobody_hears() -> None:
    """What is said to a process that has ended is lost, and no error."""
    end, start = os.pipe()
    os.close(end)
    with os.fdopen(start, "wb", buffering=0) as writing:
        Lines.say(writing, {"do": "drop"})
    Lines.say(writing, {"do": "drop"})
