"""Sees which files a run reads and which folders it lists, so that its answer can be given again.

Python tells an audit hook of both. So nobody who reads a file has to think of the cache; what is only asked
for, and not read (is there a `conftest.py`?), is in folders that are listed, or above them.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from asyncproof.check.cache.sealing import ALL, NOT, SOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Self

_WRITES = os.O_WRONLY | os.O_RDWR
_COMPILED = (".pyc", ".so", ".pyd")
"""What is loaded of programs; ours are looked at by their sources."""


class Witness:
    """What was read and listed while it looked, as absolute paths."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()

    def __enter__(self) -> Self:
        """Begin to look."""
        _hook()
        _looking.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Look away."""
        _looking.remove(self)

    def see(self, event: str, what: Any) -> None:
        """Note what was read or listed."""
        path = _path(what)
        if path is None:
            return
        if event == "open":
            if not path.endswith(_COMPILED):
                self.files.add(path)
        else:
            self.folders.add(path)

    def seen(self, root: str) -> dict[str, tuple[list[str], int]]:
        """Return it by folders; of those above *root* only the names count that tell about projects."""
        above = set(_above(root))
        found: dict[str, tuple[list[str], int]] = {
            path: ([], SOME if path in above else ALL) for path in self.folders | above
        }
        for path in sorted(self.files):
            folder, name = os.path.split(path)
            found.setdefault(folder, ([], NOT))[0].append(name)
        return found


@cache
def _hook() -> None:
    """Hook in, once in a process: a hook can't be taken away."""
    sys.addaudithook(_tell)


def note(path: str) -> None:
    """Tell those who look of a file that is known to be the same without being read."""
    for witness in _looking:
        witness.see("open", path)


def _tell(event: str, args: tuple[Any, ...]) -> None:
    if not _looking:
        return
    if event == "open":
        path, _, flags = args
        if isinstance(flags, int) and flags & _WRITES:
            return
    elif event in {"os.listdir", "os.scandir"}:
        path = args[0]
    else:
        return
    for witness in _looking:
        witness.see(event, path)


_looking: list[Witness] = []
"""Those who look at present."""


def _path(what: Any) -> str | None:
    """Return an absolute path; None for what is open already."""
    if what is None:
        what = os.curdir
    return None if isinstance(what, int) else os.path.abspath(os.fsdecode(what))


def _above(root: str) -> Iterator[str]:
    while os.path.dirname(root) != root:
        root = os.path.dirname(root)
        yield root
