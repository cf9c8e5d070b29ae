"""Which cell a variable is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.comparing.cells import cell_of
from tests.exploring.comparing.frames import here

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CellType, FrameType


def counter() -> Callable[[], FrameType]:
    """Return a function that counts, each time in a cell of its own."""
    count = 0

    def more() -> FrameType:
        nonlocal count
        count += 1
        return here()

    return more


def cell(function: Callable[[], FrameType]) -> CellType:
    """Return the cell of a counting function."""
    assert function.__closure__ is not None
    return function.__closure__[0]


def test_the_cell_of_an_inner_function() -> None:
    """It is the one that the function was made with."""
    more = counter()
    assert cell_of("count", more()) is cell(more)


def test_two_of_a_kind() -> None:
    """They are told apart by their values; if these are the same, nothing is said."""
    one, other = counter(), counter()
    frame = one()
    assert cell_of("count", frame) is cell(one) is not cell(other)
    other()
    assert cell_of("count", frame) is None


def test_the_function_that_has_made_it() -> None:
    """Whoever owns a variable finds its cell with the inner functions that share it."""
    total = 0

    def add() -> None:
        nonlocal total
        total += 1

    add()
    found = cell_of("total", here())
    assert found is not None
    assert found.cell_contents == 1


def test_what_nobody_changes() -> None:
    """A variable that no function changes from inside needs no cell: nobody can meet on it."""
    fixed = 1

    def look() -> FrameType:
        assert fixed
        return here()

    assert cell_of("fixed", look()) is None


def test_an_empty_cell() -> None:
    """A variable that has no value yet is in its cell all the same."""

    def fill() -> None:
        nonlocal late
        late = 1

    found = cell_of("late", here())
    assert found is not None
    fill()
    late: int
    assert found.cell_contents == late == 1
