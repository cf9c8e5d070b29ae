from __future__ import annotations

from typing import Any

from asyncproof.guard.owner import Owner
from asyncproof.guard.reading.suspects import misspelt_in, suspects_in


async def asks(mock: Any) -> None:
    """Ask a mock in many ways."""
    mock.assert_called  # noqa: B018, PGH005 - the mistake itself
    assert mock.called_once_with(1) and mock.done  # noqa: PT018 - the mistake itself
    await mock.has_calls([])
    mock.assert_called_once_with(1)


def silent(mock: Any) -> None:
    """Ask nothing that looks like an assertion."""
    assert mock


def test_what_stands_alone_or_is_asserted_is_suspect() -> None:
    """Statements and each part of an assertion are yielded, of functions that have such names at all."""
    assert len(list(suspects_in(Owner("test", functions=lambda: (asks,))))) == 6
    assert list(suspects_in(Owner("test", functions=lambda: (silent,)))) == []


def test_names_that_are_no_assertions() -> None:
    """They are found where they are called, awaited or only looked up."""
    test = Owner("test", functions=lambda: (asks,))
    assert [name.attr for _, name in misspelt_in(test)] == ["called_once_with", "has_calls"]


def test_what_has_no_code_is_passed_over() -> None:
    """A test without one, and a fixture that is written in C, ask nothing."""
    assert list(suspects_in(Owner("test", functions=lambda: (len,)))) == []
    assert len(list(suspects_in(Owner("test", functions=lambda: (asks, len))))) == 6
