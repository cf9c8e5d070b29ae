from __future__ import annotations

import gc
import sys
from typing import Any

import pytest

from asyncproof.guard.seams import lives


class Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def made(self, thing: Any) -> None:
        """Write it down."""
        self.heard.append(f"made {thing.name}")

    def dies(self, thing: Any) -> None:
        """Write it down."""
        self.heard.append(f"dies {thing.name}")


def make_class() -> type[Any]:
    """Make a class with a finalizer of its own."""

    class Thing:
        finalized: list[str] = []  # noqa: RUF012 - a fresh one for each test

        def __init__(self, name: str) -> None:
            self.name = name

        def __del__(self) -> None:
            self.finalized.append(self.name)

    return Thing


def test_hears_of_making_and_dying() -> None:
    """An object is shown when it is complete and once more before its own finalizer runs."""
    kind, listener = make_class(), Listener()
    lives.listen(kind, listener)
    try:
        thing = kind("a")
        assert listener.heard == ["made a"]
        del thing
    finally:
        lives.forget(kind, listener)
    assert listener.heard == ["made a", "dies a"]
    assert kind.finalized == ["a"]


def test_hears_of_circles_and_subclasses() -> None:
    """What only the collector can free is shown as well."""
    kind, listener = make_class(), Listener()
    lives.listen(kind, listener)
    try:
        thing = type("Other", (kind,), {})("b")
        thing.itself = thing
        del thing
        gc.collect()
    finally:
        lives.forget(kind, listener)
    assert listener.heard == ["made b", "dies b"]


@pytest.mark.parametrize("has_own", [True, False])
def test_the_class_is_put_back(has_own: bool) -> None:
    """After the last listener a class is what it was, with methods of its own or without."""
    kind, listener, another = make_class(), Listener(), Listener()
    if not has_own:
        del kind.__init__, kind.__del__
    before = dict(vars(kind))
    lives.listen(kind, listener)
    lives.listen(kind, another)
    lives.forget(kind, another)
    assert dict(vars(kind)) != before
    lives.forget(kind, listener)
    assert dict(vars(kind)) == before


def test_an_error_in_a_listener_is_not_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """The object is made all the same, and the error is told where such errors go."""
    kind: Any = make_class()
    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda trouble: told.append(str(trouble.exc_value)))
    listener = Listener()
    listener.heard = None
    lives.listen(kind, listener)
    try:
        thing = kind("c")
        assert thing.name == "c"
        del thing
    finally:
        lives.forget(kind, listener)
    assert len(told) == 2
