"""Finds the triple quote that has no partner, as after typing the first half of a docstring.

Behind it strings and code change places, down to the end of the file. It is the one whose string has a
function in it that stands no deeper than the string's own line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.reading.logical import Layout

_CODE = re.compile(
    r"^([ \t]*)(?:(?:async[ ]+)?def[ ]+\w+[ ]*\(|class[ ]+\w+[^\n]*:\s*$|@\w[\w.]*)", re.MULTILINE
)


def without_stray_quotes(text: str, layout: Layout) -> str:
    """Put something in the place of such quotes that can't be read, so that its line is taken out."""
    for place in layout.open_triples:
        quotes = text[place : place + 3]
        alike = [(start, end) for start, end in layout.triples if text.startswith(quotes, start)]
        stray = next((start for start, end in alike if _holds_code(text, start, end)), place)
        text = f"{text[:stray]}?  {text[stray + 3 :]}"
    return text


def _holds_code(text: str, start: int, end: int) -> bool:
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    margin = len(text[line:start]) - len(text[line:start].lstrip())
    return any(len(found[1]) <= margin for found in _CODE.finditer(text, start, end))
