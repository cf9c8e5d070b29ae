from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.review.census import Census, Counting, Trait
from tests.check.world import write

HEAD = "import asyncio, anyio, pytest, unittest\n\n"


def counted(root: Path, files: dict[str, str]) -> Census:
    """Return what is counted in some files."""
    write(root, files)
    counting = Counting()
    assert not Checker(root, [counting]).check([root / name for name in files]).troubles
    return counting.census


@pytest.mark.parametrize(
    ("body", "traits"),
    [
        ("await one()", Trait.NONE),
        ("await asyncio.gather(one(), one())", Trait.CONCURRENT),
        ("async with anyio.create_task_group() as group: ...", Trait.CONCURRENT),
        ("asyncio.create_task(one())", Trait.NONE),
        ("asyncio.create_task(one()); asyncio.create_task(one())", Trait.CONCURRENT),
        ("await one.wait()", Trait.NONE),
        ("await asyncio.wait_for(one(), 1)", Trait.LIMITS),
        ("async with asyncio.timeout(1): ...", Trait.LIMITS),
        ("one.timeout(1)", Trait.NONE),
        ("task.cancel()", Trait.CANCELS),
        ("with pytest.raises(ValueError): ...", Trait.EXPECTS_ERROR),
        ("with pytest.raises((OSError, TimeoutError)): ...", Trait.EXPECTS_ERROR | Trait.EXPECTS_TIMEOUT),
        ("with pytest.raises(asyncio.CancelledError): ...", Trait.EXPECTS_ERROR | Trait.EXPECTS_CANCELLATION),
        (
            "with pytest.raises(anyio.get_cancelled_exc_class()): ...",
            Trait.EXPECTS_ERROR | Trait.EXPECTS_CANCELLATION,
        ),
        ("with pytest.raises(match='x'): ...", Trait.NONE),
    ],
)
def test_what_a_test_does_is_counted(tmp_path: Path, body: str, traits: Trait) -> None:
    """By what its names mean, and not by how they look."""
    (test,) = counted(tmp_path, {"test_it.py": f"{HEAD}async def test_it(one, task):\n    {body}\n"}).tests
    assert (test.name, test.line, test.is_async, test.traits) == ("test_it", 3, True, traits)


def test_code_is_counted_where_it_does_something(tmp_path: Path) -> None:
    """Only async functions, and none of the tests' own helpers."""
    code = f"{HEAD}async def a(task):\n    try: ...\n    except asyncio.CancelledError: ...\n"
    code += "async def b(): ...\ndef c(task):\n    task.cancel()\n"
    census = counted(tmp_path, {"code.py": code, "tests/helper.py": code, "conftest.py": code})
    assert [(Path(one.path).name, one.line, one.traits) for one in census.code] == [
        ("code.py", 3, Trait.CANCELS)
    ]


def test_fixtures_and_sync_tests_are_counted(tmp_path: Path) -> None:
    """And of the tests which are async."""
    text = (
        f"{HEAD}@pytest.fixture\nasync def a(): ...\n@pytest.fixture\ndef b(): ...\ndef test_it(a, b): ...\n"
    )
    census = counted(tmp_path, {"test_it.py": text})
    assert (census.fixtures, census.async_fixtures) == (2, 1)
    assert (len(census.tests), len(census.async_tests)) == (1, 0)
    assert census.configurations == {}
