"""What one run leaves for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.cache.folder import write
from asyncproof.check.cache.state import Entry, Facts, State, load, save

if TYPE_CHECKING:
    from pathlib import Path


def test_a_state_comes_back(tmp_path: Path) -> None:
    """All of it."""
    state = State(
        {"a.py": Entry(b"1", b"2", ("conftest.py",), b"", is_spotless=True)},
        {"a.py": (b"1", (("", "b"),))},
        {("", "b"): None},
        {"b.py": Facts(b"1", "b", b"facts", b"2"), "c.py": Facts(b"3", "c", b"more", b"4")},
        {"plugin.py": b"1"},
        (("", "b"),),
        {"a.py": ((1, 2, 3), b"1")},
    )
    save(str(tmp_path / "state"), state)
    assert load(str(tmp_path / "state")) == state


@pytest.mark.parametrize(
    "data",
    [
        *(1, (), (1, 2, 3, 4, 5, 6, 7)),
        *(({"a": 1}, {}, {}, {}, {}, (), {}), ({}, {}, {}, {"a": ()}, {}, (), {})),
    ],
)
def test_a_foreign_state_is_empty(tmp_path: Path, data: object) -> None:
    """Whatever is in the file, or if there is none."""
    write(str(tmp_path / "state"), data)
    assert load(str(tmp_path / "state")) == load(str(tmp_path / "nothing")) == State()
