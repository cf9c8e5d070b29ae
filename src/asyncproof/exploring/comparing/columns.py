"""Two lists of lines: beside each other where a terminal is wide enough, else one under the other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = 3
_INDENT = "  "


def side_by_side(titles: tuple[str, str], left: Sequence[str], right: Sequence[str], width: int) -> list[str]:
    """Return two columns, or nothing if they would be wider than they may."""
    titled = [_INDENT + titles[0], *left], [_INDENT + titles[1], *right]
    first = max(map(len, titled[0])) + _GAP
    if first + max(map(len, titled[1])) > width:
        return []
    return [f"{one:<{first}}{other}".rstrip() for one, other in zip_longest(*titled, fillvalue="")]


def one_under_the_other(titles: tuple[str, str], upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return one list, and below it the other."""
    return [_INDENT + titles[0], *upper, _INDENT + titles[1], *lower]
