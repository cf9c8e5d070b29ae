from __future__ import annotations

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.headers import Headers
from asyncproof.stub.request import Params, Request


def request(content: bytes = b"", **headers: str) -> Request:
    """Return a request with a body and headers."""
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Request("POST", "http://a.example/b%20c?x=1&y=&x=2", Headers(pairs), content)


def test_what_a_url_says() -> None:
    """Path and query are there decoded and as they were sent."""
    asked = request()
    assert (asked.path, asked.raw_path) == ("/b c", "/b%20c")
    assert asked.query == {"x": "2", "y": ""}
    assert asked.query_pairs == [("x", "1"), ("y", ""), ("x", "2")]
    assert str(asked) == "POST http://a.example/b%20c?x=1&y=&x=2"
    assert Request("GET", "http://a.example").path == "/"


def test_bodies() -> None:
    """A body is read as JSON, as a form, and as text in the charset that the client names."""
    assert request(b'{"a": [1]}').json() == {"a": [1]}
    assert request(b"a=1&b=&a=2").form == {"a": "2", "b": ""}
    assert request("ü".encode("latin-1"), content_type="text/plain; charset=latin-1").text == "ü"
    assert request("ü".encode()).text == "ü"
    with pytest.raises(UsageError, match="is no JSON"):
        request(b"nope").json()


def test_cookies() -> None:
    """The cookies of all Cookie headers are one mapping."""
    assert request(cookie="a=1; b=2").cookies == {"a": "1", "b": "2"}


def test_a_parameter_that_does_not_exist() -> None:
    """Asking for a parameter that the path hasn't says which it has."""
    params = Params("/users/{id}", {"id": "7"})
    assert params["id"] == "7"
    with pytest.raises(UsageError, match=r"'/users/{id}' has no parameter 'uid'; it has: id\. Write {uid}"):
        params["uid"]
    with pytest.raises(UsageError, match="it has: none"):
        Params("/", {})["id"]
