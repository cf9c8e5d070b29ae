from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.mocked.awaiting import Evidence, evidence
from asyncproof.check.insight.mocked.target import replacement
from asyncproof.check.linking import FunctionValue
from tests.check.insight.mocked.asked import answers

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here

APP = """
    async def load(): ...

    async def greet():
        return await load()

    async def through():
        return await greet()

    async def far():
        return await through()

    async def too_far():
        return await far()

    async def sometimes(name):
        if name:
            await greet()

    async def other(client):
        await client.load()

    async def asks(found):
        if inspect.isawaitable(found):
            return await load()

    async def asks_of_others(found):
        if isinstance(found, int):
            return 1
        return await load()

    async def around():
        await around()

    def plain():
        load()
"""


def asked(here: Here, call: ast.Call) -> str | None:
    """Return how sure it is that what a call replaces is awaited."""
    found = replacement(here, call)
    if found is None:
        return None
    function = found.old.function if isinstance(found.old, FunctionValue) else None
    return evidence(here, found.name, function).name


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("await app.greet()", Evidence.CERTAIN),
        ("await app.through()", Evidence.CERTAIN),
        ("await app.far()", Evidence.CERTAIN),
        ("await app.too_far()", Evidence.NONE),
        ("await app.load()", Evidence.CERTAIN),
        ("await app.sometimes('x')", Evidence.LIKELY),
        ("await app.other(1)", Evidence.LIKELY),
        ("await app.asks(1)", Evidence.NONE),
        ("await app.asks_of_others(1)", Evidence.LIKELY),
        ("await app.around()", Evidence.NONE),
        ("app.plain()", Evidence.NONE),
        ("await strange()", Evidence.NONE),
        ("with pytest.raises(OSError): app.greet()", Evidence.NONE),
        ("await app.greet(); m.assert_not_called()", Evidence.NONE),
    ],
)
def test_how_sure_it_is_that_something_is_awaited(tmp_path: Path, line: str, known: Evidence) -> None:
    """By the test itself or by the functions that it calls, a few of them deep."""
    test = f"""
    import app
    import pytest
    from unittest.mock import patch

    async def test_it(strange, m):
        patch("app.load")
        {line}
    """
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, asked) == [known.name]


def test_decorators_and_the_top_of_a_file(tmp_path: Path) -> None:
    """A decorator is about its function; outside of a function nobody knows what runs."""
    test = """
    import app
    from unittest.mock import patch

    @patch("app.load")
    async def test_it():
        await app.greet()

    class TestIt:
        @patch("app.load")
        async def test_it(self):
            async def inner():
                patch("app.load")
            await app.greet()

    patch("app.load")
    """
    found = answers(tmp_path, {"app.py": APP, "test_it.py": test}, asked)
    assert found == ["CERTAIN", "CERTAIN", "CERTAIN", "NONE"]
