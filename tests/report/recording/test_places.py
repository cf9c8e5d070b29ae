"""Places are kept once, whatever stands there, and never more of them than allowed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.report.recording import places
from asyncproof.report.recording.places import NOWHERE, Places
from tests.report.scenes import queue_and_workers, recorded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def test_stacks_are_told_from_the_outermost_frame_in() -> None:
    """A stack names file, line and function of each frame, and whether the file is the user's."""
    picture = recorded(queue_and_workers)
    titles = [[picture["spots"][spot][2] for spot in stack] for stack in picture["stacks"]]
    assert ["work", "sleep"] in titles
    files = dict(picture["files"])
    assert files["tests/report/scenes.py"] == 1
    assert files["asyncio/tasks.py"] == 0


def test_the_source_around_a_users_line_is_kept() -> None:
    """Around a line of the user's the next ones are kept; of others, that line alone."""
    picture = recorded(queue_and_workers)
    lines = picture["source"]["tests/report/scenes.py"]
    at = next(line for line, text in lines.items() if "await inbox.get()" in text)
    assert str(int(at) + 1) in lines
    assert len(picture["source"]["asyncio/tasks.py"]) <= 3


def test_a_place_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stands at a place for the second time is not looked at again, if the words are no others."""
    looked: list[Any] = []
    original = places.standing_of
    monkeypatch.setattr(places, "standing_of", lambda task: looked.append(task) or original(task))

    async def scene() -> None:
        event = asyncio.Event()
        event.set()
        for _ in range(10):
            event.clear()
            asyncio.get_running_loop().call_soon(event.set)
            await event.wait()

    recorded(scene)
    assert len(looked) == 1


def test_a_place_in_a_generator_is_no_other_place() -> None:
    """Where frames of coroutines alone don't tell the place, it is looked at each time."""

    async def numbers() -> AsyncIterator[int]:
        await asyncio.sleep(1)
        yield 1
        await asyncio.sleep(2)
        yield 2

    async def scene() -> None:
        async for _ in numbers():
            pass

    picture = recorded(scene)
    words = [text for _, text in picture["words"]]
    assert "a sleep (1 s)" in words
    assert "a sleep (2 s)" in words


def test_tables_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its bound a table takes nothing more: words become an ellipsis, stacks are nowhere."""
    for name in ("MOST_WORDS", "MOST_STACKS"):
        monkeypatch.setattr(places, name, 2)
    tables = Places()
    assert [tables.word(text) for text in "aabcd"] == [0, 0, 1, 2, 2]
    assert list(tables.words)[2] == ("", "…")
    code = [each.__code__ for each in (test_tables_have_an_end, recorded, queue_and_workers)]
    assert [tables.definition(each, "f") for each in code] == [0, 1, NOWHERE]
    assert tables.definition(None, "built in") == NOWHERE
    assert tables.word("x" * 1000) == 2


def test_long_words_are_cut() -> None:
    """A phrase is as long as a reader can use."""
    tables = Places()
    tables.word("x" * 1000)
    assert list(tables.words) == [("", "x" * places.LONGEST_WORDS + "…")]


def test_source_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more lines of source are kept than allowed for one test."""
    monkeypatch.setattr(places, "MOST_SOURCE", 4)
    picture = recorded(queue_and_workers)
    assert sum(map(len, picture["source"].values())) == 4
