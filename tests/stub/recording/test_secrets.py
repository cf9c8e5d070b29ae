from __future__ import annotations

import pytest

from asyncproof.stub.recording.secrets import Secrets


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("Authorization", "Bearer abcdefg", "filtered"),
        ("X-Api-Key", "k", "filtered"),
        ("Set-Cookie", "a=secret-value; Path=/", "a=filtered; Path=/"),
        ("Set-Cookie", "nonsense", "filtered"),
        ("Cookie", "a=b", "filtered"),
        ("X-Mine", "m", "filtered"),
        ("Accept", "text/html", "text/html"),
    ],
)
def test_headers(name: str, value: str, written: str) -> None:
    """Headers that look like secrets, or are said to be, are not written."""
    assert Secrets(["x-mine"]).header(name, value) == written


def test_fields() -> None:
    """Fields are looked at in all depth; what has no value is no secret."""
    value = {
        "user": {"password": "p", "tokens": ["a", "b"], "token": None, "age": 3},
        "list": [{"secret": 1}],
    }
    assert Secrets().value("", value) == {
        "user": {"password": "filtered", "tokens": ["filtered", "filtered"], "token": None, "age": 3},
        "list": [{"secret": "filtered"}],
    }


def test_a_secret_that_turns_up_elsewhere() -> None:
    """A secret that is known is taken out of every text; a short one could be any word, and stays."""
    secrets = Secrets()
    secrets.header("Authorization", "Bearer abcdefg")
    secrets.value("password", "on")
    assert secrets.anywhere("/users/abcdefg/on") == "/users/filtered/on"
