from __future__ import annotations

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.headers import Headers, read_headers


def test_headers_are_found_whatever_their_case() -> None:
    """A header has one name in all spellings, and one that came twice has both values."""
    headers = Headers([("X-Tag", "a"), ("x-tag", "b"), ("Host", "c")])
    assert headers["X-TAG"] == "a, b"
    assert headers.all("x-Tag") == ["a", "b"]
    assert "HOST" in headers
    assert "nope" not in headers
    assert 1 not in headers
    assert list(headers) == ["X-Tag", "Host"]
    assert len(headers) == 2
    assert "X-Tag" in repr(headers)
    with pytest.raises(KeyError):
        headers["nope"]


def test_headers_may_be_a_mapping_or_pairs() -> None:
    """Pairs may name a header twice, as Set-Cookie needs it."""
    assert read_headers(None) == []
    assert read_headers({"a": "b"}) == [("a", "b")]
    assert read_headers([("a", "b"), ("a", "c")]) == [("a", "b"), ("a", "c")]


@pytest.mark.parametrize("pair", [("a", 1), ("a\r\nb", "c"), ("a", "b\nc"), ("", "a"), ("a:", "b")])
def test_what_is_no_header(pair: tuple[str, str]) -> None:
    """What can't stand in a header is refused with its name and value."""
    with pytest.raises(UsageError) as caught:
        read_headers([pair])
    assert repr(pair) in str(caught.value)
