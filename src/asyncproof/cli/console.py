"""The terminal: whether there are colours, how wide it is and which signs it can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import Console

_PIPED_WIDTH = 100
"""As wide as a page is pleasant to read, where there is no terminal to ask."""


class _Later:
    """A console that is made when it is first asked for more than its stream.

    What programs read is written to the stream itself, and rich takes long to import.
    """

    def __init__(self, file: TextIO, make: Callable[[TextIO], Console]) -> None:
        self.file = file
        self._make = make
        self._made: Console | None = None

    def __getattr__(self, name: str) -> Any:
        """Be the console in everything else."""
        if self._made is None:
            self._made = self._make(self.file)
        self._made.file = self.file
        return getattr(self._made, name)


def make_console(
    color: str = "auto", *, file: TextIO | None = None, environ: Mapping[str, str] = os.environ
) -> Console:
    """Make a console for a stream that has colours if asked for, or if a person is likely to see them."""

    def make(stream: TextIO) -> Console:
        return _made(stream, terminal, environ, colored=colored)

    stream = sys.stdout if file is None else file
    terminal = stream.isatty()
    colored = wants_color(color, terminal=terminal, environ=environ)
    return cast("Console", _Later(stream, make))


def _made(stream: TextIO, terminal: bool, environ: Mapping[str, str], *, colored: bool) -> Console:  # noqa: FBT001 - as rich has it
    from rich.console import Console

    class Raising(Console):
        """A console that leaves it to the caller what to do when the reader has gone."""

        def on_broken_pipe(self) -> None:
            """Raise what rich would turn into an exit with 1, which means something else here."""
            raise BrokenPipeError

    return Raising(
        file=stream,
        force_terminal=colored,
        color_system="auto" if colored else None,
        no_color=False,
        highlight=False,
        emoji=False,
        markup=False,
        width=None if terminal else _width(environ),
        legacy_windows=False,
    )


def wants_color(color: str, *, terminal: bool, environ: Mapping[str, str]) -> bool:
    """Decide about colours: by the option, then NO_COLOR, FORCE_COLOR, a dumb TERM and last the stream."""
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"


def _width(environ: Mapping[str, str]) -> int:
    columns = environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else _PIPED_WIDTH
