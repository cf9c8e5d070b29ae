from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("None", "NoneType"),
        ("1", "int"),
        ("work()", "coroutine of str"),
        ("(work(), 1)[1]", "int"),
        ("(work(), 1)[7]", "unknown"),
        ("(work(), 1)['a']", "unknown"),
        ("{'a': 1}['a']", "unknown"),
        ("listed()[0]", "a app.Door"),
        ("Box[int]", "class app.Box"),
        ("1 if x else 2", "unknown"),
        ("Door() if x else Door()", "a app.Door"),
        ("Door() or None", "a app.Door"),
        ("await work()", "str"),
        ("lambda: 1", "lambda"),
        ("(lambda: work())()", "coroutine of str"),
        ("1 + 1", "unknown"),
        ("-x", "unknown"),
    ],
)
def test_expressions(expression: str, known: str, tmp_path: Path) -> None:
    """What each kind of expression is worth."""
    app = """
        from typing import Generic, TypeVar
        T = TypeVar("T")
        class Door: ...
        class Box(Generic[T]): ...
        async def work() -> str: ...
        def listed() -> list[Door]: ...
    """
    test = f"from app import *\nasync def test_it(x):\n    reveal({expression})\n"
    assert revealed(tmp_path, {"app.py": app, "test_it.py": test}) == [known]


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("a, b = work(), 1; reveal(b)", "int"),
        ("a, *b = work(), 1; reveal(a)", "unknown"),
        ("a, b, c = work(), 1; reveal(c)", "unknown"),
        ("m = MagicMock(); m.x.return_value = 1; reveal(m.x())", "int"),
        ("m = AsyncMock(); m.x.return_value = 1; reveal(m.x())", "coroutine of int"),
        ("m = MagicMock(); m.x.side_effect = work; reveal(m.x())", "unknown"),
        ("m = MagicMock(); reveal(m.x()); m.x.return_value = 1", "MagicMock"),
        ("MagicMock()[0]; reveal(MagicMock()()())", "MagicMock"),
        ("m = Mock(); m.x = AsyncMock(); reveal(m.x())", "coroutine of AsyncMock"),
        ("m = Mock(); reveal(m.x); m.x = AsyncMock()", "Mock"),
    ],
)
def test_assignments_count_from_where_they_stand(lines: str, known: str, tmp_path: Path) -> None:
    """Of names, of items, and of what mocks are told."""
    head = "from unittest.mock import AsyncMock, MagicMock, Mock\nasync def work(): ...\n"
    test = f"{head}async def test_it():\n    " + lines.replace("; ", "\n    ") + "\n"
    assert revealed(tmp_path, {"test_it.py": test}) == [known]
