"""Two lists of lines on a terminal."""

from __future__ import annotations

from asyncproof.exploring.comparing.columns import one_under_the_other, side_by_side

TITLES = ("good:", "bad:")


def test_beside_each_other_where_there_is_room() -> None:
    """The shorter one ends earlier, and no line ends with spaces."""
    assert side_by_side(TITLES, ["  a", "  bbbb"], ["  c"], width=20) == [
        "  good:     bad:",
        "  a         c",
        "  bbbb",
    ]


def test_not_wider_than_it_may_be() -> None:
    """If both do not fit, nothing is returned, and they are told one under the other."""
    assert side_by_side(TITLES, ["  a"], ["  c"], width=10) == []
    assert one_under_the_other(TITLES, ["  a"], ["  c"]) == ["  good:", "  a", "  bad:", "  c"]
