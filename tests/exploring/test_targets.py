from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

import asyncproof
from asyncproof.exploring.targets import Targets
from asyncproof.loop import Network, Policy
from asyncproof.loop.choosers import FirstChooser


@pytest.mark.parametrize(
    ("cancel", "expected"),
    [(True, ["mine"]), ("all", ["mine", "theirs"]), (["theirs"], ["theirs"]), (False, []), ([], [])],
)
def test_which_tasks_are_targets(cancel: Any, expected: list[str]) -> None:
    """By default the tasks of one's own code, a library's only where that is asked for; never the test."""

    async def mine() -> None:
        await asyncio.sleep(1)

    async def main() -> list[str]:
        made = [
            asyncio.create_task(mine(), name="mine"),
            asyncio.create_task(asyncio.sleep(1), name="theirs"),
        ]
        is_target = Targets(cancel)
        found = sorted(task.get_name() for task in asyncio.all_tasks() if is_target(task))
        await asyncio.gather(*made)
        return found

    assert asyncproof.run(main()) == expected
    assert bool(Targets(cancel)) is bool(expected)


def test_a_task_without_code() -> None:
    """What is no coroutine function's belongs to nobody's code."""

    class Odd:
        def __await__(self) -> Any:
            yield

        def send(self, value: Any) -> Any:
            del value
            raise StopIteration

        def throw(self, *args: Any) -> Any:
            raise StopIteration

        def close(self) -> None:
            """Do nothing."""

    class FakeTask:
        def get_loop(self) -> object:
            return object()

        def get_coro(self) -> object:
            return Odd()

        def get_name(self) -> str:
            return "odd"

    assert not Targets(True)(FakeTask())  # type: ignore[arg-type] # as a task


def test_who_serves_a_connection_is_no_target() -> None:
    """Nobody but asyncio holds the task of a server's connection, so it is cancelled only if all are."""
    names: dict[object, set[str]] = {True: set(), "all": set()}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for cancel, found in names.items():
            is_target = Targets(cancel)
            found.update(task.get_coro().__name__ for task in asyncio.all_tasks() if is_target(task))
        writer.close()

    async def ask() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 8767)
        reader, writer = await asyncio.open_connection("127.0.0.1", 8767)
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()

    async def main() -> None:
        await asyncio.create_task(ask())

    policy = Policy(cancellations=1)
    asyncproof.run(main(), chooser=FirstChooser(), policy=policy, network=Network(strict=False))
    assert names == {True: {"ask"}, "all": {"ask", "serve"}}


def test_what_a_library_does_for_the_test_is_a_target() -> None:
    """`create_task(client.get())` is the test's own operation; what the client makes for itself is not."""
    client = {"asyncio": asyncio}
    source = """
async def get():
    await asyncio.sleep(1)


async def get_by_two():
    await asyncio.gather(get(), get())
"""
    exec(compile(source, "/home/me/venv/lib/python3/site-packages/client.py", "exec"), client)
    found: set[str] = set()

    async def main() -> None:
        made = [
            asyncio.create_task(client["get"](), name="asked"),
            asyncio.create_task(client["get_by_two"]()),
        ]
        made[1].set_name("asked, too")
        await asyncio.sleep(0)
        found.update(task.get_name() for task in asyncio.all_tasks() if Targets(cancel=True)(task))
        await asyncio.gather(*made)

    policy = Policy(cancellations=1)
    asyncproof.run(main(), chooser=FirstChooser(), policy=policy, network=Network(strict=False))
    assert found == {"asked", "asked, too"}


def test_at_home_only_the_test_s_own_functions_are_hit() -> None:
    """Where nobody has asked for it, what a library does for itself is left alone, also one under test."""

    async def two_tasks() -> list[bool]:
        own = asyncio.create_task(asyncio.sleep(0))
        mine = asyncio.create_task(with_a_file_here())
        found = [
            Targets(cancel=True, home=home)(task)
            for home in (str(Path(__file__).parent), str(Path(__file__).parent / "other"))
            for task in (mine, own)
        ]
        await asyncio.gather(own, mine)
        return found

    async def with_a_file_here() -> None:
        await asyncio.sleep(0)

    assert asyncproof.run(two_tasks()) == [True, False, False, False]
