"""Splits a text into logical lines and comments, even where Python can't: a bracket may be left open.

Only broken files, and files that this Python is too old for, come here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple


class Logical(NamedTuple):
    """One logical line: a simple statement, or the head of a compound one."""

    first: int
    last: int
    indent: int
    word: str
    """Its first word, or its first sign."""


class Comment(NamedTuple):
    """One comment, from its `#` on."""

    line: int
    column: int
    text: str


class Formatted(NamedTuple):
    """One f-string or t-string, by its place in the text."""

    start: int
    end: int
    prefix: str
    quote: str


@dataclass(slots=True)
class Layout:
    """How a text is laid out."""

    lines: list[Logical] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    formatted: list[Formatted] = field(default_factory=list)
    triples: list[tuple[int, int]] = field(default_factory=list)
    """Where the triple quotes of strings start and where these strings end, in the text."""
    open_triples: list[int] = field(default_factory=list)
    """Where triple quotes start that are never closed."""
    left_open: set[int] = field(default_factory=set)
    """Which of the lines, by their places in the list, seem to lack a closing bracket."""


_SIGN = re.compile(r"#[^\r\n]*|\\(?:\r\n|\r|\n)|\r\n|\r|\n|\"\"\"|'''|[\"'()\[\]{}]")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*")
_MARGIN = re.compile(r"[ \t\f]*")
_WORD = re.compile(r"[^\W\d]\w*|.", re.DOTALL)
_PREFIX = re.compile(r"(?<!\w)[A-Za-z]{1,2}\Z")
_CLOSED = {
    quote: re.compile(
        rf"(?:[^\\]|\\.)*?{quote}" if len(quote) > 1 else rf"(?:[^\\\r\n{quote}]|\\.)*{quote}", re.DOTALL
    )
    for quote in ('"', "'", '"""', "'''")
}
_INSIDE = {quote: re.compile(rf"\\.|{{{{|{{|\r|\n|{quote}", re.DOTALL) for quote in _CLOSED}
_MOST_FAILED = 50
"""How many f-strings without an end are looked for to the end of the text, which takes its time."""
_NO_BRACKET = re.compile(
    r"[ \t\f]*(?:(?:def|class|async[ ]+(?:def|with)|with|while|return|import|raise|assert|pass|break|continue"
    r"|global|nonlocal|del|except)\b|(?:try|finally|else)[ ]*:)"
)
"""What can't stand at the start of a line inside brackets."""
_NEW = re.compile(
    r"(?:@|(?:if|elif|for|async|await|from|match|case|yield)\b|[^\W\d][\w.]*(?: =|: ?\w[^()]*=) )"
)
"""What hardly ever starts a line inside brackets, if that line stands no deeper than its statement."""


def lay_out(text: str) -> Layout:
    """Split a text."""
    return _Scan(text).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = Layout()
        self.line = 1
        self.line_start = 0
        self.depth = 0
        self.failed = 0
        self.first: tuple[int, int, str] | None = None  # line, indent and first word of the logical line

    def run(self) -> Layout:
        position = 0
        self._begin(0)
        while (sign := _SIGN.search(self.text, position)) is not None:
            position = self._sign(sign.group(), sign.start(), sign.end())
        if self.line_start < len(self.text):
            self._end_logical()
        elif self.first is not None:
            self._end_logical(self.line - 1)
        return self.layout

    def _sign(self, sign: str, start: int, end: int) -> int:
        """Take in one sign and return where to go on."""
        if sign[0] == "#":
            self.layout.comments.append(Comment(self.line, start - self.line_start, sign))
        elif sign in "([{":
            self.depth += 1
        elif sign in ")]}":
            self.depth = max(self.depth - 1, 0)
        elif sign[0] in "\"'":
            return self._string(sign, start, end)
        else:
            self._end_physical(end, joined=sign[0] == "\\")
        return end

    def _end_physical(self, end: int, *, joined: bool) -> None:
        goes_on = self.first is not None and (joined or (self.depth > 0 and not self._is_new(end)))
        if not goes_on:
            last = self.line
            if self.first is not None and self.depth > 0:
                self.layout.left_open.add(len(self.layout.lines))
                last = self._last_with_code(end)
            self._end_logical(last)
        self.line += 1
        self.line_start = end
        if not goes_on:
            self._begin(end)

    def _begin(self, start: int) -> None:
        margin = _MARGIN.match(self.text, start)
        word = _WORD.match(self.text, margin.end() if margin else start)
        if margin is not None and word is not None and word.group() not in "#\r\n":
            self.first = self.line, _width(margin.group()), word.group()

    def _end_logical(self, last: int | None = None) -> None:
        if self.first is not None:
            first, indent, word = self.first
            self.layout.lines.append(Logical(first, last or self.line, indent, word))
        self.first = None
        self.depth = 0

    def _last_with_code(self, end: int) -> int:
        """Return the line before *end* that isn't blank."""
        code = self.text[:end].rstrip()
        return self.line - len(_NEWLINE.findall(self.text[len(code) : end])) + 1

    def _is_new(self, start: int) -> bool:
        """Tell whether a line inside brackets starts a statement, so that a bracket was left open before."""
        if _NO_BRACKET.match(self.text, start):
            return True
        margin = _MARGIN.match(self.text, start)
        if margin is None or self.first is None or _width(margin.group()) > self.first[1]:
            return False
        return _NEW.match(self.text, margin.end()) is not None

    def _string(self, quote: str, start: int, end: int) -> int:
        """Skip a string; one that is never closed ends with its line."""
        prefix = _PREFIX.search(self.text, max(start - 3, self.line_start), start)
        letters = prefix.group() if prefix else ""
        tries = self.failed < _MOST_FAILED and bool(set(letters.lower()) & {"f", "t"})
        closed = self._formatted(quote, end) if tries else None
        self.failed += tries and closed is None
        if closed is not None:
            self.layout.formatted.append(Formatted(start - len(letters), closed, letters, quote))
        else:
            found = _CLOSED[quote].match(self.text, end)
            if found is None:
                if len(quote) > 1:
                    self.layout.open_triples.append(start)
                rest = _LINE.match(self.text, end)
                return rest.end() if rest else end
            closed = found.end()
        if len(quote) > 1:
            self.layout.triples.append((start, closed))
        for newline in _NEWLINE.finditer(self.text[end:closed]):
            self.line += 1
            self.line_start = end + newline.end()
        return closed

    def _formatted(self, quote: str, position: int) -> int | None:
        """Return where an f-string ends, by the rules of 3.12: its expressions may have any quotes."""
        while (sign := _INSIDE[quote].search(self.text, position)) is not None:
            position = sign.end()
            if sign.group() == quote:
                return position
            if sign.group() in "\r\n" and len(quote) == 1:
                return None
            if sign.group() == "{":
                inner = self._expression(position, one_line=len(quote) == 1)
                if inner is None:
                    return None
                position = inner
        return None

    def _expression(self, position: int, *, one_line: bool) -> int | None:
        depth = 1
        while (sign := _SIGN.search(self.text, position)) is not None:
            text, position = sign.group(), sign.end()
            if text in "([{":
                depth += 1
            elif text in ")]}":
                depth -= 1
                if depth == 0:
                    return position
            elif text[0] == "#":  # of a format as in {number:#x}
                position = sign.start() + 1
            elif text[0] in "\r\n" and one_line:
                return None
            elif text in _CLOSED:
                found = _CLOSED[text].match(self.text, position)
                if found is None:
                    return None
                position = found.end()
        return None


def _width(margin: str) -> int:
    return len(margin.rpartition("\f")[2].expandtabs())
