"""Real files in a directory of the test's own, in virtual time: threads are waited for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from asyncproof import VirtualClock
from examples.text_files.handler import FileHandler


async def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    """Lines come back as they were, the empty ones and those in other scripts too."""
    lines = ["one", "", "drei", "四"]
    await FileHandler().write_lines(tmp_path / "a.txt", lines)
    assert await FileHandler().read_lines(tmp_path / "a.txt") == lines


async def test_an_empty_file(tmp_path: Path) -> None:
    """No lines, no text."""
    await FileHandler().write_lines(tmp_path / "a.txt", [])
    assert await FileHandler().read_lines(tmp_path / "a.txt") == []


async def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The error is the usual one."""
    with pytest.raises(FileNotFoundError):
        await FileHandler().read_lines(tmp_path / "a.txt")


async def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """What can't be encoded is an error, and the file is still the one before; nothing else lies about."""
    path = tmp_path / "a.txt"
    await FileHandler().write_lines(path, ["old"])
    with pytest.raises(UnicodeEncodeError):
        await FileHandler().write_lines(path, ["\udc80"])
    assert await FileHandler().read_lines(path) == ["old"]
    assert list(tmp_path.iterdir()) == [path]


async def test_the_loop_is_free_meanwhile(tmp_path: Path, clock: VirtualClock) -> None:
    """Other tasks go on while files are written, and no virtual time passes for it."""
    beats: list[float] = []

    async def beat() -> None:
        for _ in range(3):
            beats.append(clock.now)
            await asyncio.sleep(0)

    await asyncio.gather(beat(), *(FileHandler().write_lines(tmp_path / f"{n}", ["x"]) for n in range(5)))
    assert beats == [0, 0, 0]
