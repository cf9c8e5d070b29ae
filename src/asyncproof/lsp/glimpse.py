"""What can be said at once after a change that others can see: of these lines, and of some that name them.

All else is told as it was, and looked at when nobody types.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.looked import Looked, Splice
from asyncproof.check.reading.parsing import parse
from asyncproof.check.reading.source import Source
from asyncproof.lsp.retouching import Retouched, begin_of, change_between, moved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from asyncproof.check.checker import Checker
    from asyncproof.check.reading.parsing import Parsed
    from asyncproof.lsp.retouching import Change

MOST = 100
"""How many lines are looked at beside those that have changed: more would be felt at the next key."""


class Region(NamedTuple):
    """Some statements at the top of a module, by their numbers, and their lines in the old text."""

    start: int
    stop: int
    first: int
    last: int
    more: int
    """How many lines more there are of them now."""


def glimpsed(checker: Checker, looked: Looked, source: Source) -> Retouched | None:
    """Check the changed lines and some of those that name what is in them; None if that can't be told."""
    change = change_between(looked.source.lines, source.lines)
    region = _region(looked, change)
    read = (
        None if region is None or looked.troubles else _read(source, region.first, region.last + region.more)
    )
    if region is None or read is None or read.tree is None:
        return None
    new, body = read.tree.body, list(looked.tree.body)
    splice = Splice(looked.module, new)
    if not splice.is_possible or _has_stars([*new, *body[region.start : region.stop]]):
        return None
    names = splice.make(region.first, region.last, region.more)
    gone = [(region.first, region.last)]
    body[region.start : region.stop] = new
    now = replace(looked, source=source, tree=ast.Module(body, looked.tree.type_ignores))
    if read.troubles:  # half a line is typed: others, and the next change, begin from what was whole
        now = _look(checker, now, new, gone, region)
        splice.take_back()
        return Retouched(replace(now, troubles=list(read.troubles)), looked, is_all=False)
    _move(body[region.start + len(new) :], region.more)
    parts = list(new)
    for number, node, lines in _naming(names, source, body, range(region.start, region.start + len(new))):
        Splice(looked.module, [node]).make(*lines, 0)
        more = region.more if number >= region.start else 0
        gone.append((lines[0] - more, lines[1] - more))
        parts.append(node)
        body[number] = node
    now = _look(checker, now, parts, gone, region)
    return Retouched(now, now, is_all=False)


def _look(
    checker: Checker, now: Looked, parts: Sequence[ast.stmt], gone: Sequence[tuple[int, int]], region: Region
) -> Looked:
    """Look at some statements; what was found elsewhere is moved, but for lines that are *gone*."""
    hits = checker.look_at_parts(now, parts)
    hits += [
        moved(hit, region.last, region.more)
        for hit in now.hits
        if not any(first <= hit.span.line <= last for first, last in gone)
    ]
    return replace(now, hits=hits)


def _region(looked: Looked, change: Change) -> Region | None:
    """Return the statements that a change touches, with those right before and behind a gap."""
    body = looked.tree.body
    begins = [begin_of(node) for node in body]
    ends = [node.end_lineno or node.lineno for node in body]
    if any(begin <= end for begin, end in zip(begins[1:], ends, strict=False)):
        return None  # two on one line
    start = max(bisect_right(begins, change.first) - 1, 0)
    stop = bisect_right(begins, max(change.last, change.first))
    if stop < len(body) and (stop == 0 or change.last >= ends[stop - 1]):
        stop += 1
    first = begins[start] if start else 1
    last = begins[stop] - 1 if stop < len(body) else len(looked.source.lines)
    return Region(start, stop, first, last, change.more)


def _read(source: Source, first: int, last: int) -> Parsed:
    """Parse some lines as they stand, below as many empty ones as there are lines above them."""
    text = "\n" * (first - 1) + "".join(source.lines[first - 1 : last])
    return parse(Source(source.path, text.encode("utf-8", "surrogatepass"), text))


def _has_stars(nodes: Sequence[ast.stmt]) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
        for top in nodes
        for node in ast.walk(top)
    )


def _move(nodes: Sequence[ast.stmt], more: int) -> None:
    """Move what is known of the statements below: where each begins and ends, not what is in it."""
    for node in nodes if more else ():
        for one in (node, *getattr(node, "decorator_list", ())):
            one.lineno += more
            one.end_lineno = (one.end_lineno or one.lineno) + more


def _naming(
    names: Collection[str], source: Source, body: Sequence[ast.stmt], new: range
) -> Iterator[tuple[int, ast.stmt, tuple[int, int]]]:
    """Yield the statements that name what has changed, read again, as many as can be looked at.

    With each come its number and its lines.
    """
    if not names:
        return
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    left = MOST
    for number, node in enumerate(body):
        first, last = begin_of(node), node.end_lineno or node.lineno
        if number in new or last - first >= left:
            continue
        if any(words.search(line) for line in source.lines[first - 1 : last]):
            left -= last - first + 1
            part = _read(source, first, last)
            if part.tree is not None and not part.troubles and len(part.tree.body) == 1:
                yield number, part.tree.body[0], (first, last)
