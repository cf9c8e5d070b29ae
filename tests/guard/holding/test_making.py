from __future__ import annotations

import asyncio
import contextlib
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asyncproof.guard.holding.making import Making, is_called_by, making_here, makings_of_waiting_tasks

HERE = Path(__file__).name


class Noted:
    """Knows how it came to be."""

    def __init__(self) -> None:
        self.making = making_here()


def test_names_the_line_that_runs() -> None:
    """The nearest line of the user's is the one to blame, and allow-lists know it by its function."""
    making = making_here()
    assert making.origin is not None
    assert making.place is not None
    assert (Path(making.origin.file).name, making.origin.function) == (HERE, "test_names_the_line_that_runs")
    assert making.name.endswith(".test_names_the_line_that_runs")
    assert not making.at_import


def test_knows_through_whose_code_it_was_made() -> None:
    """The modules between the user's line and the making are known, and no others."""
    noted: list[Making] = []

    class Opened(contextlib.ExitStack):
        def __init__(self) -> None:
            super().__init__()

    with Opened() as stack:
        stack.callback(lambda: None)
        noted.append(making_here())
    assert not noted[0].passed("contextlib")
    assert Making(None, "", frozenset({"asyncio.streams"}), at_import=False).passed("asyncio")
    assert not Making(None, "", frozenset({"asyncio_extras"}), at_import=False).passed("asyncio")


@pytest.mark.parametrize(
    ("through", "but", "library"),
    [
        ({"asyncio.events", "socket"}, (), False),
        ({"httpx._client"}, (), True),
        ({"httpx._client", "asyncio"}, ("httpx",), False),
        (set(), (), False),
    ],
)
def test_tells_libraries_from_the_standard_one(
    through: set[str], but: tuple[str, ...], library: bool
) -> None:
    """What an installed package makes is its own, unless it is named."""
    assert Making(None, "", frozenset(through), at_import=False).by_library(*but) is library


def test_what_is_made_at_import_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is imported in the midst of a test works for nobody in particular."""
    text = f"from {__name__} import Noted\nnoted = Noted()\n"
    monkeypatch.setitem(sys.modules, __name__, sys.modules[Noted.__module__])
    (tmp_path / "made_at_import.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("made_at_import")
    monkeypatch.delitem(sys.modules, "made_at_import")
    assert module.noted.making.at_import


def test_without_a_line_of_the_users_there_is_no_place() -> None:
    """What nobody's line has made has no origin, and goes by the name of no function."""
    making = Making(None, "app", frozenset(), at_import=False)
    assert (making.place, making.name) == (None, "app")


def test_finds_the_lines_of_tasks_that_wait() -> None:
    """Where a library works in a task of its own, the user's line is in the task that waits."""

    async def outer() -> None:
        await asyncio.sleep(10)

    async def main() -> Iterator[Making]:
        task = asyncio.ensure_future(outer())
        await asyncio.sleep(0)
        found = list(makings_of_waiting_tasks())
        task.cancel()
        return iter(found)

    functions = {one.origin.function: one for one in asyncio.run(main()) if one.origin}
    assert functions["outer"].passed("asyncio")
    assert not list(makings_of_waiting_tasks())


def test_whoever_runs_can_be_asked_about() -> None:
    """How something came to be can be told of another function than the one that asks."""

    def asks() -> Making:
        return making_here(sys._getframe(1))

    making = asks()
    assert making.origin is not None
    assert making.origin.function == "test_whoever_runs_can_be_asked_about"


def test_only_so_many_callers_are_asked() -> None:
    """Where a library calls itself very often, nobody's line is behind it."""
    library: dict[str, Any] = {"__name__": "deep.library", "making_here": making_here}
    text = "def call(deeper):\n    return call(deeper - 1) if deeper else making_here()\n"
    exec(compile(text, "/lib/site-packages/deep/library.py", "exec"), library)
    near, far = library["call"](3), library["call"](200)
    assert near.origin is not None
    assert near.passed("deep")
    assert far.origin is None


def test_who_calls_is_told_by_its_package() -> None:
    """At some distance; where nobody is so far away, nobody is."""

    def inner(farther: int, *packages: str) -> bool:
        return is_called_by(farther, *packages)

    assert inner(1, "tests")
    assert inner(1, __name__)
    assert not inner(1, "test", "_pytest")
    assert any(inner(farther, "_pytest") for farther in range(2, 9))
    assert not inner(100_000, "tests")
