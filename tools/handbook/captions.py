"""Shows what stands behind the language of a block: the file that it is, or whether it is a bad example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

OPENING = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w+-]*)(?P<rest>[^`]*)$")
TITLE = re.compile(r'title="([^"]+)"')
JUDGED = {"bad": "Bad", "good": "Good"}


def caption_blocks(_app: Sphinx, _name: str, source: list[str]) -> None:
    """Write the blocks of a page as MyST wants them, where they have a caption."""
    source[0] = "\n".join(captioned(source[0].split("\n")))


def captioned(lines: list[str]) -> list[str]:
    """Return the lines of a page with captions for blocks; what stands in a block is left as it is."""
    found: list[str] = []
    closing: str | None = None
    for line in lines:
        opening = OPENING.match(line) if closing is None else None
        if opening is not None:
            closing = opening["indent"] + opening["ticks"]
            found += begun(opening)
        else:
            if line.rstrip() == closing:
                closing = None
            found.append(line)
    return found


def begun(opening: re.Match[str]) -> list[str]:
    """Return the first lines of a block."""
    title = TITLE.search(opening["rest"])
    caption = f"`{title[1]}`" if title else JUDGED.get(opening["rest"].strip())
    if caption is None:
        return [opening[0]]
    language = opening["language"] or "text"
    start = f"{opening['indent']}{opening['ticks']}{{code-block}} {language}"
    return [start, f'{opening["indent"]}:caption: "{caption}"', ""]
