"""The answer of a whole run, given again as long as nothing has changed that the run has looked at.

Imported before anything else of a run, so it takes nothing that is slow to import.
"""

from __future__ import annotations

import os

from asyncproof.check.cache.folder import digest_of, keep_few, read, write
from asyncproof.check.cache.seal import UNSEEN, ChangedError, check

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.cache.seal import Folder
    from asyncproof.check.cache.sealing import Seen

_PREFIX = "answer-"
_MOST = 12
"""How many answers are kept: few people ask more different questions in turn."""

Said = tuple[tuple[int, str], ...]
"""What was printed: on 1, the standard output, or on 2, the one for errors."""


class Answers:
    """The answers in one folder to one question."""

    def __init__(self, folder: str, question: Iterable[object]) -> None:
        """Look into *folder*; *question* is all that is asked but what stands in files."""
        key = digest_of(repr(tuple(question)).encode("utf-8", "surrogateescape")).hex()
        self._folder = folder
        self._path = os.path.join(folder, _PREFIX + key)

    def find(self) -> tuple[int, Said] | None:
        """Return the exit code and what was printed; None if that may be another one now."""
        kept = read(self._path)
        if not isinstance(kept, tuple):
            return None
        try:
            code, said, folders = kept
            unsure = check(folders)
            if unsure:
                self._seal_again(code, said, list(folders), unsure)
        except (ChangedError, OSError, ValueError, TypeError):
            return None
        return code, said

    def keep(self, code: int, said: Said, seen: Seen, start: int) -> None:
        """Keep the answer of a run that began at *start*, and all that it has seen.

        Nothing is kept where something has changed meanwhile.
        """
        from asyncproof.check.cache.sealing import NOT, SOME, seal_folder  # noqa: PLC0415 - needed once

        try:
            folders = tuple(
                seal_folder(path, files, start, listed=mode != NOT, telling=mode == SOME)
                for path, (files, mode) in sorted(seen.items())
            )
        except (ChangedError, OSError):
            return
        write(self._path, (int(code), said, folders))
        keep_few(self._folder, _PREFIX, _MOST)

    def _seal_again(self, code: int, said: Said, folders: list[Folder], numbers: Iterable[int]) -> None:
        """Note the times of what was told by its content, if they can be believed by now."""
        from asyncproof.check.cache.sealing import now, seal_folder  # noqa: PLC0415 - seldom needed

        start, before = now(self._folder), tuple(folders)
        for number in numbers:
            path, changed, _, telling, files = folders[number]
            check([folders[number]])  # what changes from here on is newer than the start
            names = [file[0] for file in files]
            folders[number] = seal_folder(path, names, start, listed=changed != UNSEEN, telling=telling)
        if tuple(folders) != before:
            write(self._path, (code, said, tuple(folders)))
