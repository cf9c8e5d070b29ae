"""What `.gitignore` files, and exclusions written the same way, leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_PYTHON = (".py", ".pyi")
_WILD = re.compile(r"[*?\[\\\]]")
_PIECE = re.compile(r"\*\*/|/\*\*$|\*+|\?|\[[!^]?\]?[^\]]*\]|\\.|.", re.DOTALL)


class _Pattern(NamedTuple):
    regex: str
    """Matches the path from the folder of the patterns, with slashes."""
    folders_only: bool
    takes_back: bool
    tail: str
    """What a path must end in to match, as far as it has no wildcard."""

    def may_be_python(self) -> bool:
        """Tell whether it can match a Python file: of a hundred patterns hardly five can."""
        return not self.folders_only and any(
            end.endswith(self.tail) or self.tail.endswith(end) for end in _PYTHON
        )


@dataclass(frozen=True)
class Ignored:
    """The patterns of one file; the last one that matches has the say."""

    patterns: tuple[_Pattern, ...]

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Ignored:
        """Read patterns as `git` does."""
        return cls(tuple(pattern for line in lines if (pattern := _read(line)) is not None))

    @cached_property
    def _of_folders(self) -> list[tuple[re.Pattern[str], bool]]:
        return _compiled(self.patterns)

    @cached_property
    def _of_files(self) -> list[tuple[re.Pattern[str], bool]]:
        return _compiled(pattern for pattern in self.patterns if pattern.may_be_python())

    def says(self, path: str, *, folder: bool) -> bool | None:
        """Tell whether a path below the patterns' folder is ignored, None if no pattern speaks of it."""
        for regex, takes_back in self._of_folders if folder else self._of_files:
            if regex.match(path):
                return not takes_back
        return None


def _compiled(patterns: Iterable[_Pattern]) -> list[tuple[re.Pattern[str], bool]]:
    """Return what to try in turn: neighbours that say the same are one regular expression."""
    groups: list[tuple[list[str], bool]] = []
    for pattern in reversed(tuple(patterns)):
        if not groups or groups[-1][1] != pattern.takes_back:
            groups.append(([], pattern.takes_back))
        groups[-1][0].append(pattern.regex)
    return [(re.compile("|".join(regexes), re.DOTALL), takes_back) for regexes, takes_back in groups]


def _read(line: str) -> _Pattern | None:
    text = line.rstrip("\r\n")
    while text.endswith(" ") and not text.endswith("\\ "):
        text = text[:-1]
    if not text or text.startswith("#"):
        return None
    takes_back = text.startswith("!")
    text = text[takes_back:]
    folders_only = text.endswith("/")
    text = text.rstrip("/") if folders_only else text
    anchored = "/" in text
    text = text.removeprefix("/")
    if not text:
        return None
    regex = ("" if anchored else "(?:.*/)?") + "".join(map(_translated, _PIECE.findall(text))) + r"\Z"
    try:
        re.compile(regex)
    except re.error:  # a range such as [z-a], which matches nothing
        return None
    tail = _WILD.split(text)[-1]
    return _Pattern(regex, folders_only, takes_back, tail)


def _translated(piece: str) -> str:
    known = {"**/": "(?:.*/)?", "/**": "/.+", "*": "[^/]*", "?": "[^/]"}
    if piece in known:
        return known[piece]
    if piece.startswith("**"):
        return "[^/]*"
    if piece.startswith("[") and len(piece) > 1:
        negated = piece[1] in "!^"
        inside = re.sub(r"[\\\[\]&~|]|(?<=-)-", r"\\\g<0>", piece[2 if negated else 1 : -1])
        return f"(?!/)[{'^' if negated else ''}{inside}]"
    return re.escape(piece[-1])
