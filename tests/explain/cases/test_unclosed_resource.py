from __future__ import annotations

import pytest

from asyncproof.explain import Failure
from tests.explain.failing import story_of


def test_a_warning_that_pytest_has_wrapped() -> None:
    """Where pytest only has the text of the warning, the text tells what it was."""
    text = "Exception ignored in: <socket>\nResourceWarning: unclosed <socket.socket fd=3, family=2>"
    story = story_of("unclosed-resource", Failure(pytest.PytestUnraisableExceptionWarning(text)))
    assert story is not None
    assert story.what == "a `socket.socket` was collected that nobody had closed."


def test_a_class_without_brackets() -> None:
    """Libraries that spell the class out are understood too."""
    story = story_of("unclosed-resource", Failure(ResourceWarning("Unclosed client session")))
    assert story is not None
    assert story.what == "a `client session` was collected that nobody had closed."


@pytest.mark.parametrize(
    "error",
    [
        ResourceWarning("subprocess 5 is still running"),
        pytest.PytestUnraisableExceptionWarning("Exception ignored in: f\nValueError: unclosed bracket"),
        ValueError("unclosed <bracket>"),
    ],
)
def test_other_warnings(error: Exception) -> None:
    """A warning of something else, and an error that only speaks of closing, are left alone."""
    assert story_of("unclosed-resource", Failure(error)) is None
