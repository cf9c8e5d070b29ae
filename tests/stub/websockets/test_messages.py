"""Messages: what can be sent, and what can be expected."""

from __future__ import annotations

import re
from typing import Any

import pytest
from dirty_equals import IsPartialDict, IsPositiveInt, IsStr

from asyncproof.core import UsageError
from asyncproof.stub.websockets.messages import WantedMessage, read_message


@pytest.mark.parametrize(
    ("message", "json", "sent"),
    [
        ("a", ..., "a"),
        (b"a", ..., b"a"),
        (bytearray(b"a"), ..., b"a"),
        (..., {"a": "ü"}, '{"a": "ü"}'),
        (..., None, "null"),
    ],
)
def test_what_is_sent(message: Any, json: Any, sent: Any) -> None:
    """Text and bytes are sent as they are, a value as JSON in a text message."""
    assert read_message(message, json) == sent


@pytest.mark.parametrize(
    ("message", "json", "said"),
    [
        (..., ..., r'write \.sends\("text"\)'),
        ("a", "b", r"\.sends\(\) takes a message or json=, not both"),
        ({"a": 1}, ..., "write json={'a': 1} to send it as JSON"),
        (..., {1, 2}, "json can't be sent as JSON"),
    ],
)
def test_what_can_not_be_sent(message: Any, json: Any, said: str) -> None:
    """What is no message is an error that says what to write."""
    with pytest.raises(UsageError, match=said):
        read_message(message, json)


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        (WantedMessage(), "anything"),
        (WantedMessage("a"), "a"),
        (WantedMessage(b"a"), b"a"),
        (WantedMessage(re.compile(r"\d+")), "12"),
        (WantedMessage(IsStr(min_length=2)), "ab"),
        (WantedMessage(json={"a": [1, ...]}), '{"a": [1, 2]}'),
        (WantedMessage(json=IsPartialDict(id=IsPositiveInt)), b'{"id": 3, "b": null}'),
        (WantedMessage(json=None), "null"),
    ],
)
def test_what_is_expected(wanted: WantedMessage, got: Any) -> None:
    """Messages are equal, match, or have the JSON."""
    assert wanted.differences(got) == []


@pytest.mark.parametrize(
    ("wanted", "got", "said"),
    [
        (WantedMessage("a"), "b", "message: expected 'a', got 'b'"),
        (WantedMessage("a"), b"a", "message: expected 'a', got b'a'"),
        (WantedMessage(re.compile("a")), "ab", "message: expected /a/, got 'ab'"),
        (WantedMessage(json={"a": 1}), "{", "json: expected {'a': 1}, got what is no JSON: '{'"),
        (WantedMessage(json={"a": {"b": 1}}), '{"a": {"b": 2}}', "json.a.b: expected 1, got 2"),
    ],
)
def test_what_differs(wanted: WantedMessage, got: Any, said: str) -> None:
    """A message that differs is told with its place."""
    assert wanted.differences(got) == [said]


@pytest.mark.parametrize("never", [{"a": 1}, [1], None], ids=repr)
def test_what_no_message_is_ever_equal_to(never: Any) -> None:
    """A value in the place of a message is an error: it is meant as JSON."""
    with pytest.raises(UsageError, match=re.escape(f"write json={never!r}")):
        WantedMessage(never)
    assert str(WantedMessage(json=never)) == f"json={never!r}"
