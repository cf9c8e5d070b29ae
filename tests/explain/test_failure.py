from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Frame, Test
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

WRAPPED = """
import base64

def inner():
    base64.b64decode("x", validate=True)

def test_it():
    try:
        inner()
    except ValueError as error:
        raise KeyError("outer") from error
"""


def test_user_frames_are_the_users(tmp_path: Path) -> None:
    """Frames of the standard library are not the user's, and the innermost of the user's comes first."""
    failure = failure_of(tmp_path, WRAPPED)
    cause = failure.error.__cause__
    assert cause is not None
    inner = failure.because_of(cause)
    assert inner.user_frame is not None
    assert inner.user_frame.function == "inner"
    assert inner.user_frame.place == Place(str(tmp_path / "test_module.py"), 4)
    assert inner.frames[-1].is_foreign
    assert inner.message


def test_causes_come_once_each(tmp_path: Path) -> None:
    """The chain is walked, and an error that is both cause and context comes once."""
    failure = failure_of(tmp_path, WRAPPED)
    assert [type(error).__name__ for error in failure.causes()] == ["KeyError", "Error"]


def test_a_cause_sees_the_frames_of_the_outer_error(tmp_path: Path) -> None:
    """What led to an error that was raised elsewhere is known from the error that pytest has."""
    outer = failure_of(tmp_path, "def test_it():\n    raise ValueError")
    leaf = outer.because_of(KeyError("never raised"))
    assert [frame.function for frame in leaf.user_frames] == ["test_it", "failure_of"]
    assert outer.because_of(outer.error) is outer


def test_without_a_traceback_there_is_no_frame() -> None:
    """An error that was never raised has no frame, and nothing is known of where objects were made."""
    failure = Failure(ValueError())
    assert failure.user_frame is None
    assert failure.made_at(object()) is None
    assert failure.bound_by(object()) == ""


def test_fixtures_are_found_by_name() -> None:
    """A test knows its fixtures."""
    pool = Fixture("pool", "session")
    assert Test(fixtures=(pool,)).fixture("pool") is pool
    assert Test().fixture("pool") is None


def test_compiled_code_is_not_the_users(tmp_path: Path) -> None:
    """Frames of Cython have relative names, and are not the user's."""
    frame = failure_of(tmp_path, WRAPPED).user_frame
    assert frame is not None
    assert not frame.is_foreign
    assert Frame("uvloop/loop.pyx", 3, "create_task", {}, frame.frame).is_foreign
