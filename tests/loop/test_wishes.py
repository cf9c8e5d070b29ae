from __future__ import annotations

import asyncio
import sys
from types import FunctionType
from typing import Any

import pytest

from asyncproof.loop.wishes import is_users_wish


def ask() -> bool:
    """Ask of whoever calls this, as the loop asks of whoever makes a task."""
    return is_users_wish(sys._getframe(1))


def elsewhere(file: str, call: Any) -> Any:
    """Make a function that calls another, and stands in another file."""

    def through() -> Any:
        return call()

    code = through.__code__.replace(co_filename=file)
    return FunctionType(code, {"__file__": file}, "through", None, through.__closure__)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("/home/me/tests/test_thing.py", True),
        (asyncio.tasks.__file__, True),
        ("/venv/lib/python3.12/site-packages/anyio/_backends/_asyncio.py", True),
        (sys.modules["asyncproof"].__file__, True),
        ("/venv/lib/python3.12/site-packages/httpcore/_async/pool.py", False),
        (sys.modules["asyncproof.loop"].__file__, False),
    ],
)
def test_whose_wish_a_task_is(file: str, expected: bool) -> None:
    """Python, anyio and our wrappers pass a wish on; other libraries have their own, the loop none."""
    assert elsewhere(file, ask)() is expected


def test_a_wish_is_passed_on_by_one_to_the_other() -> None:
    """What anyio makes for a library is the library's."""
    through_anyio = elsewhere("/venv/lib/python3.12/site-packages/anyio/_core/_tasks.py", ask)
    assert through_anyio()
    assert not elsewhere("/venv/lib/python3.12/site-packages/httpcore/_async/pool.py", through_anyio)()


def test_nobody_asked() -> None:
    """Where no frame is left, it was nobody's wish."""
    assert not is_users_wish(None)
