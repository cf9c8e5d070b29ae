from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import SubprocessStreamProtocol
from typing import Any

import pytest

from asyncproof.loop.real.processes import _spell_command
from tests.loop.real.plain import PlainLoop, outstanding_after, phrases, run_plain, turn

ECHO = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"


LEAVES_A_CHILD = """
import subprocess, sys
subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(.1)"])
"""


async def start(code: str, **options: Any) -> asyncio.subprocess.Process:
    """Start a small Python program."""
    return await asyncio.create_subprocess_exec(sys.executable, "-S", "-c", code, **options)


def test_a_process_that_somebody_waits_for_is_certain() -> None:
    """Its phrase has its number and its command line; when it has ended there is nothing left."""

    async def main(loop: PlainLoop) -> None:
        process = await start("import time; time.sleep(.03)")
        (work,) = await outstanding_after(loop, lambda work: len(work) == 1)
        start_of_line = f"subprocess {process.pid}: {sys.executable} -S -c import time"
        assert work.what.startswith(start_of_line[:80])
        assert not work.certain, "nobody waits yet"
        waiting = asyncio.create_task(process.wait())
        await turn()
        (work,) = await outstanding_after(loop, lambda work: len(work) == 1)
        assert work.certain
        assert await waiting == 0
        await outstanding_after(loop, lambda work: not work)
        assert not loop._work_open

    run_plain(main)


def test_a_process_whose_output_somebody_waits_for_is_certain() -> None:
    """Whoever reads from a pipe waits for what comes."""

    async def main(loop: PlainLoop) -> None:
        process = await start("import time; time.sleep(.03); print(42)", stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        reading = asyncio.create_task(process.stdout.read())
        await turn()
        (work,) = await outstanding_after(loop, lambda work: len(work) == 1)
        assert work.certain
        assert await reading == b"42\n"
        await process.wait()

    run_plain(main)


def test_a_process_that_takes_input_may_wait_for_us() -> None:
    """Who reads the output of a server-like process all the time need not be waiting for anything."""

    async def main(loop: PlainLoop) -> None:
        pipe = asyncio.subprocess.PIPE
        process = await start(ECHO, stdin=pipe, stdout=pipe)
        assert process.stdout is not None
        assert process.stdin is not None
        assert await outstanding_after(loop, lambda work: not work) == [], "nobody waits"
        reading = asyncio.create_task(process.stdout.read())
        await turn()
        (work,) = await outstanding_after(loop, lambda work: len(work) == 1)
        assert not work.certain
        process.stdin.write(b"hello\n")
        process.stdin.close()
        await turn()
        (work,) = await outstanding_after(loop, lambda work: len(work) == 1)
        assert work.certain
        assert await reading == b"hello\n"
        await process.wait()

    run_plain(main)


def test_the_output_of_a_process_outlives_it() -> None:
    """A grandchild may hold the pipe; who reads it waits for that."""

    async def main(loop: PlainLoop) -> None:
        process = await start(LEAVES_A_CHILD, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        reading = asyncio.create_task(process.stdout.read())
        work = await outstanding_after(loop, lambda work: any("the output of" in item.what for item in work))
        assert [item.certain for item in work if item.what.startswith("the output of subprocess")] == [True]
        assert await reading == b""
        await process.wait()

    run_plain(main)


def test_a_protocol_without_readers_is_not_certain() -> None:
    """Below streams nobody knows who waits."""

    async def main(loop: PlainLoop) -> None:
        transport, _ = await loop.subprocess_shell(
            asyncio.SubprocessProtocol, "sleep 0.03", stdout=None, stdin=None
        )
        work = await outstanding_after(loop, lambda work: len(work) == 1)
        assert work[0].what.endswith(": sleep 0.03")
        assert not work[0].certain
        transport.close()
        assert len(phrases(loop)) == 1, "it was killed, and its end is still to be heard of"
        await outstanding_after(loop, lambda _: transport.get_returncode() is not None)
        await turn()
        assert phrases(loop) == []

    run_plain(main)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        ("a | b", "a | b"),
        (b"a | b", "a | b"),
        (("a", b"b", 3), "a b 3"),
        ("one\ntwo", "one; two"),
        ("x" * 90, "x" * 79 + "…"),
    ],
)
def test_a_command_is_one_bearable_line(args: object, line: str) -> None:
    """Phrases stand in lines."""
    assert _spell_command(args) == line


def test_a_pipe_that_is_read_may_bring_something() -> None:
    """As long as it is read and open; nobody knows who has the other end."""

    async def main(loop: PlainLoop) -> None:
        ours, theirs = os.pipe()
        with os.fdopen(theirs, "wb", buffering=0), os.fdopen(ours, "rb") as file:
            transport, _ = await loop.connect_read_pipe(asyncio.Protocol, file)
            (work,) = loop._work_outstanding()
            assert work.what.startswith("data from <")
            assert not work.certain
            transport.pause_reading()
            assert loop._work_outstanding() == []
            transport.resume_reading()
            assert len(loop._work_outstanding()) == 1
            transport.close()
            assert loop._work_outstanding() == []
            assert not loop._work_open
            await turn()

    run_plain(main)


def test_a_process_with_a_protocol_of_its_own_is_never_at_rest() -> None:
    """Who brings a protocol, as anyio does, may wait for the end in a way that is not seen here."""

    class Own(SubprocessStreamProtocol):
        pass

    async def main(loop: PlainLoop) -> None:
        transport, _ = await loop.subprocess_exec(
            lambda: Own(limit=1024, loop=loop), sys.executable, "-c", "input()", stdout=None, stderr=None
        )
        (work,) = loop._work_outstanding()
        assert not work.certain
        transport.get_pipe_transport(0).close()
        await outstanding_after(loop, lambda _: transport.get_returncode() is not None)
        await turn()
        transport.close()

    run_plain(main)


def test_a_process_that_has_not_taken_its_input_is_certain() -> None:
    """What was written to it is its work."""

    async def main(loop: PlainLoop) -> None:
        process = await start("import sys; sys.stdin.readline()", stdin=asyncio.subprocess.PIPE)
        assert process.stdin is not None
        process.stdin.write(b"x" * 4_000_000)
        (work,) = await outstanding_after(loop, lambda work: len(work) == 1)
        assert work.certain
        process.stdin.write(b"\n")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            await process.stdin.drain()
        process.stdin.close()
        await process.wait()

    run_plain(main)
