from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.naming import Named
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here

BY_MODULE = Named("asyncio.sleep", ("import asyncio",))
BY_NAME = Named("AsyncMock", ("from unittest.mock import AsyncMock",))


class Naming(Rule):
    """Notes what things are called where `here()` is called."""

    code = "AP990"
    name = "naming"

    def __init__(self, *asked: tuple[str, str]) -> None:
        self.asked = asked
        self.seen: list[Named | None] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Ask for all names."""
        if getattr(node.func, "id", "") == "here":
            self.seen += [here.called(*one) for one in self.asked]


def called(root: Path, text: str, module: str, attribute: str) -> Named | None:
    """Return what something is called at `here()`."""
    (found,) = check_with(Naming((module, attribute)), root, {"test_it.py": f"{text}\n# async\n"}).seen
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("here()", BY_MODULE),
        ("import asyncio\nhere()", Named("asyncio.sleep")),
        ("import asyncio as aio\nhere()", Named("aio.sleep")),
        ("from asyncio import sleep as nap, run\nhere()", Named("nap")),
        ("from asyncio import run\nhere()", Named("sleep", ("from asyncio import sleep",))),
        ("from asyncio import run\nsleep = 1\nhere()", BY_MODULE),
        ("import asyncio\ndef f(asyncio):\n    here()", None),
        ("def f():\n    asyncio = 1\n    here()", None),
        ("asyncio = 1\nhere()", None),
        ("if x:\n    import asyncio\nhere()", None),
        ("def f():\n    import asyncio\nhere()", BY_MODULE),
    ],
)
def test_a_name_that_is_imported_is_used(text: str, expected: Named | None, tmp_path: Path) -> None:
    """Under its own name there; a new import takes no name that means something else."""
    assert called(tmp_path, text, "asyncio", "sleep") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("here()", BY_NAME),
        ("import unittest\nhere()", BY_NAME),
        ("from unittest import mock\nhere()", Named("mock.AsyncMock")),
        ("from unittest import mock as m\nhere()", Named("m.AsyncMock")),
        ("import unittest.mock as m\nhere()", Named("m.AsyncMock")),
        ("from unittest.mock import MagicMock\nhere()", BY_NAME),
        ("class AsyncMock: ...\nhere()", Named("unittest.mock.AsyncMock", ("import unittest.mock",))),
        ("unittest = AsyncMock = 1\nhere()", None),
    ],
)
def test_names_of_inner_modules(text: str, expected: Named | None, tmp_path: Path) -> None:
    """They are taken one by one; a package that is imported says nothing about its modules."""
    assert called(tmp_path, text, "unittest.mock", "AsyncMock") == expected


def test_an_attribute_of_an_attribute(tmp_path: Path) -> None:
    """Only its first part is imported."""
    text = "from pytest import fixture\nhere()"
    expected = Named("mark.asyncio", ("from pytest import mark",))
    assert called(tmp_path, text, "pytest", "mark.asyncio") == expected
    text = "from pytest import mark as m\nhere()"
    assert called(tmp_path, text, "pytest", "mark.asyncio") == Named("m.asyncio")


def test_a_name_that_a_star_brings(tmp_path: Path) -> None:
    """It is as good as defined."""
    (tmp_path / "names.py").write_text("asyncio = 1\n")
    assert called(tmp_path, "from names import *\nhere()", "asyncio", "sleep") is None
