from __future__ import annotations

import pickle

import pytest

from asyncproof import AsyncproofError
from asyncproof.doubles import (
    FakeError,
    NoSuchAttribute,
    UnconfiguredCall,
    UnsettledFakes,
    WrongCall,
    WrongResult,
)


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (UnconfiguredCall, AsyncproofError),
        (WrongCall, TypeError),
        (WrongResult, TypeError),
        (NoSuchAttribute, AttributeError),
        (UnsettledFakes, AssertionError),
    ],
)
def test_errors_are_what_python_would_raise(kind: type[FakeError], plain: type[Exception]) -> None:
    """Each is a `FakeError` with a page, and the error that the real one would raise."""
    error = kind("what happened")
    assert isinstance(error, FakeError)
    assert isinstance(error, plain)
    assert str(error) == f"what happened\n(more: asyncproof explain {kind.slug})"
    assert pickle.loads(pickle.dumps(error)).message == "what happened"
