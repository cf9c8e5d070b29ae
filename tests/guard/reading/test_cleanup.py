from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard.reading.cleanup import has_cleanup

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
async def plain():
    yield 1  # no

class Home:
    @staticmethod
    async def method():
        try:
            yield 1  # yes
        finally:
            print()

async def fussy():
    try:
        yield 1  # no
    except ValueError:
        yield 2  # no

async def greedy():
    try:
        yield 1  # yes
    except:
        raise

async def general():
    try:
        yield 1  # yes
    except BaseException:
        raise

async def late():
    try:
        pass
    finally:
        yield 1  # no

async def handled():
    try:
        pass
    except ValueError:
        yield 1  # yes
    else:
        yield 2  # yes
    finally:
        pass

async def within(lock):
    yield 0  # no
    async with lock:
        for _ in range(3):
            received = yield 1  # yes
    with lock:
        yield 2  # yes

async def around(lock):
    with lock:
        async def inner():
            yield 1  # no
    yield 2  # no
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write the source."""
    path = tmp_path / "generators.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_says_what_is_left_to_do(file: Path) -> None:
    """A `finally`, a `with` or an `except` for everything around the `yield` is clean-up; nothing else is."""
    scope: dict[str, Any] = {}
    exec(compile(SOURCE, str(file), "exec"), scope)
    functions = [value for value in scope.values() if hasattr(value, "__code__")]
    functions += [scope["Home"].method]
    asked = 0
    for function in functions:
        code = function.__code__
        last = max(line for _, _, line in code.co_lines() if line)
        for number, text in enumerate(SOURCE.splitlines(), start=1):
            if code.co_firstlineno <= number <= last and "yield" in text:
                asked += 1
                assert has_cleanup(str(file), code.co_firstlineno, number) == text.endswith("# yes"), text
    assert asked > len(functions)


def test_what_can_not_be_read_has_none() -> None:
    """Without the source nothing is claimed."""
    assert not has_cleanup("<string>", 1, 1)
    assert not has_cleanup("/no/such/file.py", 10, 11)


def test_a_file_that_was_changed_meanwhile_has_none(tmp_path: Path) -> None:
    """Half a function can't be read, and harms nobody."""
    path = tmp_path / "halves.py"
    path.write_text("async def half(\n    yield 1\n", encoding="utf-8")
    assert not has_cleanup(str(path), 1, 2)
