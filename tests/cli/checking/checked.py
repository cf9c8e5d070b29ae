"""A project with one bad test, and the command run in it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from asyncproof.cli import main

BAD = "async def work(): ...\nasync def test_it():\n    work()\n"
SAID = "`work()` makes a coroutine that is never awaited: nothing of it runs"
LINE = f"test_it.py:3:5: error: {SAID} [missing-await]\n"


class Said(NamedTuple):
    """What a command has come to."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run `asyncproof check`, and find out everything anew."""
    code = main(["check", "--no-cache", *words])
    return Said(code, *capsys.readouterr())


def concise(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run it with one line for each finding."""
    return run(capsys, "--format=concise", *words)
