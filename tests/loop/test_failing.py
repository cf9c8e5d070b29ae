from __future__ import annotations

import asyncio
import functools
import io
import os
import pathlib
import socket
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof.loop.failing import trouble_of
from tests.loop.fates import ONE_FAULT, FailWhere

if TYPE_CHECKING:
    from collections.abc import Callable


def add(one: int, two: int) -> int:
    """Do nothing that can fail."""
    return one + two


def failure_of(job: Callable[[], Any], word: str) -> Exception:
    """Run a job in a thread, let it fail, and return what it failed with."""

    async def main() -> None:
        await job()

    with pytest.raises(Exception) as caught:
        asyncproof.run(main(), chooser=FailWhere(word), policy=ONE_FAULT)
    assert isinstance(caught.value, Exception)
    return caught.value


def test_a_file_that_can_not_be_read(tmp_path: pathlib.Path) -> None:
    """A job that reads a file fails as a disk does, without being done."""
    path = tmp_path / "there.txt"
    error = failure_of(lambda: asyncio.to_thread(path.write_text, "all is well"), "write_text")
    assert isinstance(error, OSError)
    assert "Input/output error" in str(error)
    assert not path.exists()


def test_a_name_that_is_not_found() -> None:
    """A real lookup fails before it has asked anybody."""
    error = failure_of(
        lambda: asyncio.get_running_loop().getaddrinfo("example.com", 80), "looking up 'example.com'"
    )
    assert isinstance(error, socket.gaierror)


def test_a_job_that_is_given_up() -> None:
    """A failure that comes when nobody waits for it any more is nobody's."""

    async def main() -> None:
        future = asyncio.get_running_loop().run_in_executor(None, os.stat, "/")
        future.cancel()
        await asyncio.sleep(1)
        assert future.cancelled()

    asyncproof.run(main(), chooser=FailWhere("stat"), policy=ONE_FAULT)


def test_what_does_not_fail_is_done() -> None:
    """A job of the user's own is never asked about, one that may fail is done if it does not."""
    chooser = FailWhere()

    async def main() -> int:
        assert (await asyncio.to_thread(os.stat, "/")).st_mode
        return await asyncio.to_thread(add, 1, 2)

    assert asyncproof.run(main(), chooser=chooser, policy=ONE_FAULT) == 3
    assert chooser.offered == ["stat('/') fails"]


def test_which_jobs_can_fail(tmp_path: pathlib.Path) -> None:
    """Files by their functions and methods, but not in memory, and not while they are closed."""
    with (tmp_path / "file").open("w") as file:
        can_fail: list[Any] = [open, os.stat, pathlib.Path.read_text, functools.partial(file.write, "x")]
        can_not: list[Any] = [add, len, file.close, io.StringIO().write, lambda: 1, functools.partial(add, 1)]
        assert all(trouble_of(None, job, ()) for job in can_fail)
        assert not any(trouble_of(None, job, ()) for job in can_not)


def test_a_process_that_is_killed() -> None:
    """Whatever a process pool is to do: the system may kill the process."""
    with ProcessPoolExecutor(1) as pool:
        trouble = trouble_of(pool, add, (1, 2))
    assert trouble is not None
    assert trouble.what == "the process that does add() is killed"
    assert isinstance(trouble.error, BrokenProcessPool)
