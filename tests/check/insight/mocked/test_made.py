from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.facts import term_of
from asyncproof.check.insight.mocked.made import answer_of, as_made, cant_be_awaited, dotted, has_mocks
from tests.check.insight.mocked.asked import answers

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here

APP = """
    class Plain: ...
    class Future:
        def __await__(self): yield
    class Odd(unknown): ...
    async def fetch(): ...
    def nothing(): print()
    def fails(): raise OSError
"""
HEAD = """
    import app
    from unittest.mock import AsyncMock, MagicMock, Mock, patch
"""


def kind_of(here: Here, call: ast.Call) -> str | None:
    """Return the kind of mock that the argument of `look` is."""
    if getattr(call.func, "id", "") != "look":
        return None
    made = as_made(here, call.args[0])
    return "none" if made is None else made.kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("m = AsyncMock()\n        use(m)\n        look(m.child)", "AsyncMock"),
        ("m = Mock()\n        other = m\n        look(m)", "Mock"),
        ("look(patch('app.fetch'))", "AsyncMock"),
        ("look(mocker.patch('app.nothing'))", "MagicMock"),
        ("look(Mock(**more))", "none"),
        ("look(more)", "none"),
    ],
)
def test_a_mock_is_what_it_was_made_as(tmp_path: Path, body: str, kind: str) -> None:
    """Whoever got it since then; a patch is the mock that it puts in place."""
    test = f"{HEAD}\n    async def test_it(mocker, more):\n        {body}\n"
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, kind_of) == [kind]


def fails(here: Here, call: ast.Call) -> bool | None:
    """Return whether a call of the argument of `look` gives what can't be awaited."""
    if getattr(call.func, "id", "") != "look":
        return None
    node = call.args[0]
    value = here.evaluator.value(term_of(node), here.scope, (node.lineno, node.col_offset), here.path)
    return cant_be_awaited(here.evaluator, answer_of(here, value))


@pytest.mark.parametrize(
    ("what", "known"),
    [
        ("lambda: 1", True),
        ("lambda: None", True),
        ("lambda: [1]", True),
        ("lambda: app.Plain()", True),
        ("lambda: app.Future()", False),
        ("lambda: app.Odd()", False),
        ("lambda: app.fetch()", False),
        ("lambda: strange", False),
        ("app.nothing", True),
        ("app.fetch", False),
        ("app.fails", False),
        ("Mock()", True),
        ("Mock(spec=app.Plain)", True),
        ("AsyncMock()", False),
        ("Mock(return_value=1)", True),
        ("1", False),
    ],
)
def test_what_can_not_be_awaited(tmp_path: Path, what: str, known: bool) -> None:
    """Plain values, mocks and objects without `__await__`; never what is not certain."""
    test = f"{HEAD}\n    async def test_it(strange):\n        look({what})\n"
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, fails) == [known]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("from unittest import mock", True),
        ("from unittest.mock import patch", True),
        ("import mock", True),
        ("import unittest.mock as um", True),
        ("import os", False),
    ],
)
def test_a_file_that_knows_mocks(tmp_path: Path, head: str, known: bool) -> None:
    """By an import, or by the fixture of pytest-mock."""
    test = f"{head}\nlook()\ndef test_it(mocker):\n    look()\n"
    found = answers(tmp_path, {"test_it.py": test}, lambda here, _: has_mocks(here))
    assert found == [known, True]


def test_dotted_names(tmp_path: Path) -> None:
    """A name with attributes; nothing for what begins with anything else."""
    found = answers(
        tmp_path, {"test_it.py": "a.b.c(1)\n[a].b(2)\n"}, lambda _, call: dotted(call.func) or "none"
    )
    assert found == ["a.b.c", "none"]
