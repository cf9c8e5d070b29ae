from __future__ import annotations

import pytest

from asyncproof.check.reading.trouble import Trouble


@pytest.mark.parametrize(
    ("trouble", "covered"),
    [
        (Trouble("a.py", None, "it", "do"), {1, 2, 3, 4, 5}),
        (Trouble("a.py", 2, "it", "do"), {2}),
        (Trouble("a.py", 2, "it", "do", 4), {2, 3, 4}),
    ],
)
def test_it_covers_its_lines(trouble: Trouble, covered: set[int]) -> None:
    """A trouble covers the lines that it names, or all of them where it is about the whole file."""
    assert {line for line in range(1, 6) if trouble.covers(line)} == covered
