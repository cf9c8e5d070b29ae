from __future__ import annotations

import linecache
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Place
from asyncproof.explain import Fixture, fixtures
from asyncproof.explain.changes import diff

if TYPE_CHECKING:
    from pathlib import Path


def made(folder: Path, decorator: str) -> Fixture:
    """Write a fixture with this decorator."""
    file = folder / "conftest.py"
    file.write_text(f"{decorator}\nasync def pool():\n    pass\n", "utf-8")
    linecache.cache.pop(str(file), None)
    return Fixture("pool", "function", place=Place(str(file), 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@pytest_asyncio.fixture", '@pytest_asyncio.fixture(scope="module")'),
        ("@pytest_asyncio.fixture()", '@pytest_asyncio.fixture(scope="module")'),
        ('@pytest_asyncio.fixture(scope="session")', '@pytest_asyncio.fixture(scope="module")'),
        ("@pytest.fixture(autouse=True)", '@pytest.fixture(autouse=True, scope="module")'),
        ("@other", None),
    ],
)
def test_arguments(tmp_path: Path, before: str, after: str | None) -> None:
    """An argument is added to a fixture's decorator, or replaced."""
    change = fixtures.with_argument(made(tmp_path, before), "scope", "module")
    assert (f"+ {after}" in change) if after else not change


def test_only_one_of_the_decorators_takes_a_loop_scope(tmp_path: Path) -> None:
    """Pytest's own does not."""
    change = fixtures.with_argument(made(tmp_path, "@pytest.fixture"), "loop_scope", "module")
    assert '+ @pytest_asyncio.fixture(loop_scope="module")' in change


def test_who_runs_a_fixture(tmp_path: Path) -> None:
    """The decorator is exchanged; another one is not touched."""
    fixture = made(tmp_path, '@pytest.fixture(scope="module")')
    function = fixtures.function_of(fixture)
    assert function is not None
    assert fixture.place is not None
    change = diff(fixture.place.file, fixtures.run_by_asyncio(fixture.place.file, function))
    assert '+ @pytest_asyncio.fixture(scope="module")' in change
    other = fixtures.function_of(made(tmp_path, "@trio.fixture"))
    assert other is not None
    assert fixtures.run_by_asyncio("", other) == []
    assert fixtures.function_of(Fixture("tmp_path", "function")) is None
