from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.pytesting.configuration import Configuration, Mode
from asyncproof.check.pytesting.evidence import Evidence
from asyncproof.check.pytesting.seen import NOTHING_SEEN, Seen
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.selection import selected
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

SAID = Configuration("/shop", Evidence(), asyncio_mode=Mode.STRICT, test_loop_scope="module")


def test_what_was_seen_counts_more_than_what_files_say() -> None:
    """And what was not seen is as it was said."""
    seen = Seen(asyncio_mode=Mode.AUTO, fixture_loop_scope="session").sharpened(SAID)
    assert (seen.asyncio_mode, seen.anyio_mode) == (Mode.AUTO, Mode.UNKNOWN)
    assert (seen.fixture_loop_scope, seen.test_loop_scope) == ("session", "module")
    assert NOTHING_SEEN.sharpened(SAID) is SAID


def test_a_test_that_was_seen_to_be_run_is_run(tmp_path: Path) -> None:
    """Whatever gave it its mark: files alone would say that nobody runs it."""
    write(
        tmp_path, {"test_it.py": "async def test_a(): ...\nclass TestB:\n    async def test_b(self): ...\n"}
    )
    path = tmp_path / "test_it.py"
    rules = selected(["unrun-test"])

    def found(seen: Seen) -> list[int]:
        return [hit.span.line for hit in Checker(tmp_path, rules, seen=seen).check([path]).hits]

    strict = Seen(asyncio_mode=Mode.STRICT, anyio_mode=Mode.STRICT)
    assert found(NOTHING_SEEN) == []
    assert found(strict) == [1, 3]
    runners = {(str(path), "test_a"): Runner.ASYNCIO, (str(path), "TestB.test_b"): Runner.ANYIO}
    assert found(Seen(asyncio_mode=Mode.STRICT, anyio_mode=Mode.STRICT, runners=runners)) == []
