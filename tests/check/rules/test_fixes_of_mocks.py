"""What the fixes of the rules about mocks make of bad code."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from tests.check.rules.test_fixes import claim

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, patch

import test_it


async def answer():
    return 1


def total():
    return 1


async def use(client):
    return await client.get()


async def load():
    return await answer()


async def test_it(mocker):
"""


def changed(root: Path, rule: str, before: str, after: str | None) -> None:
    """Claim what a rule's fixes make of the body of a test."""
    head = HEAD.lstrip("\n")
    claim(
        root,
        rule,
        head + textwrap.indent(before, "    ") + "\n",
        None if after is None else head + textwrap.indent(after, "    ") + "\n",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "client = MagicMock(name='x')\nawait use(client)",
            "client = AsyncMock(name='x')\nawait use(client)",
        ),
        ("await use(mock.Mock())", "await use(mock.AsyncMock())"),
        ("await use(MagicMock().child)", "await use(AsyncMock().child)"),
        ("client = child = Mock()\nawait use(child)", "client = child = AsyncMock()\nawait use(child)"),
        ("client = mocker.Mock()\nawait use(client)", "client = mocker.AsyncMock()\nawait use(client)"),
        ("client = mocker.patch('test_it.total')\nawait use(client)", None),
        ("with patch('test_it.total') as client:\n    await use(client)", None),
    ],
)
def test_a_mock_for_async_code_is_made_async(before: str, after: str | None, tmp_path: Path) -> None:
    """Where the call that makes it is written out in the test."""
    changed(tmp_path, "mock-for-async", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a.raise_for_status = AsyncMock()", "a.raise_for_status = MagicMock()"),
        ("a.raise_for_status = mock.AsyncMock(name=1)", "a.raise_for_status = mock.MagicMock(name=1)"),
        ("a = Mock(raise_for_status=AsyncMock())", "a = Mock(raise_for_status=MagicMock())"),
        ("with patch('test_it.total', AsyncMock()): pass", "with patch('test_it.total', MagicMock()): pass"),
    ],
)
def test_an_async_mock_of_what_is_sync_is_made_plain(before: str, after: str | None, tmp_path: Path) -> None:
    """In an assignment, in a keyword and in a patch."""
    changed(tmp_path, "async-mock-of-sync", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "with patch('test_it.answer', Mock()): await load()",
            "with patch('test_it.answer', AsyncMock()): await load()",
        ),
        (
            "with patch('test_it.answer', new_callable=mock.Mock): await load()",
            "with patch('test_it.answer', new_callable=AsyncMock): await load()",
        ),
        ("with patch('test_it.answer', lambda: 1): await load()", None),
    ],
)
def test_a_replacement_is_made_async(before: str, after: str | None, tmp_path: Path) -> None:
    """A mock, not a lambda."""
    changed(tmp_path, "sync-replacement", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("send = AsyncMock()\nsend.assert_called_once()", "send = AsyncMock()\nsend.assert_awaited_once()"),
        ("send = AsyncMock()\nsend.x.assert_any_call(1)", "send = AsyncMock()\nsend.x.assert_any_await(1)"),
    ],
)
def test_an_assertion_asks_for_the_await(before: str, after: str, tmp_path: Path) -> None:
    """Its name is changed, and nothing else."""
    changed(tmp_path, "called-not-awaited", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x.__aexit__ = AsyncMock()", "x.__aexit__ = AsyncMock(return_value=False)"),
        ("x.__aexit__ = AsyncMock(return_value=True)", "x.__aexit__ = AsyncMock(return_value=False)"),
        ("x.__aexit__.return_value = AsyncMock()", "x.__aexit__.return_value = False"),
        ("x.__aexit__ = AsyncMock(name='x')", None),
    ],
)
def test_an_exit_lets_errors_pass(before: str, after: str | None, tmp_path: Path) -> None:
    """By what it returns."""
    changed(tmp_path, "swallowing-mock", f"x = MagicMock()\n{before}", after and f"x = MagicMock()\n{after}")
