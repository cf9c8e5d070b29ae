from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.mocked.remaking import remade
from tests.check.insight.mocked.asked import answers

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here


def offered(here: Here, call: ast.Call) -> str | None:
    """Return the fix for the argument of `look` as words."""
    if getattr(call.func, "id", "") != "look":
        return None
    fix = remade(here, call.args[0], "AsyncMock")
    if fix is None:
        return "none"
    ((edit),) = fix.edits
    return f"{edit.span.line}:{edit.span.column}-{edit.span.end_column} {edit.text} {fix.imports}"


@pytest.mark.parametrize(
    ("lines", "fix"),
    [
        ("look(Mock())", "5:9-13 mock.AsyncMock ()"),
        ("look(mock.Mock().child.get())", "5:14-18 AsyncMock ()"),
        ("m = Mock()\n    look(m.child)", "5:8-12 mock.AsyncMock ()"),
        ("m = Mock()\n    m = Mock()\n    look(m)", "none"),
        ("m = make()\n    look(m)", "none"),
        ("look(given)", "none"),
        ("look([Mock()])", "none"),
    ],
)
def test_the_call_that_makes_a_mock_is_changed(tmp_path: Path, lines: str, fix: str) -> None:
    """Where it stands, or where the name of the mock is bound, if that is once."""
    head = "from unittest import mock\nfrom unittest.mock import Mock\n\nasync def test_it(given):\n"
    test = f"{head}    {lines}\n"
    assert answers(tmp_path, {"test_it.py": test}, offered) == [fix]


def test_no_fix_takes_a_name_that_means_something_else(tmp_path: Path) -> None:
    """Where `AsyncMock` is another thing, and outside of functions, there is none."""
    taken = "from unittest.mock import Mock\nAsyncMock = unittest = 1\nlook(Mock())\nm = Mock()\nlook(m)\n"
    assert answers(tmp_path, {"test_it.py": taken}, offered) == ["none", "none"]
