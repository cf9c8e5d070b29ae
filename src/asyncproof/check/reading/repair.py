"""Parses what can be parsed of a broken source: takes out the least around each error, and tries again."""

from __future__ import annotations

import ast
import re
import sys
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.reading.logical import Logical, lay_out
from asyncproof.check.reading.newer import mend_exceptions, rewrite
from asyncproof.check.reading.source import split_lines
from asyncproof.check.reading.stray import without_stray_quotes
from asyncproof.check.reading.trouble import Trouble

if TYPE_CHECKING:
    from asyncproof.check.reading.logical import Formatted
    from asyncproof.check.reading.source import Source

MOST_ATTEMPTS = 50
"""How often one file is tried again."""
_MOST_CHARACTERS = 1_500_000
"""How much of it is parsed again by that, all in all: a fifth of a second's worth."""
_MOST_CHUNKS = 200
_CLAUSES = frozenset(("elif", "else", "except", "finally", "case"))
_HEADLESS = re.compile(r"expected 'except' or 'finally' block")
_BODILESS = re.compile(r"expected an indented block after .* on line (\d+)")

Problem = BaseException


class _Region(NamedTuple):
    """Some logical lines, from one to another."""

    first: int
    last: int


class Repair:
    """One source that can't be parsed as it is.

    The source is cut into its top-level statements ("chunks"). Those without an error are parsed as they are,
    many at once; one with an error is mended on its own, as it is small.
    """

    def __init__(self, source: Source) -> None:
        self._layout = lay_out(source.text)
        if self._layout.open_triples:
            source = replace(source, text=without_stray_quotes(source.text, self._layout))
            self._layout = lay_out(source.text)
        self._source = source
        self._lines = list(source.lines)
        self._logical = self._layout.lines
        self._chunks = _chunks(self._logical)
        self._body: list[ast.stmt] = []
        self._attempts = MOST_ATTEMPTS
        self._characters = _MOST_CHARACTERS
        self._broken = 0
        self._taken: dict[_Region, str] = {}
        self._gone: set[int] = set()
        self._exceptions: set[int] = set()

    def read(self, problem: Problem) -> tuple[ast.Module, tuple[Trouble, ...]]:
        """Return the tree of what is left, and what was taken out."""
        if self._chunks:
            self._read(0, len(self._chunks) - 1, None if self._rewrite() else problem)
        else:
            self._taken[_Region(-1, -1)] = _reason(problem)
        tree = ast.Module(self._body, [])
        if self._exceptions:
            mend_exceptions(tree, self._exceptions)
        return tree, self._troubles()

    def _read(self, low: int, high: int, problem: Problem | None) -> None:
        """Parse the chunks from *low* to *high*; *problem* is what went wrong with them, if that is known."""
        while low <= high:
            problem = problem or self._try(low, high)
            if problem is None:
                return
            bad = self._chunk_of(problem, low, high)
            if bad is None:  # it doesn't say where
                middle = (low + high) // 2
                self._read(low, middle, None)
                low, problem = middle + 1, None
                continue
            if bad > low:
                self._read(low, bad - 1, None)
            self._mend(bad)
            low, problem = bad + 1, None
            self._broken += 1
            if self._broken > _MOST_CHUNKS and low <= high:
                rest = _Region(self._chunks[low].first, self._chunks[high].last)
                self._take(rest, "too much before it is broken")
                return

    def _try(self, low: int, high: int) -> Problem | None:
        """Parse chunks as they are now, and keep the result if there is one."""
        first = self._logical[self._chunks[low].first].first
        last = self._logical[self._chunks[high].last].last
        text = "\n" * (first - 1) + "".join(self._lines[first - 1 : last])
        try:
            self._body += ast.parse(text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return error
        return None

    def _chunk_of(self, problem: Problem, low: int, high: int) -> int | None:
        line = self._line_of(problem)
        if line is None:
            return low if low == high else None
        for index in range(low, high):
            if line < self._logical[self._chunks[index + 1].first].first:
                return index
        return high

    def _line_of(self, problem: Problem) -> int | None:
        """Return the line to blame, which is not always the one where the parser noticed."""
        line = problem.lineno if isinstance(problem, SyntaxError) else None
        text = str(problem)
        if (bodiless := _BODILESS.search(text)) is not None:
            return int(bodiless.group(1))
        if line is not None and _HEADLESS.search(text):
            heads = [one.first for one in self._logical if one.word == "try" and one.first < line]
            return heads[-1] if heads else line
        return line

    def _mend(self, chunk: int) -> None:
        """Take parts out of a chunk until it can be parsed, or else the whole of it."""
        region = self._chunks[chunk]
        size = sum(map(self._size, range(region.first, region.last + 1)))
        while (problem := self._try(chunk, chunk)) is not None:
            self._attempts -= 1
            self._characters -= size
            if self._attempts < 0 or self._characters < 0 or not self._change(problem, region):
                self._take(region, _reason(problem))
                return

    def _change(self, problem: Problem, chunk: _Region) -> bool:
        """Take out what stands where the problem is; False if only the chunk as a whole is left."""
        index = self._index_of(problem, chunk)
        alone = "unindent" in str(problem)  # what is deeper than such a line isn't part of it
        region = _Region(index, index) if alone else self._region(index, chunk)
        if index in self._gone or region == chunk:
            return False
        self._take(region, _reason(problem), blank="indent" in str(problem))
        return True

    def _index_of(self, problem: Problem, chunk: _Region) -> int:
        line = self._line_of(problem)
        if line is None:  # too deep: the longest has it
            sizes = {index: self._size(index) for index in range(chunk.first, chunk.last + 1)}
            return max(sizes, key=sizes.__getitem__)
        found = chunk.last
        for index in range(chunk.first, chunk.last):
            if line < self._logical[index + 1].first:
                found = index
                break
        return self._before(found, chunk)

    def _before(self, index: int, chunk: _Region) -> int:
        """Blame the line before, where that was left open, or decorates what isn't there any more."""
        before = index - 1
        while before > chunk.first and before in self._gone:
            before -= 1
        if before < chunk.first:
            return index
        decorates = self._logical[before].word == "@" and index in self._gone
        return before if decorates or before in self._layout.left_open else index

    def _size(self, index: int) -> int:
        first, last, *_ = self._logical[index]
        return sum(map(len, self._lines[first - 1 : last]))

    def _rewrite(self) -> bool:
        """Write newer syntax in an older way, if there is any; nothing else moves."""
        strings = deque(self._layout.formatted)
        changed = False
        for line in self._logical:
            start = self._source.offset(line.first, 0)
            text = "".join(self._lines[line.first - 1 : line.last])
            inside: list[Formatted] = []
            while strings and strings[0].start < start + len(text):
                string = strings.popleft()
                inside.append(string._replace(start=string.start - start, end=string.end - start))
            new = rewrite(text, line, inside)
            if new != text:
                changed = True
                self._lines[line.first - 1 : line.last] = split_lines(new)
                if line.word == "except":
                    self._exceptions.add(line.first)
        return changed

    def _region(self, index: int, chunk: _Region) -> _Region:
        """Return the statement that a logical line is part of, with its decorators, body and clauses."""
        head = self._logical[index]
        first = last = index
        while first > chunk.first and self._logical[first - 1][2:] == (head.indent, "@"):
            first -= 1
        clause = head.word in _CLAUSES
        decorator = head.word == "@"
        while last < chunk.last:
            following = self._logical[last + 1]
            decorated = decorator and following.indent == head.indent
            if decorated:
                decorator = following.word == "@"
            elif following.indent <= head.indent and (
                clause or following.indent < head.indent or following.word not in _CLAUSES
            ):
                break
            last += 1
        return _Region(first, last)

    def _take(self, region: _Region, reason: str, *, blank: bool = False) -> None:
        """Replace some logical lines by as many lines with nothing in them but one `pass`."""
        head = self._logical[region.first]
        last = self._logical[region.last].last
        line = self._lines[head.first - 1]
        margin = line[: len(line) - len(line.lstrip())]
        self._lines[head.first - 1 : last] = ["\n"] * (last - head.first + 1)
        if not blank and head.word not in _CLAUSES:
            self._lines[head.first - 1] = f"{margin}pass\n"
        self._taken.setdefault(region, reason)
        self._gone.update(range(region.first, region.last + 1))
        self._layout.left_open -= self._gone

    def _troubles(self) -> tuple[Trouble, ...]:
        told: list[tuple[int, int, str]] = []
        for region, reason in sorted(self._taken.items(), key=lambda item: (item[0].first, -item[0].last)):
            first = self._logical[region.first].first if region.first >= 0 else 1
            last = self._logical[region.last].last if region.first >= 0 else len(self._lines)
            if told and first <= told[-1][1] + 1:  # one trouble, as far as a reader is concerned
                told[-1] = told[-1][0], max(last, told[-1][1]), told[-1][2]
            else:
                told.append((first, last, reason))
        return tuple(_trouble(self._source.path, *one) for one in told)


def _chunks(lines: list[Logical]) -> list[_Region]:
    """Return the top-level statements, each with its decorators and its clauses."""
    starts = [
        index
        for index, line in enumerate(lines)
        if index == 0 or (line.indent == 0 and line.word not in _CLAUSES and lines[index - 1][2:] != (0, "@"))
    ]
    ends = [*starts[1:], len(lines)]
    return [_Region(start, end - 1) for start, end in zip(starts, ends, strict=False)]


def _reason(problem: Problem | None) -> str:
    if isinstance(problem, RecursionError | MemoryError):
        return "it is nested too deeply"
    return problem.msg if isinstance(problem, SyntaxError) else str(problem)


def _trouble(path: str, first: int, last: int, reason: str) -> Trouble:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    what = f"line {first} can't" if first == last else f"lines {first}-{last} can't"
    return Trouble(
        path,
        first,
        f"{what} be read by Python {version}: {reason}",
        "Correct the code; if it is for a newer Python, run asyncproof with that one.",
        last,
    )
