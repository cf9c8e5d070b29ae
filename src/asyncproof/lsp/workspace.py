"""The files that an editor works on: what it has not saved yet, and what is found in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.reading.source import Source, decode, read_source
from asyncproof.check.selection import selected

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.trouble import Trouble

CONFIGURATION = frozenset(
    {"pyproject.toml", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini", "setup.cfg"}
    | {"ruff.toml", ".ruff.toml", "uv.lock", "poetry.lock", "requirements.txt"}
)
"""A change in one of these may change what all files mean."""


class Workspace:
    """The open files and the checkers of their projects.

    While a text can't be parsed, as half a line is typed, other files see the last one that could.
    """

    def __init__(self, root_of: Callable[[list[Path]], Path]) -> None:
        """Begin with no file open; *root_of* tells the project of a file."""
        self._root_of = root_of
        self._texts: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._checkers: dict[Path, Checker] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._checked = ""
        self.generation = 0
        """Grows with every change, so that an answer can say what it was given for."""

    @property
    def open_files(self) -> list[str]:
        """The paths of the files that are open, in the order of their opening."""
        return list(self._texts)

    def put(self, path: str, text: str) -> None:
        """Take the text of a file that is open, as it is now."""
        self._texts[path] = text
        self._forget(path)

    def close(self, path: str) -> None:
        """Read a file from disk again, as the editor no longer has it."""
        self._texts.pop(path, None)
        self._whole.pop(path, None)
        self._forget(path)

    def changed_on_disk(self, path: str) -> None:
        """Take into account that somebody else has written, made or removed a file."""
        if os.path.basename(path) in CONFIGURATION:  # noqa: PTH119 - paths are strings here, as editors send them
            self._checkers.clear()
        self._forget(path)

    def source(self, path: str) -> Source | None:
        """Return a file as the editor has it; None if it can't be read."""
        source = self._as_it_is(path)
        return source if isinstance(source, Source) else None

    def check(self, path: str) -> Outcome:
        """Check one file."""
        if path not in self._outcomes:
            checker = self._checker_of(Path(path))
            checker.forget(Path(path))
            self._checked = path
            try:
                outcome = self._outcomes[path] = checker.check([Path(path)])
            finally:
                self._checked = ""
            if not outcome.troubles and path in self._texts:
                self._whole[path] = self._texts[path]
            elif outcome.troubles:
                checker.forget(Path(path))  # others are to see the last text that could be parsed
        return self._outcomes[path]

    def _forget(self, path: str) -> None:
        self.generation += 1
        self._outcomes.clear()
        for checker in self._checkers.values():
            checker.forget(Path(path))

    def _checker_of(self, path: Path) -> Checker:
        root = self._root_of([path])
        if root not in self._checkers:
            self._checkers[root] = Checker(root, selected(), read=self._read)
        return self._checkers[root]

    def _read(self, path: str) -> Source | Trouble:
        """Return what one file is for the check of another, or of itself."""
        if path != self._checked and path in self._whole:
            return decode(path, self._whole[path].encode())
        return self._as_it_is(path)

    def _as_it_is(self, path: str) -> Source | Trouble:
        if path in self._texts:
            return decode(path, self._texts[path].encode("utf-8", "replace"))
        return read_source(path)
