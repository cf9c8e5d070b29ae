from __future__ import annotations

from typing import Any

import pytest

from asyncproof.core import UsageError
from asyncproof.stub import Reply
from asyncproof.stub.replies.reply import redirect


def test_a_reply_in_words() -> None:
    """A transcript shows status, size, kind and how it ends."""
    assert str(Reply(201, json=[])) == "201, 2 bytes of application/json"
    assert str(Reply(stream=[])) == "200, a stream"
    assert str(Reply(text="abc", reset_after=1)) == "200, 3 bytes of text/plain, reset after 1"
    assert str(Reply(content=b"abc", cut_after=1)) == "200, 3 bytes, cut after 1"
    assert repr(Reply(204)) == "<Reply 204, 0 bytes>"


def test_headers_of_a_reply() -> None:
    """Headers of one's own come before those that the body has by itself, and cookies beside them."""
    assert Reply(text="", headers={"Content-Type": "x/y"}).fields == [("Content-Type", "x/y")]
    fields = Reply(html="", headers=[("a", "b")], cookies={"s": "1"}).fields
    assert fields == [("content-type", "text/html; charset=utf-8"), ("a", "b"), ("set-cookie", "s=1; Path=/")]


def test_redirects() -> None:
    """A redirect has a status of redirects."""
    assert redirect("/b", 307).headers == [("location", "/b")]
    with pytest.raises(UsageError, match="200 is no status of a redirect"):
        redirect("/b", 200)


@pytest.mark.parametrize(
    ("status", "options", "said"),
    [
        ("ok", {}, "a status is a number from 200 to 599, not 'ok'"),
        (True, {}, "not True"),
        (99, {}, "not 99"),
        (200, {"jsn": 1}, "a reply has no 'jsn'; it has json, text"),
        (200, {"delay": -1}, "delay is a number of seconds from 0 up, not -1"),
        (200, {"delay": "1"}, "not '1'"),
        (200, {"drip": 0}, "drip=0 sends nothing"),
        (200, {"reset_after": -1}, "reset_after is a number of bytes from 0 up, not -1"),
        (200, {"cut_after": 1.5}, "not 1.5"),
        (200, {"text": "abc", "reset_after": 1, "cut_after": 1}, "a reply is reset or cut, not both"),
        (
            200,
            {"text": "abc", "reset_after": 4},
            "the body has 3 bytes, so it never comes to the end after 4",
        ),
    ],
)
def test_what_is_no_reply(status: Any, options: dict[str, Any], said: str) -> None:
    """What can't be sent is an error where it is written."""
    with pytest.raises(UsageError) as caught:
        Reply(status, **options)
    assert said in str(caught.value)
