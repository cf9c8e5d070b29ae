"""Trees of files that another file has asked about, kept until it is their turn: each is parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.reading.parsing import Parsed
    from asyncproof.check.reading.source import Source

MOST_BYTES = 3_000_000
"""As much source is kept as trees, which need some forty times as much memory."""


class Waiting:
    """The files of a run that are still to be checked, and the trees that some of them have already."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        """Wait for these absolute paths."""
        self._paths = set(paths)
        self._kept: dict[str, tuple[Source, Parsed]] = {}
        self._bytes = 0

    def keep(self, path: str, source: Source, parsed: Parsed) -> None:
        """Keep what became of a file, if it will be asked for again and there is room."""
        if path in self._paths and path not in self._kept and self._bytes + len(source.raw) <= MOST_BYTES:
            self._kept[path] = source, parsed
            self._bytes += len(source.raw)

    def taken(self, path: str, source: Source) -> Parsed | None:
        """Return what was kept of a file and let go of it; None if there is nothing, or it told troubles.

        Troubles name the file as it was asked for, and that is not how the user has named it.
        """
        self._paths.discard(path)
        kept = self._kept.pop(path, None)
        if kept is None:
            return None
        self._bytes -= len(kept[0].raw)
        return kept[1] if kept[0].raw == source.raw and not kept[1].troubles else None
