"""Claims about what the source of a suspended frame says."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from asyncproof.loop.waits import source
from asyncproof.loop.waits.chain import Link, chain_of
from asyncproof.loop.waits.source import acquires_behind, blocks_around, calls_ahead, names_at
from tests.loop.waits.stalling import never, stalled

Main = Callable[[], Coroutine[Any, Any, Any]]


def link_of(main: Main, look: Callable[[Link], Any]) -> Any:
    """Return what *look* sees in the outermost frame of *main*."""
    with stalled(main) as program:
        return look(chain_of(program.main).links[0])


def made_by_exec(text: str, file: str = "<made>") -> Main:
    """Return the function `main` of a module that has no source file."""
    made: dict[str, Any] = {"never": never}
    exec(compile(text, file, "exec"), made)
    main: Main = made["main"]
    return main


def test_blocks_around_a_line_are_found() -> None:
    """All `with` statements around the line count, with each of their items; others do not."""

    async def main() -> None:
        outer, inner = asyncio.Lock(), asyncio.Lock()
        async with outer:
            pass
        async with outer, inner:
            with contextlib.suppress(KeyError):
                await never()

    texts = [block.text for block in link_of(main, blocks_around)]
    assert texts == ["outer", "inner", "contextlib.suppress(KeyError)"]


def test_names_on_the_line_come_longest_first() -> None:
    """Names, attributes and subscripts on the line are found, those of other lines are not."""

    async def main() -> None:
        places = {"a": [asyncio.Lock()]}
        lock = places["a"][0]
        async with lock:
            await places["a"][0].acquire()

    texts = [text for text, _ in link_of(main, names_at)]
    assert texts == ["places['a'][0].acquire", "places['a'][0]", "places['a']", "places"]


def test_calls_ahead_are_those_that_may_still_come() -> None:
    """Later lines and lines of the same loop are ahead; earlier ones and inner functions are not."""

    async def main() -> None:
        event = asyncio.Event()

        def inner() -> None:
            event.set()

        event.clear()
        inner()
        while True:
            event.set()
            await never()
            event.is_set()

    ahead = link_of(main, lambda link: calls_ahead(link, ["set", "is_set"]))
    assert [(call.method, call.text) for call in ahead] == [("set", "event.set"), ("is_set", "event.is_set")]


def test_only_an_awaited_acquire_has_been_taken() -> None:
    """What is handed to another task is not taken here; release() counts wherever it is."""

    async def main() -> None:
        lock, semaphore = asyncio.Lock(), asyncio.Semaphore(2)
        await lock.acquire()
        lock.release()
        await asyncio.wait_for(semaphore.acquire(), None)
        await asyncio.create_task(semaphore.acquire())
        await never()
        await lock.acquire()

    passed = link_of(main, acquires_behind)
    assert [call.text for call in passed] == ["lock.acquire", "lock.release", "semaphore.acquire"]


def test_without_calls_of_that_name_nothing_is_read() -> None:
    """A function that does not mention any of the methods has no calls."""
    assert link_of(never, lambda link: calls_ahead(link, ["set"])) == []


def test_code_without_source_says_nothing() -> None:
    """What was made by exec has no blocks and no names."""
    main = made_by_exec("async def main():\n    await never()")
    assert link_of(main, lambda link: (blocks_around(link), names_at(link))) == ([], [])


def test_a_function_in_a_page_is_read(tmp_path: Path) -> None:
    """An example in a page of documentation is source, though the page is not."""
    page = tmp_path / "page.md"
    lines = [
        "    async def main():",
        "        names = [never]",
        "        await names[0]()",
        "    Not code.",
        "",
    ]
    page.write_text("It's a page.\n\n" + "\n".join(lines), encoding="utf-8")
    main = made_by_exec("\n\nasync def main():\n    names = [never]\n    await names[0]()", str(page))
    assert [text for text, _ in link_of(main, names_at)] == ["names[0]", "names"]


def test_a_text_that_is_not_source_says_nothing() -> None:
    """A file that has something else where the function should be is not taken for source."""
    page = str(Path(__file__).parent / "cases" / "ab_ba_locks.txt")
    main = made_by_exec("async def main():\n    await never()", page)
    assert link_of(main, names_at) == []


def test_another_piece_of_code_is_not_the_function(tmp_path: Path) -> None:
    """Where a page has code that is not the function, nothing is read out of it."""
    page = tmp_path / "page.md"
    page.write_text("number = 1\nIt's a page.\n", encoding="utf-8")
    main = made_by_exec("async def main():\n    await never()", str(page))
    assert link_of(main, names_at) == []


def test_a_comprehension_is_read_in_its_function() -> None:
    """The names in an asynchronous comprehension are found, whether it has a frame of its own or not."""

    async def main() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue()
        [await queue.get() for _ in range(3)]

    with stalled(main) as program:
        links = [link for link in chain_of(program.main).links if link.code.co_filename == __file__]
        assert "queue" in [text for text, _ in names_at(links[-1])]


def test_what_was_read_is_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Functions that were read once are remembered, but not without end."""
    monkeypatch.setattr(source, "_MOST", 1)
    monkeypatch.setattr(source, "_read", {})
    link_of(never, names_at)
    link_of(made_by_exec("async def main():\n    await never()"), names_at)
    assert len(source._read) == 1
