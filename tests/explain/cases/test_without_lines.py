"""Errors that come from nowhere in the user's code: what the explanations still say, and what they don't."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof.explain import Failure
from tests.explain.failing import story_of

FAILED = pytest.fail.Exception


@pytest.mark.parametrize(
    ("slug", "error", "what"),
    [
        (
            "coroutine-not-awaited",
            TypeError("'coroutine' object is not subscriptable"),
            "A coroutine was used as if it were its result.",
        ),
        (
            "coroutine-reused",
            RuntimeError("cannot reuse already awaited coroutine"),
            "A coroutine was awaited before, and a coroutine can be awaited only once.",
        ),
        (
            "running-loop",
            RuntimeError("This event loop is already running"),
            "Code that runs on an event loop wants to run one.",
        ),
        (
            "no-running-loop",
            RuntimeError("no running event loop"),
            "What was called needs a running event loop.",
        ),
        (
            "bound-to-loop",
            RuntimeError("<Lock> is bound to a different event loop"),
            "An object of asyncio has been used on another event loop before.",
        ),
        (
            "cancel-scope",
            RuntimeError("Attempted to exit cancel scope in a different task than it was entered in"),
            "A cancel scope was entered by one task and left by another.",
        ),
        (
            "shared-connection",
            RuntimeError("another command is already in progress"),
            "a connection was asked while it had not yet answered somebody else.",
        ),
    ],
)
def test_it_is_told_without_a_line(slug: str, error: Exception, what: str) -> None:
    """What the message alone is sure of is told, and no place is made up for it."""
    story = story_of(slug, Failure(error))
    assert story is not None
    assert story.what == what
    assert story.change == ""


@pytest.mark.parametrize(
    ("slug", "error"),
    [
        ("not-awaitable", TypeError("object int can't be used in 'await' expression")),
        ("mock-not-awaitable", TypeError("object int can't be used in 'await' expression")),
        ("did-not-raise", FAILED("DID NOT RAISE <class 'ValueError'>")),
        ("mock-called-not-awaited", AssertionError("Expected mock to have been awaited once.")),
        ("compared-coroutine", AssertionError("assert <coroutine object f at 0x1> == 5")),
        ("coroutine-expected", TypeError("a coroutine was expected, got 5")),
        ("task-not-awaited", asyncio.InvalidStateError("Result is not set.")),
        ("wrong-for", TypeError("'async for' requires an object with __aiter__ method, got list")),
        ("wrong-with", TypeError("'X' object does not support the context manager protocol")),
        ("measured-time", AssertionError("assert 0.0201 <= 0.02")),
        ("cancelled", asyncio.CancelledError()),
        ("time-limit", asyncio.TimeoutError()),
    ],
)
def test_nothing_is_told_without_a_line(slug: str, error: BaseException) -> None:
    """What can only be told of a line of the user's is not told where there is none."""
    assert story_of(slug, Failure(error)) is None
