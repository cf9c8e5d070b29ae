from __future__ import annotations

import re
from typing import Any

import pytest

from asyncproof.stub.headers import Headers
from asyncproof.stub.matching.pattern import Pattern
from asyncproof.stub.matching.reading import read_pattern
from asyncproof.stub.request import Request


def pattern(method: str = "POST", path: Any = "/a", **wanted: Any) -> Pattern:
    """Return what is expected of a request."""
    rest = {"query": ..., "headers": None, "json": ..., "content": ..., "form": ...}
    return read_pattern(method, path, "", **(rest | wanted))


def request(method: str = "POST", query: str = "", content: bytes = b"", **headers: str) -> Request:
    """Return a request to /a."""
    return Request(method, f"http://a.example/a{query}", Headers(list(headers.items())), content)


MET = [
    (pattern(), request()),
    (pattern("*"), request("PURGE")),
    (pattern(query={"page": 2}), request(query="?page=2")),
    (pattern(path="/a?page=2&x=1"), request(query="?x=1&page=2")),
    (pattern(path="/a?x=1&x=2"), request(query="?x=1&x=2")),
    (pattern(query={"x": [1, 2, 3]}), request(query="?x=1&x=2&x=3")),
    (pattern(query={"on": True}), request(query="?on=true")),
    (pattern(query="x=1&y"), request(query="?x=1&y")),
    (pattern(query={"page": re.compile(r"\d")}), request(query="?page=2")),
    (pattern(query={}), request()),
    (pattern(headers={"Accept": "text/html"}), request(accept="text/html")),
    (pattern(headers={"Accept": re.compile("text/.*")}), request(accept="text/html")),
    (pattern(json={"a": 1}), request(content=b'{"a": 1}')),
    (pattern(json=None), request(content=b"null")),
    (pattern(content=b"x"), request(content=b"x")),
    (pattern(content=re.compile("x+")), request(content=b"xxx")),
    (pattern(form={"a": 1}), request(content=b"a=1")),
]


@pytest.mark.parametrize(("expected", "got"), MET)
def test_requests_that_are_as_expected(expected: Pattern, got: Request) -> None:
    """A request that is as expected matches, and nothing differs."""
    assert expected.match(got) is not None
    assert list(expected.differences(got)) == []


MISSED = [
    (pattern("GET"), request(), ["method: expected GET, got POST"]),
    (pattern(path="/b"), request(), ["path: expected /b, got /a"]),
    (pattern(query={"page": 2}), request(), ["query.page: expected '2', not there"]),
    (pattern(query={}), request(query="?page=2"), ["query.page: not expected, got '2'"]),
    (pattern(query="x=1"), request(query="?x=2"), ["query: expected 'x=1', got 'x=2'"]),
    (pattern(headers={"accept": "a"}), request(), ["header accept: expected 'a', not there"]),
    (pattern(headers={"accept": "a"}), request(accept="b"), ["header accept: expected 'a', got 'b'"]),
    (pattern(json={"a": 1}), request(content=b'{"a": 2}'), ["json.a: expected 1, got 2"]),
    (pattern(json={"a": 1}), request(content=b"x"), ["json: expected {'a': 1}, got what is no JSON: b'x'"]),
    (pattern(content=b"x"), request(content=b"y"), ["content: expected b'x', got b'y'"]),
    (
        pattern(form={"a": 1}),
        request(content=b"b=1"),
        ["form.a: expected '1', not there", "form.b: not expected, got '1'"],
    ),
]


@pytest.mark.parametrize(("expected", "got", "told"), MISSED)
def test_requests_that_differ(expected: Pattern, got: Request, told: list[str]) -> None:
    """A request that differs doesn't match, and each difference is told."""
    assert expected.match(got) is None
    assert list(expected.differences(got)) == told


def test_parameters_in_the_path() -> None:
    """What stands in the place of a parameter is what it is asked for."""
    assert pattern(path="/{what}").match(request()) == {"what": "a"}
    assert str(pattern(path="/{what}")) == "POST /{what}"
