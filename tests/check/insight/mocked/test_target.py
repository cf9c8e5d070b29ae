from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.mocked.target import definition, is_told_otherwise, replacement
from tests.check.insight.mocked.asked import answers
from tests.check.world import describe

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here

APP = """
    class Client:
        async def get(self): ...
    client = Client()
    async def fetch(): ...
    def twice(): ...
    def twice(): ...
    number = 1
"""
HEAD = """
    import app
    from app import Client, client
    from unittest import mock
    from unittest.mock import AsyncMock, Mock, patch

    FETCH = "app.fetch"
"""


def told(here: Here, call: ast.Call) -> str | None:
    """Return what a call replaces as words."""
    found = replacement(here, call)
    if found is None:
        return None
    function = definition(found)
    words = [describe(found.owner), found.name, describe(found.old)]
    words.append("defined" if function is not None else "not defined")
    return ", ".join([*words, "plain" if found.is_plain else found.kind or "given"])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("patch('app.fetch')", "module app, fetch, function app.fetch, defined, plain"),
        ("patch(target='app.fetch')", "module app, fetch, function app.fetch, defined, plain"),
        ("mock.patch('app.fetch')", "module app, fetch, function app.fetch, defined, plain"),
        ("patch(FETCH, Mock())", "module app, fetch, function app.fetch, defined, given"),
        ("patch(f'{app_name}.fetch')", None),
        ("patch(f'app.{\"fetch\"}', new=1)", "module app, fetch, function app.fetch, defined, given"),
        ("patch(f'{__name__}.FETCH')", "module test_it, FETCH, str, not defined, plain"),
        (
            "patch('app.fetch', new_callable=AsyncMock)",
            "module app, fetch, function app.fetch, defined, AsyncMock",
        ),
        ("patch('app.fetch', autospec=True)", "module app, fetch, function app.fetch, defined, given"),
        ("patch('app.Client.get')", "class app.Client, get, function app.Client.get, defined, plain"),
        ("patch('app.client.get')", "a app.Client, get, function app.Client.get, defined, plain"),
        ("patch('app.twice')", "module app, twice, function app.twice, not defined, plain"),
        ("patch('app.number')", "module app, number, int, not defined, plain"),
        ("patch('app.nothing.x')", None),
        ("patch('nowhere.fetch')", None),
        ("patch('fetch')", None),
        ("patch(3)", None),
        ("patch()", None),
        ("patch(*more)", None),
        ("patch('app.fetch', **more)", None),
        ("patch.object(Client, 'get')", "class app.Client, get, function app.Client.get, defined, plain"),
        ("patch.object(app, attribute='fetch')", "module app, fetch, function app.fetch, defined, plain"),
        (
            "patch.object(Client, 'get', Mock())",
            "class app.Client, get, function app.Client.get, defined, given",
        ),
        ("patch.object(Client, name)", None),
        ("patch.object(Client)", None),
        ("patch.object(unknown, 'get')", None),
        ("patch.object(Mock(), 'get')", None),
        ("patch.dict(app, 'get')", None),
        ("other.object(Client, 'get')", None),
        ("other.patch(FETCH)", None),
        ("mocker.patch('app.fetch')", "module app, fetch, function app.fetch, defined, plain"),
        ("mocker.patch.object(client, 'get')", "a app.Client, get, function app.Client.get, defined, plain"),
        ("monkeypatch.setattr(app, 'fetch', 1)", "module app, fetch, function app.fetch, defined, given"),
        ("monkeypatch.setattr(app, name='fetch', value=1)", None),
        ("monkeypatch.setattr('app.fetch', 1)", "module app, fetch, function app.fetch, defined, given"),
        ("other.setattr(app, 'fetch', 1)", None),
        ("setattr(app, 'fetch', 1)", None),
        ("object()", None),
    ],
)
def test_what_a_call_replaces(tmp_path: Path, call: str, words: str | None) -> None:
    """Of what it is an attribute, what it was, and what takes its place."""
    test = f"{HEAD}\n    async def test_it(mocker, monkeypatch, name, more):\n        {call}\n"
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, told) == ([] if words is None else [words])


def otherwise(here: Here, call: ast.Call) -> bool | None:
    """Return whether the mock that a call puts in place is told something else."""
    found = replacement(here, call)
    return None if found is None else is_told_otherwise(here, found)


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("with patch('app.fetch') as m: m.return_value = 1", False),
        ("with patch('app.fetch') as m: m.return_value = name", True),
        ("with patch('app.fetch') as m: m.side_effect = name", True),
        ("with patch('app.fetch'): m.side_effect = name", False),
        ("m = patch('app.fetch')\n        m.side_effect = name", True),
        ("with patch('app.fetch', m): m.side_effect = name", True),
    ],
)
def test_what_the_mock_in_place_is_told(tmp_path: Path, lines: str, known: bool) -> None:
    """Whatever may be awaited, by the name that the mock has in the test."""
    test = f"{HEAD}\n    async def test_it(name, m=1):\n        {lines}\n"
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, otherwise) == [known]


def test_a_decorator_hands_the_mock_to_a_parameter(tmp_path: Path) -> None:
    """What the test tells that parameter counts."""
    test = f"""{HEAD}
    @patch("app.fetch")
    async def test_one(fetch):
        fetch.return_value = 1
    @patch("app.fetch")
    async def test_two(fetch):
        fetch.side_effect = OSError
    """
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, otherwise) == [False, True]
