from __future__ import annotations

from asyncproof.kit.apps.journal import Journal
from asyncproof.kit.apps.verdict import add_note, verdict_on


def test_nothing_to_tell() -> None:
    """Apps that did well need no verdict."""
    assert verdict_on([("http://app.test", Journal())]) is None


def test_all_is_told_once() -> None:
    """Failures and leftovers of several apps are one error, caused by the first; nothing is told twice."""
    one, two = Journal(), Journal()
    first = KeyError("id")
    one.failed("GET /a", first)
    two.failed("GET /b", KeyError("id"))
    two.left_behind.append("GET /c")
    told = [("http://one.test", one), ("http://two.test", two)]
    error = verdict_on(told)
    assert error is not None
    assert error.message.splitlines() == [
        "the app at http://one.test raised in GET /a: KeyError: 'id'",
        "the app at http://two.test raised in GET /b: KeyError: 'id'",
        "the app at http://two.test would not end GET /c",
        "If the test means it to fail, write `with server.raises(KeyError):` around the request.",
        "End it in the test, or give it more time: asgi(app, grace=seconds).",
    ]
    assert error.__cause__ is first
    assert verdict_on(told) is None


def test_notes_add_up() -> None:
    """A note is added to those that are there, on every Python."""
    error = ValueError()
    add_note(error, "one")
    add_note(error, "two")
    assert error.__notes__ == ["one", "two"]
