"""The projects that are tried: each file can be read, and says what a reader must know."""

from __future__ import annotations

import pytest

from benchmarks.field.judged import read as read_judged
from benchmarks.field.project import names, read


@pytest.mark.parametrize("name", names())
def test_a_project(name: str) -> None:
    """It says what it is, where it comes from, and at which commit; what was judged of it can be read."""
    project = read(name)
    assert project.kind
    assert project.repository.startswith("https://github.com/")
    assert len(project.commit) >= 7
    read_judged(name)
