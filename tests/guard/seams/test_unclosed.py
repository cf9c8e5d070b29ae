from __future__ import annotations

import socket
import sys
import warnings
from collections.abc import Iterator

import pytest

from asyncproof.guard.seams import unclosed


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What is heard, with nothing in front that would take it away."""
    texts: list[str] = []
    unclosed.listen(texts.append)
    with warnings.catch_warnings():
        unclosed.come_first()
        yield texts
    unclosed.forget(texts.append)


def drop_a_socket() -> None:
    """Throw away an open socket."""
    socket.socket()


@pytest.mark.asyncproof(leaks="off")
def test_hears_what_is_ignored(heard: list[str]) -> None:
    """A socket that dies open is heard of, though the warning itself is ignored."""
    warnings.simplefilter("ignore")
    unclosed.come_first()
    drop_a_socket()
    assert [text.partition(" fd=")[0] for text in heard] == ["unclosed <socket.socket"]


@pytest.mark.asyncproof(leaks="off")
def test_who_expects_the_warning_gets_it_alone(heard: list[str]) -> None:
    """A test that asks for the warning means it: nobody else hears."""
    with pytest.warns(ResourceWarning):
        drop_a_socket()
    assert not heard


@pytest.mark.asyncproof(leaks="off")
def test_a_warning_stays_what_it_is(heard: list[str]) -> None:
    """What comes after the ear decides what becomes of a warning."""
    warnings.simplefilter("error")
    unclosed.come_first()
    with pytest.raises(ResourceWarning, match="unclosed thing"):
        warnings.warn("unclosed thing", ResourceWarning, stacklevel=1)
    with pytest.raises(UserWarning, match="something else"):
        warnings.warn("something else", UserWarning, stacklevel=1)
    assert heard == ["unclosed thing"]


def test_comes_once_and_goes() -> None:
    """There is one entry among the filters, and none after the last listener."""
    with warnings.catch_warnings():
        before = list(warnings.filters)
        texts: list[str] = []
        unclosed.listen(texts.append)
        unclosed.come_first()
        unclosed.come_first()
        assert len(warnings.filters) <= len(before) + 1
        unclosed.forget(texts.append)


def test_an_error_in_a_listener_is_not_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finalizer goes on, and the error is told where such errors go."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)

    def fail(_: str) -> None:
        raise ValueError("no")

    unclosed.listen(fail)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            unclosed.come_first()
            warnings.warn("unclosed thing", ResourceWarning, stacklevel=1)
    finally:
        unclosed.forget(fail)
    assert len(told) == 1
