from __future__ import annotations

import pytest

from asyncproof.explain import Case, Failure, all_cases


def test_a_case_has_a_story_to_tell() -> None:
    """Who writes a case writes its story."""
    with pytest.raises(NotImplementedError):
        Case().story(Failure(ValueError()))


@pytest.mark.parametrize(
    "error", [ValueError(), TypeError("x"), RuntimeError("x"), AssertionError(), KeyError(1)]
)
def test_no_case_needs_facts(error: Exception) -> None:
    """An error of which nothing else is known gets no story, and breaks no case."""
    assert [case.slug for case in all_cases() if case().story(Failure(error)) is not None] == []
