"""Colours for shown sessions: what follows `$ ` was typed, all other lines were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments.lexer import Lexer  # type: ignore[import-untyped] # pygments has no types
from pygments.token import Generic, Text  # type: ignore[import-untyped] # as above

if TYPE_CHECKING:
    from collections.abc import Iterator

PROMPT = "$ "


class SessionLexer(Lexer):  # type: ignore[misc] # as above
    """A `console` block; pygments' own takes lines of output that begin with `#` for commands of root."""

    name = "Session"
    aliases = ("console",)

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, object, str]]:
        """Cut the lines into the prompt, what was typed, and what was printed."""
        place = 0
        for line in text.splitlines(keepends=True):
            if line.startswith(PROMPT):
                yield place, Generic.Prompt, PROMPT
                yield place + len(PROMPT), Text, line.removeprefix(PROMPT)
            else:
                yield place, Generic.Output, line
            place += len(line)
