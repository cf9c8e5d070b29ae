from __future__ import annotations

import asyncio

from asyncproof.core import Place
from asyncproof.kit.databases import voices


def test_the_line_of_the_user() -> None:
    """A voice knows the task, and the line that led to the statement."""

    async def main() -> voices.Voice:
        asyncio.current_task().set_name("asker")
        return voices.voice_here("SELECT 1")

    voice = asyncio.run(main())
    assert (voice.task, voice.statement) == ("asker", "SELECT 1")
    assert voice.place is not None
    assert voice.place.file == __file__
    assert str(voice) == f"SELECT 1 at {voice.place}"


def test_nobody_of_the_users_code() -> None:
    """Where no line of the user's code is found, none is told."""
    assert voices.Voice("t", "SELECT 1", None).where == ""
    assert asyncio.run(asyncio.to_thread(voices.users_place)) is None


def test_a_long_statement_is_cut() -> None:
    """A statement of many lines becomes one short one."""
    text = str(voices.Voice("t", "SELECT\n  " + "a, " * 100, Place("x.py", 1)))
    assert text.startswith("SELECT a, a,")
    assert text.endswith("... at x.py:1")
    assert len(text) < 120
