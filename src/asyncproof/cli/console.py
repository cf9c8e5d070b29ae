"""The terminal: whether there are colours, how wide it is and which signs it can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Mapping

_PIPED_WIDTH = 100
"""As wide as a page is pleasant to read, where there is no terminal to ask."""


class _Console(Console):
    """A console that leaves it to the caller what to do when the reader has gone."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would turn into an exit with 1, which means something else here."""
        raise BrokenPipeError


def make_console(
    color: str = "auto", *, file: TextIO | None = None, environ: Mapping[str, str] = os.environ
) -> Console:
    """Make a console for a stream that has colours if asked for, or if a person is likely to see them."""
    stream = sys.stdout if file is None else file
    colored = wants_color(color, terminal=stream.isatty(), environ=environ)
    return _Console(
        file=stream,
        force_terminal=colored,
        color_system="auto" if colored else None,
        no_color=False,
        highlight=False,
        emoji=False,
        markup=False,
        width=None if stream.isatty() else _width(environ),
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
