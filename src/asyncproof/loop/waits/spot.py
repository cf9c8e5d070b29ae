"""Spots: where in the source a suspended frame stands, and which frames are the user's own."""

from __future__ import annotations

import linecache
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.loop.usercode import is_foreign, is_pythons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.loop.waits.chain import Link


@dataclass(frozen=True)
class Spot:
    """A line of source: file, line number, function, and the text of the line if it is known."""

    file: str
    line: int
    function: str
    text: str = ""

    @property
    def short(self) -> str:
        """`file:line`, the file as seen from the working directory."""
        return f"{shown_file(self.file)}:{self.line}"

    def __str__(self) -> str:
        where = f"{self.short} in {self.function}"
        return f"{where}:  {self.text}" if self.text else where


def shown_file(file: str) -> str:
    """Return *file* relative to the working directory if it is inside, else unchanged."""
    try:
        inside = os.path.relpath(file)
    except (OSError, ValueError):
        return file
    return file if not os.path.isabs(file) or inside.startswith("..") else inside  # noqa: PTH117 - a text, as it was


def is_users(file: str) -> bool:
    """Tell whether *file* is the user's own: neither Python's, nor installed, nor asyncproof's."""
    return not file.startswith("<frozen") and not is_foreign(file)


def spot_of(link: Link, line: int | None = None) -> Spot:
    """Return where *link* stands, or its function's line *line*."""
    number = line or link.frame.f_lineno or link.code.co_firstlineno
    file = link.code.co_filename
    return Spot(file, number, link.title, source_line(link, number))


def source_line(link: Link, line: int) -> str:
    """Return the text of a line of the file of *link*, stripped; empty if it can't be read."""
    return linecache.getline(link.code.co_filename, line, link.frame.f_globals).strip()


def users_link(links: Sequence[Link]) -> Link | None:
    """Return the innermost link in the user's code; without one, the innermost outside Python's library."""
    for link in reversed(links):
        if is_users(link.code.co_filename):
            return link
    for link in reversed(links):
        file = link.code.co_filename
        if not (file.startswith("<frozen") or is_pythons(file)):
            return link
    return links[-1] if links else None
