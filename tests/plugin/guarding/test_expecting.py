from __future__ import annotations

import unittest
from contextlib import suppress
from unittest import case

import pytest
from _pytest.assertion import rewrite

from asyncproof.guard import Guard, Session
from asyncproof.guard.expectation import Expectation
from asyncproof.plugin.guarding.expecting import Expecting


class Listening(Session):
    """A session that only writes down what it hears."""

    def __init__(self) -> None:
        super().__init__([Guard])
        self.heard: list[str] = []

    def expected(self, expectation: Expectation) -> None:
        """Note what was caught."""
        self.heard.append(
            f"{expectation.text} caught {expectation.error!r} in {expectation.frame.f_code.co_name}"
        )

    def assertion_failed(self, frame: object) -> None:
        """Note that an assertion failed."""
        self.heard.append(f"failed in {frame.f_code.co_name}")  # type: ignore[attr-defined]  # a frame


SEAMS = [
    (pytest.RaisesExc, "__exit__"),
    (case._AssertRaisesContext, "__exit__"),  # type: ignore[attr-defined]  # private
    (unittest.TestCase, "_formatMessage"),
    (rewrite, "_format_explanation"),
]


@pytest.fixture
def session() -> object:
    """Listen for the time of a test, beside whoever listens to this run."""
    session = Listening()
    expecting = Expecting(session, with_passes=False)
    expecting.pytest_runtestloop()
    yield session
    expecting.pytest_unconfigure()


def test_what_is_expected_and_comes(session: Listening) -> None:
    """Both `pytest.raises` and `assertRaises` tell it, with the function whose block it was."""
    with pytest.raises(ValueError, match="one"):
        raise ValueError("one")
    with unittest.TestCase().assertRaises(KeyError):  # noqa: PT027 - this is what is tested
        raise KeyError("two")
    here = "test_what_is_expected_and_comes"
    assert session.heard == [
        f"pytest.raises(ValueError) caught ValueError('one') in {here}",
        f"assertRaises(KeyError) caught KeyError('two') in {here}",
    ]


def test_assertions_that_fail(session: Listening) -> None:
    """Those of rewritten modules and of unittest are told; those that hold are not."""
    assert session.heard == []
    with suppress(AssertionError):
        assert session.heard == [1]
    with suppress(AssertionError):
        unittest.TestCase().assertEqual(1, 2)  # noqa: PT009 - this is what is tested
    assert session.heard == ["failed in test_assertions_that_fail"] * 2


def test_what_does_not_come(session: Listening) -> None:
    """An error of another kind goes its way untold."""
    with pytest.raises(KeyError), pytest.raises(ValueError, match="x"):
        raise KeyError("other")
    assert [line.partition(" ")[0] for line in session.heard] == ["pytest.raises(KeyError)"]


def test_all_is_put_back(pytester: pytest.Pytester) -> None:
    """After a run, the four functions are those that were there before."""
    before = [getattr(place, name) for place, name in SEAMS]
    pytester.makepyfile("def test_x():\n    assert 1")
    pytester.runpytest_inprocess(
        "-p", "no:randomly", "-o", "asyncio_default_fixture_loop_scope=function"
    ).assert_outcomes(passed=1)
    assert [getattr(place, name) for place, name in SEAMS] == before


def test_assert_raises_that_nothing_meets(session: Listening) -> None:
    """Where the error is another one, or none, nothing was caught."""
    test = unittest.TestCase()
    with suppress(KeyError), test.assertRaises(ValueError):  # noqa: PT027 - it is what this is about
        raise KeyError("other")
    with suppress(AssertionError), test.assertRaises(ValueError):  # noqa: PT027 - as above
        pass
    assert not [line for line in session.heard if "caught" in line]


def test_who_never_listened_ends_quietly(pytester: pytest.Pytester) -> None:
    """A run that ends before its tests, for a usage error or `--help`, puts nothing back that others need."""
    before = [getattr(place, name) for place, name in SEAMS]
    Expecting(Listening(), with_passes=False).pytest_unconfigure()
    assert [getattr(place, name) for place, name in SEAMS] == before
