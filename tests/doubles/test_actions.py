from __future__ import annotations

import pytest

from asyncproof.doubles.actions import (
    HALF_WRITTEN,
    Enters,
    Never,
    Raises,
    Returns,
    Runs,
    Yields,
    can_be_raised,
)
from asyncproof.doubles.call import Call

CALL = Call("get", (1,), {"deep": True}, {})


def get(number: int, *, deep: bool) -> tuple[int, bool]:
    """Return what was given."""
    return number, deep


@pytest.mark.parametrize(
    ("action", "text"),
    [
        (Returns((1,)), "returns(1)"),
        (Returns((1, 2)), "returns_each(1, 2)"),
        (Raises(OSError), "raises(OSError)"),
        (Raises(OSError("down")), "raises(OSError('down'))"),
        (Runs(get), "runs(get)"),
        (Yields((1, 2), None), "yields(1, 2)"),
        (Yields((1,), OSError()), "yields(1, error=OSError())"),
        (Enters("x"), "enters('x')"),
        (Never(), "never()"),
    ],
)
def test_actions_look_as_they_are_written(action: object, text: str) -> None:
    """Messages show what was told as the test has written it."""
    assert str(action) == text


def test_outcomes() -> None:
    """Each gives what it was told; values in turn, and from the start again."""
    values = Returns((1, 2))
    assert [values.outcome(CALL) for _ in range(3)] == [1, 2, 1]
    assert Runs(get).outcome(CALL) == (1, True)
    assert Enters("x").outcome(CALL) == "x"
    assert list(Yields((1,), None).outcome(CALL)) == [1]
    with pytest.raises(OSError, match="down"):
        Raises(OSError("down")).outcome(CALL)
    with pytest.raises(KeyError):
        Raises(KeyError).outcome(CALL)
    with pytest.raises(NotImplementedError):
        HALF_WRITTEN.outcome(CALL)


def test_what_can_be_raised() -> None:
    """Exceptions and their classes can."""
    assert can_be_raised(OSError)
    assert can_be_raised(KeyboardInterrupt())
    assert not can_be_raised("OSError")
    assert not can_be_raised(int)
