"""The steps that repeat in a Livelock, put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_SHOWN = 12


def describe_steps(steps: Sequence[tuple[str, str]]) -> str:
    """Return the shortest pattern that the last of *steps* repeat, with its count.

    A step is the name of who ran and `file:line in function`. Steps that do not repeat are shown as
    they are, the last few of them.
    """
    if not steps:
        return "no step was recorded"
    length, times = repeating(steps)
    if times < 2:  # noqa: PLR2004 - once is no repetition
        shown = list(steps[-_LONGEST_SHOWN:])
        title = f"the last {len(shown)} steps, which do not repeat exactly:"
    else:
        shown = list(steps[-length:])
        counted = "this step" if length == 1 else f"these {length} steps"
        title = f"{counted} ran {times} times in a row:"
    lines = [f"  {who}  {where}".rstrip() for who, where in shown[:_LONGEST_SHOWN]]
    if len(shown) > _LONGEST_SHOWN:
        lines.append(f"  and {len(shown) - _LONGEST_SHOWN} more")
    return "\n".join([title, *lines])


def repeating(steps: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Return the length of the shortest pattern at the end of *steps*, and how often it stands there.

    The pattern that explains most of the steps wins over a shorter one that only ends them.
    """
    backwards = steps[::-1]
    best = (len(steps), 1)
    for length in range(1, len(steps) // 2 + 1):
        times = _run(backwards, length) // length
        if times > 1 and length * times > best[0] * best[1] * (best[1] > 1):
            best = (length, times)
        if length * times > len(steps) - length:
            break
    return best


def _run(backwards: Sequence[tuple[str, str]], length: int) -> int:
    """Return how many of the last steps are the same as the one *length* before them, that one included."""
    for position in range(length, len(backwards)):
        if backwards[position] != backwards[position - length]:
            return position
    return len(backwards)
