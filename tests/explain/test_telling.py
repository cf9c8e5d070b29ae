from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.explain import Case, Failure, Story, explain, telling

if TYPE_CHECKING:
    from collections.abc import Callable


class Speaking(Case):
    """Tells of any KeyError."""

    slug = "speaking"

    def story(self, failure: Failure) -> Story | None:
        """Tell it."""
        if not isinstance(failure.error, KeyError):
            return None
        return Story("a key\nis missing", "because " * 30, "add it.", "x.py:1\n- a\n+ b")


class Broken(Case):
    """Fails itself."""

    slug = "broken"

    def story(self, failure: Failure) -> Story | None:
        """Fail."""
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the cases of this file only."""
    monkeypatch.setattr(telling, "all_cases", lambda: (Broken, Speaking))


def raised(make: Callable[[], Any]) -> BaseException:
    """Return what a function raises."""
    try:
        make()
    except BaseException as error:
        return error
    raise AssertionError


def test_a_section_has_its_parts() -> None:
    """What, why, what to do, the change, and where there is more; a case that fails is passed over."""
    text = explain(Failure(KeyError()))
    assert text is not None
    lines = text.splitlines()
    assert lines[:2] == ["What happened: a key", "  is missing"]
    assert lines[2].startswith("Why: because")
    assert max(map(len, lines)) <= 96
    assert lines[-5:] == [
        "Do this: add it.",
        "    x.py:1",
        "    - a",
        "    + b",
        "More: asyncproof explain speaking",
    ]


def test_others_are_not_explained() -> None:
    """No case, no section."""
    assert explain(Failure(ValueError())) is None


def test_what_was_raised_from_an_error_is_explained_by_it() -> None:
    """`raise ... from error` says that the one is the reason for the other."""

    def wrap() -> None:
        try:
            raise KeyError
        except KeyError as error:
            raise ValueError from error

    assert explain(Failure(raised(wrap))) is not None


def test_what_was_only_handled_is_not_the_reason() -> None:
    """A failure in an `except` block has its own reason."""

    def handle() -> None:
        try:
            raise KeyError
        except KeyError:
            raise ValueError  # noqa: B904 - on purpose

    assert explain(Failure(raised(handle))) is None


def test_leaves_of_groups_are_explained() -> None:
    """The reason of a group is in its leaves, however deep."""

    class GroupError(Exception):
        def __init__(self, *errors: Exception) -> None:
            self.exceptions = errors

    assert explain(Failure(GroupError(ValueError(), GroupError(KeyError())))) is not None


def test_circles_end() -> None:
    """An error that is its own cause is asked once."""
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first
    assert explain(Failure(first)) is None
