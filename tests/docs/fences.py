"""The fenced code blocks of a Markdown page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = re.compile(
    r"^(?P<indent>[ ]*)(?P<ticks>`{3,})(?P<language>[\w+-]+)?(?P<rest>[^\n`]*)\n"
    r"(?P<body>.*?)^(?P=indent)(?P=ticks)[ ]*$",
    re.DOTALL | re.MULTILINE,
)
TITLE = re.compile(r'title="(?P<title>[^"]+)"')


@dataclass(frozen=True)
class Fence:
    """One block: its language, its title if it has one, its text, and where it stands in the page."""

    language: str
    title: str | None
    body: str
    line: int
    start: int
    end: int


def find_fences(text: str) -> Iterator[Fence]:
    """Find the blocks of a page, in order."""
    for match in FENCE.finditer(text):
        title = TITLE.search(match["rest"])
        indent = len(match["indent"])
        yield Fence(
            language=match["language"] or "",
            title=title["title"] if title else None,
            body="".join(line[indent:] for line in match["body"].splitlines(keepends=True)),
            line=text.count("\n", 0, match.start()) + 1,
            start=match.start(),
            end=match.end(),
        )
