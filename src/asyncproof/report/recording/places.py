"""Where code stands, and what for: each file, line, stack and phrase is kept once, and has a number."""

from __future__ import annotations

import linecache
from pathlib import PurePath
from types import CodeType, CoroutineType
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.one import standing_of
from asyncproof.loop.waits.spot import is_users, shown_file

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from asyncproof.loop.waits.chain import Link

MOST_STACKS = 5_000
MOST_WORDS = 5_000
LONGEST_WORDS = 300
"""How much is kept of one phrase: a task's name may be as long as anybody likes."""
AROUND = 3
"""Lines of source that are kept above and below each line of the user's that somebody stands on."""
MOST_SOURCE = 4_000
"""Lines of source that are kept for one test."""
NOWHERE = -1
_ENDS = {"NoneType", "FutureIter"}
"""What a chain of coroutines ends in where the frames say all that there is to say."""


class Places:
    """The tables of one recording."""

    def __init__(self) -> None:
        """Begin with empty ones."""
        self.files: dict[str, int] = {}
        self.spots: dict[tuple[int, int, str], int] = {}
        self.stacks: dict[tuple[int, ...], int] = {}
        self.words: dict[tuple[str, str], int] = {}
        self._known: dict[tuple[Any, ...], tuple[int, int]] = {}

    def of(self, task: asyncio.Task[Any]) -> tuple[int, int]:
        """Return the numbers of a suspended task's stack, and of what it waits for."""
        key = _position(task.get_coro())
        if key in self._known:
            return self._known[key]
        standing = standing_of(task)
        found = self.stack(standing.links), self.word(standing.awaited, standing.kind)
        if key and not standing.names_tasks and len(self._known) < MOST_STACKS:
            self._known[key] = found
        return found

    def stack(self, links: Sequence[Link]) -> int:
        """Return the number of a stack, its outermost frame first."""
        return self._stack([(link.code, link.frame.f_lineno, link.title) for link in links])

    def definition(self, code: object, title: str) -> int:
        """Return the number of the stack that is the first line of a function alone."""
        return self._stack([(code, code.co_firstlineno, title)] if isinstance(code, CodeType) else [])

    def word(self, text: str, kind: str = "") -> int:
        """Return the number of a phrase of a kind."""
        if len(text) > LONGEST_WORDS:
            text = f"{text[:LONGEST_WORDS]}…"
        if (kind, text) not in self.words and len(self.words) >= MOST_WORDS:
            text = "…"
        return self.words.setdefault((kind, text), len(self.words))

    def source(self) -> dict[str, dict[str, str]]:
        """Return by file and number the lines around those of the user's that somebody stands on."""
        names = list(self.files)
        found: dict[str, dict[str, str]] = {}
        left = MOST_SOURCE
        for file, line, _ in self.spots:
            name = names[file]
            around = AROUND if is_users(name) else 0
            lines = found.setdefault(_shown(name), {})
            written = linecache.getlines(name)
            for number in range(max(1, line - around), min(line + around, len(written)) + 1):
                if left > 0 and str(number) not in lines:
                    lines[str(number)] = written[number - 1].rstrip("\n")[:LONGEST_WORDS]
                    left -= 1
        return found

    def data(self) -> dict[str, Any]:
        """Return all tables as plain values."""
        return {
            "files": [[_shown(name), int(is_users(name))] for name in self.files],
            "spots": [list(spot) for spot in self.spots],
            "stacks": [list(stack) for stack in self.stacks],
            "words": [list(word) for word in self.words],
            "source": self.source(),
        }

    def _stack(self, frames: Sequence[tuple[CodeType, int, str]]) -> int:
        numbers = tuple(
            self._spot(code.co_filename, line or code.co_firstlineno, title) for code, line, title in frames
        )
        if not numbers or (numbers not in self.stacks and len(self.stacks) >= MOST_STACKS):
            return NOWHERE
        return self.stacks.setdefault(numbers, len(self.stacks))

    def _spot(self, file: str, line: int, title: str) -> int:
        number = self.files.setdefault(file, len(self.files))
        return self.spots.setdefault((number, line, title[:LONGEST_WORDS]), len(self.spots))


def _shown(name: str) -> str:
    """Return a file as people know it: those of others by their last folder, wherever they are installed."""
    return shown_file(name) if is_users(name) else "/".join(PurePath(name).parts[-2:])


def _position(coro: Any) -> tuple[Any, ...]:
    """Return what tells one place of a coroutine from all others; empty where frames alone don't."""
    key: list[Any] = []
    while type(coro) is CoroutineType and coro.cr_frame is not None:
        key += coro.cr_frame.f_code, coro.cr_frame.f_lasti
        coro = coro.cr_await
    return tuple(key) if type(coro).__name__ in _ENDS else ()
