"""Finds the comments that switch rules off: which rules, for which lines, and where they stand."""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.reading.logical import Comment, lay_out
from asyncproof.check.reading.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.reading.source import Source

_OURS = re.compile(r"#\s*asyncproof\s*:\s*(?P<verb>[\w-]*)(?:\s*(?P<list>\[(?P<names>[^\]#]*)(?P<end>\])?))?")
_NOQA = re.compile(r"#\s*noqa\b(?:\s*:\s*(?P<names>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*))?", re.IGNORECASE)
_NAME = re.compile(r"[^\s,]+")
_CODE = re.compile(r"AP[0-9]+")
_WORDS = (b"noqa", b"NOQA", b"NoQA")
_BARE_NOQA = re.compile(rb"noqa\b(?!\s*:\s*[A-Z]+[0-9])", re.IGNORECASE)
_OUR_NOQA = re.compile(rb"noqa\b\s*:[^\r\n]*?AP[0-9]", re.IGNORECASE)
_OUR_WORD = re.compile(rb"asyncproof\s*:")
_SPELLING = "Write `# asyncproof: ignore[name]`."
_NO_CODE = frozenset((tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER))


class Kind(str, Enum):
    """What a comment says."""

    IGNORE = "ignore"
    IGNORE_FILE = "ignore-file"
    NOQA = "noqa"


_VERBS = (Kind.IGNORE.value, Kind.IGNORE_FILE.value)


class Name(NamedTuple):
    """A rule that a comment names, by its code or its name, and in which columns of characters."""

    text: str
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment that switches rules off."""

    kind: Kind
    line: int
    column: int
    """Where it starts, in characters from 0; up to *end_column* it can be removed."""
    end_column: int
    names: tuple[Name, ...]
    """The rules; none means all of them."""
    first_line: int
    last_line: int
    """The lines for which it counts."""

    def covers(self, line: int) -> bool:
        """Tell whether it counts for a line."""
        return self.kind is Kind.IGNORE_FILE or self.first_line <= line <= self.last_line


@dataclass(frozen=True, slots=True)
class Suppressions:
    """What the comments of one file switch off, and which of them can't be understood."""

    found: tuple[Suppression, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def read_suppressions(source: Source, *, bare: bool = True) -> Suppressions:
    """Read the comments of a file; costs next to nothing where there are none of these.

    Nobody needs a `noqa` without names where nothing was found: without *bare* it is no reason to read them.
    """
    if not (_has_noqa(source.raw, bare=bare) or _OUR_WORD.search(source.raw)):
        return Suppressions()
    comments, spans = _comments_and_lines(source)
    found: list[Suppression] = []
    troubles: list[Trouble] = []
    for comment in comments:
        for one in _read(source.path, comment):
            if isinstance(one, Trouble):
                troubles.append(one)
            else:
                first, last = covers(spans, one)
                found.append(replace(one, first_line=first, last_line=last))
    return Suppressions(tuple(found), tuple(troubles))


def _has_noqa(raw: bytes, *, bare: bool) -> bool:
    if not any(word in raw for word in _WORDS):
        return False
    return _OUR_NOQA.search(raw) is not None or (bare and _BARE_NOQA.search(raw) is not None)


def covers(spans: list[tuple[int, int]], comment: Suppression) -> tuple[int, int]:
    """Return the lines that a comment counts for.

    *spans* are the logical lines, decorators joined with what they decorate. At the end of the first or the
    last of these lines a comment counts for them all, in between for its own line. On a line of its own it
    counts for what follows, unless it is a `noqa`, which no tool reads like that.
    """
    for first, last in spans:
        if comment.line in {first, last}:
            return first, last
        if first < comment.line < last:
            return comment.line, comment.line
        if first > comment.line:
            return (comment.line, last) if comment.kind is Kind.IGNORE else (comment.line, comment.line)
    return comment.line, comment.line


def _read(path: str, comment: Comment) -> Iterator[Suppression | Trouble]:
    for match in _OURS.finditer(comment.text):
        problem = _problem(match)
        if problem is not None:
            yield Trouble(path, comment.line, *problem)
        elif match["verb"] in _VERBS:
            yield _suppression(comment, match, Kind(match["verb"]))
    for match in _NOQA.finditer(comment.text):
        one = _suppression(comment, match, Kind.NOQA)
        if not one.names or any(_CODE.fullmatch(name.text.upper()) for name in one.names):
            yield one


def _problem(match: re.Match[str]) -> tuple[str, str] | None:
    text = match.group().strip()
    if match["verb"] not in _VERBS:
        slip = match["list"] or get_close_matches(
            match["verb"], _VERBS
        )  # or else a sentence about asyncproof
        return (f"`{text}` says nothing that asyncproof knows", _SPELLING) if slip else None
    if match["list"] and not match["end"]:
        return f"`{text}` lacks its closing bracket", _SPELLING
    if match["list"] and not _NAME.search(match["names"]):
        return f"`{text}` names no rule", "Name the rules, or leave the brackets out to mean all."
    return None


def _suppression(comment: Comment, match: re.Match[str], kind: Kind) -> Suppression:
    start = match.start("names")
    names = tuple(
        Name(one.group(), comment.column + start + one.start(), comment.column + start + one.end())
        for one in _NAME.finditer(match["names"] or "")
    )
    begin, end = comment.column + match.start(), comment.column + match.end()
    return Suppression(kind, comment.line, begin, end, names, comment.line, comment.line)


def _comments_and_lines(source: Source) -> tuple[list[Comment], list[tuple[int, int]]]:
    try:
        return _by_tokens(source)
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        layout = lay_out(source.text)
        words = [(line.first, line.last, line.word == "@") for line in layout.lines]
        return layout.comments, _with_decorators(words)


def _by_tokens(source: Source) -> tuple[list[Comment], list[tuple[int, int]]]:
    comments: list[Comment] = []
    lines: list[tuple[int, int, bool]] = []
    first: tuple[int, bool] | None = None
    for kind, text, start, *_ in tokenize.generate_tokens(io.StringIO(source.text, newline="").readline):
        if kind == tokenize.COMMENT:
            comments.append(Comment(*start, text.rstrip("\r")))
        elif kind == tokenize.NEWLINE:
            if first is not None:
                lines.append((first[0], start[0], first[1]))
            first = None
        elif first is None and kind not in _NO_CODE:
            first = start[0], text == "@"
    return comments, _with_decorators(lines)


def _with_decorators(lines: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Join decorators with the head of what they decorate; each line says whether it is a decorator."""
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    for first, last, decorator in lines:
        if decorator:
            begin = begin or first
            continue
        spans.append((begin or first, last))
        begin = None
    return spans
