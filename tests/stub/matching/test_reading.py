from __future__ import annotations

from typing import Any

import pytest

from asyncproof.core import UsageError
from tests.stub.matching.test_pattern import pattern


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"method": ""}, "a method is a word as 'GET', or '*' for any, not ''"),
        ({"method": None}, "not None"),
        ({"json": 1, "form": {}}, "a request has one body, and json and form are both given"),
        ({"method": "GET", "json": {"a": 1}}, "a GET request has no body, so json={'a': 1} never matches"),
        ({"path": "/a?x=1", "query": {}}, "the query is said twice, in the path ('x=1') and as query={}"),
        ({"query": {1: 2}}, "a name in query is text, not 1"),
        ({"form": {1: 2}}, "a name in form is text, not 1"),
        ({"headers": [("a", "b")]}, "expected headers are a mapping of names to values"),
        ({"json": {1: 2}}, "json={1: 2} never matches: names in JSON are text; write '1'"),
        ({"json": [{"a": b"x"}]}, "json=b'x' never matches: JSON has no bytes"),
        ({"json": (set(),)}, "JSON has no set"),
    ],
)
def test_what_no_request_can_ever_be(wanted: dict[str, Any], said: str) -> None:
    """What could never match is an error where it is written, with the value and what to write."""
    with pytest.raises(UsageError) as caught:
        pattern(**wanted)
    assert said in str(caught.value)
