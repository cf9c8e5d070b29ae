from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.replies.body import event_bytes, json_bytes, read_body

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("given", "content", "kind"),
    [
        ({}, b"", None),
        ({"json": {"a": "ü"}}, '{"a": "ü"}'.encode(), "application/json"),
        ({"json": None}, b"null", "application/json"),
        ({"text": "ü"}, "ü".encode(), "text/plain; charset=utf-8"),
        ({"html": "<p>"}, b"<p>", "text/html; charset=utf-8"),
        ({"content": b"\x00"}, b"\x00", None),
        ({"content": bytearray(b"a")}, b"a", None),
        ({"content": "a"}, b"a", None),
    ],
)
def test_bodies(given: dict[str, Any], content: bytes, kind: str | None) -> None:
    """A body is bytes, and has the content type that goes with how it was given."""
    body = read_body(dict(given))
    assert (body.content, body.kind) == (content, kind)


def test_files(tmp_path: Path) -> None:
    """A file is sent as it is, with the type that its name tells."""
    (tmp_path / "a.png").write_bytes(b"png")
    (tmp_path / "a.nope").write_bytes(b"?")
    assert read_body({"file": tmp_path / "a.png"}).kind == "image/png"
    assert read_body({"file": str(tmp_path / "a.nope")}).kind == "application/octet-stream"
    with pytest.raises(UsageError, match="can't be read"):
        read_body({"file": tmp_path / "missing"})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"json": 1, "text": ""}, "a reply has one body, and json and text are given"),
        ({"text": 1}, "text=1 is no text"),
        ({"content": 1}, "content=1 is no bytes"),
        ({"stream": b"abc"}, "stream=b'abc' has no pieces"),
        ({"sse": 1}, "sse=1 has no pieces"),
    ],
)
def test_what_is_no_body(given: dict[str, Any], said: str) -> None:
    """A value of the wrong kind is an error that shows it."""
    with pytest.raises(UsageError) as caught:
        read_body(given)
    assert said in str(caught.value)


def circle() -> list[Any]:
    """Return a list that contains itself."""
    made: list[Any] = []
    made.append(made)
    return made


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"user": {"tags": [1, {2}]}}, "json.user.tags[1] can't be sent as JSON: {2} is a set"),
        (float("nan"), "json can't be sent as JSON: nan is a float"),
        (object, "is a type"),
        ({(1, 2): 3}, "json can't be sent"),
        (circle(), "is a list"),
    ],
)
def test_what_json_can_not_say(value: object, said: str) -> None:
    """The place of what can't be sent is named, and its type."""
    with pytest.raises(UsageError) as caught:
        json_bytes(value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("event", "written"),
    [
        ("a\nb", "data: a\ndata: b\n\n"),
        ({"event": "tick", "id": 7, "data": {"n": 1}}, 'event: tick\nid: 7\ndata: {"n": 1}\n\n'),
        ("", "data: \n\n"),
        (0.5, 0.5),
    ],
)
def test_server_sent_events(event: object, written: object) -> None:
    """An event is written field by field; a number is a pause."""
    assert event_bytes(event) == written


def test_a_field_that_events_do_not_have() -> None:
    """A misspelt field is named."""
    with pytest.raises(UsageError, match="event, data, id and retry, not 'evnt'"):
        event_bytes({"evnt": 1})


def test_an_iterator_is_used_up() -> None:
    """A generator serves one request; the second one is told what to give."""
    pieces = read_body({"stream": iter([b"a"])}).pieces
    assert pieces is not None
    assert list(pieces()) == [b"a"]  # type: ignore[arg-type] # it is no async one
    with pytest.raises(UsageError, match="give the function that makes it"):
        pieces()
