from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from asyncproof.core import Place
from asyncproof.explain import Fixture, Test, mocks
from asyncproof.explain.coroutines import find_subject
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, patch

class Service:
    def __init__(self, client):
        self.client = client
    def load(self):
        raise ValueError(self.client)

def made(kind=Mock):
    return kind()

def test_it():
    {}
"""


def change_for(folder: Path, lines: str, text: str) -> mocks.Setting | None:
    """Return what is found about an expression where a test fails."""
    failure = failure_of(folder, SOURCE.format("\n    ".join(lines.splitlines())))
    frame = failure.user_frame
    assert frame is not None
    return mocks.setting_of(ast.parse(text, mode="eval").body, frame, failure)


@pytest.mark.parametrize(
    ("lines", "text", "change"),
    [
        (
            "a = Mock()\na.get.return_value = 5\nraise ValueError",
            "a.get",
            "a.get = AsyncMock(return_value=5)",
        ),
        (
            "a = Mock()\na.get.side_effect = [1]\nraise ValueError",
            "a.get",
            "a.get = AsyncMock(side_effect=[1])",
        ),
        (
            "a = Mock()\na.get = Mock(return_value=5)\nraise ValueError",
            "a.get",
            "a.get = AsyncMock(return_value=5)",
        ),
        ("a = Mock()\nraise ValueError", "a.get", "+     a.get = AsyncMock()"),
        ("a = mock.MagicMock()\nraise ValueError", "a.b.get", "+     a.b.get = mock.AsyncMock()"),
        ("a = Mock(return_value=5)\nraise ValueError", "a", "a = AsyncMock(return_value=5)"),
        ("a = Mock()\na.return_value = 5\nraise ValueError", "a", "a = AsyncMock(return_value=5)"),
        (
            "a = Mock()\na.get.return_value = 1\nService(a).load()",
            "self.client.get",
            "AsyncMock(return_value=1)",
        ),
        ("Service(Mock()).load()", "self.client.get", "Service(AsyncMock()).load()"),
        ("with patch('os.sep') as a:\n    raise ValueError", "a", "patch('os.sep', new_callable=AsyncMock)"),
        ("with patch('os.sep', Mock()) as a:\n    raise ValueError", "a", "patch('os.sep', AsyncMock())"),
        ("a = patch('os.sep', 1)\nraise ValueError", "os.sep", None),
        ("a = made()\nraise ValueError", "a.get", None),
    ],
)
def test_settings(tmp_path: Path, lines: str, text: str, change: str | None) -> None:
    """The line that configured a mock is found, or that which made it, and changed to an AsyncMock."""
    found = change_for(tmp_path, lines, text)
    if change is None:
        assert found is None
    else:
        assert found is not None
        assert change in found.change


def test_mocks_of_fixtures(tmp_path: Path) -> None:
    """The fixture that gave the mock is read."""
    source = """
    from unittest.mock import Mock

    def client():
        client = Mock()
        client.get.return_value = 5
        return client

    def test_it():
        double = client()
        raise ValueError
    """
    failure = failure_of(tmp_path, source)
    frame = failure.user_frame
    assert frame is not None
    place = Place(str(tmp_path / "test_module.py"), 3)
    fixture = Fixture("client", "function", place=place, value=frame.local["double"])
    told = type(failure)(failure.error, test=Test(fixtures=(fixture,)))
    found = mocks.setting_of(ast.parse("double.get", mode="eval").body, frame, told)
    assert found is not None
    assert found.place.line == 5


def test_results_that_must_be_there_at_once(tmp_path: Path) -> None:
    """A method of an AsyncMock can be made sync."""
    failure = failure_of(tmp_path, SOURCE.format("a = AsyncMock()\n    raise ValueError"))
    frame = failure.user_frame
    assert frame is not None
    change = mocks.sync_result(ast.parse("a.stream", mode="eval").body, frame, failure)
    assert "+     a.stream = MagicMock()" in change
    assert mocks.sync_result(ast.parse("a", mode="eval").body, frame, failure) == ""
    assert mocks.sync_result(ast.parse("b.stream", mode="eval").body, frame, failure) == ""
    assert mocks.is_plain_mock("Mock")
    assert not mocks.is_plain_mock("MagicMock")


@pytest.mark.parametrize(
    ("lines", "text", "told"),
    [
        ("a = Mock()\na.get = made()\nraise ValueError", "a.get", "a.get = made()"),
        ("a = Mock()\na.get: Mock = Mock()\nraise ValueError", "a.get", "a.get: Mock = Mock()"),
        (
            "with patch('os.sep', new=made()) as a:\n    raise ValueError",
            "a",
            "patch('os.sep', new=made())",
        ),
    ],
)
def test_settings_without_a_change(tmp_path: Path, lines: str, text: str, told: str) -> None:
    """What was made elsewhere, or is spelled in another way, is told, and left to the user."""
    found = change_for(tmp_path, lines, text)
    assert found is not None
    assert found.text == told
    assert found.change == ""


def test_mocks_in_what_a_fixture_gave(tmp_path: Path) -> None:
    """The fixture that has put the mock into the object that it gave is read; others are not."""
    source = """
    from unittest.mock import Mock

    class Service:
        client = None

    def service():
        service = Service()
        service.client = Mock()
        service.client.get.return_value = 5
        return service

    def test_it():
        given = service()
        raise ValueError
    """
    failure = failure_of(tmp_path, source)
    frame = failure.user_frame
    assert frame is not None
    place = Place(str(tmp_path / "test_module.py"), 6)
    fixtures = (
        Fixture("other", "function", place=place, value=Mock()),
        Fixture("unknown", "function", value=frame.local["given"]),
        Fixture("service", "function", place=place, value=frame.local["given"]),
    )
    told = type(failure)(failure.error, test=Test(fixtures=fixtures))
    found = mocks.setting_of(ast.parse("given.client.get", mode="eval").body, frame, told)
    assert found is not None
    assert found.text == "service.client.get.return_value = 5"
    assert "service.client.get = AsyncMock(return_value=5)" in found.change


def test_a_mock_that_is_made_elsewhere_is_not_changed(tmp_path: Path) -> None:
    """Only the line that makes an AsyncMock can be followed by one that makes a method of it sync."""
    lines = "a = made(AsyncMock)\n    a.stream\n    raise ValueError"
    failure = failure_of(tmp_path, SOURCE.format(lines))
    frame = failure.user_frame
    assert frame is not None
    assert mocks.sync_result(ast.parse("a.stream", mode="eval").body, frame, failure) == ""
    failure = failure_of(tmp_path, SOURCE.format("for a in [AsyncMock()]:\n        raise ValueError"))
    frame = failure.user_frame
    assert frame is not None
    assert mocks.sync_result(ast.parse("a.stream", mode="eval").body, frame, failure) == ""


@pytest.mark.asyncproof(never_awaited="off")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_only_what_was_awaited_itself_should_have_answered_at_once(tmp_path: Path) -> None:
    """A method of an AsyncMock that is no result of another one is simply not awaited."""
    lines = "service = Service(AsyncMock())\n    service.client.get()['name']"
    failure = failure_of(tmp_path, SOURCE.format(lines))
    subject = find_subject(failure)
    assert subject is not None
    assert mocks.answers_at_once(subject) is None
