"""What a person reads: each finding with the line it is about, then one line that sums up."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.output.place import column_of, line_at, shown_path
from asyncproof.check.output.printable import one_line, printable
from asyncproof.check.output.troubles import left_out, told
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome


class Part(NamedTuple):
    """A piece of a line, and in which role it is there."""

    text: str
    role: str = ""
    """`error`, `warning`, `info`, `place`, `source`, `mark`; empty for plain text."""


Line = tuple[Part, ...]


def plain(outcome: Outcome) -> Iterator[str]:
    """Yield the lines without their roles."""
    for line in text(outcome):
        yield "".join(part.text for part in line)


def text(outcome: Outcome, *, sums_up: bool = True) -> Iterator[Line]:
    """Yield the lines; the last one sums up."""
    for trouble in told(outcome.troubles):
        line = f":{trouble.line}" if trouble.line else ""
        yield Part(f"{_path(trouble.path)}{line}", "place"), Part(": "), Part("unreadable", "error")
        yield (Part(f"  {one_line(trouble.message)}"),)
        yield (Part(f"  to do: {one_line(trouble.cure)}"),)
        yield ()
    for line in left_out(outcome.troubles):
        yield (Part(one_line(line)),)
        yield ()
    for hit in outcome.hits:
        yield from _hit(outcome, hit)
        yield ()
    if sums_up:
        yield (Part(summary(outcome)),)


def _hit(outcome: Outcome, hit: Hit) -> Iterator[Line]:
    column = column_of(outcome, hit)
    place = Part(f"{_path(hit.path)}:{hit.span.line}:{column}", "place")
    yield place, Part(": "), Part(hit.severity.value, hit.severity.value), Part(f" {hit.rule}")
    yield (Part(f"  {one_line(hit.message)}"),)
    yield from _excerpt(outcome, hit, column)
    for related in hit.related:
        yield (Part(f"  {one_line(related.text)}: {_path(related.path)}:{related.span.line}"),)
    yield (Part(f"  to do: {one_line(hit.cure)}{_done_by(hit)}"),)


def _done_by(hit: Hit) -> str:
    if hit.fix is None:
        return ""
    return f" ({'--fix' if hit.fix.safe else '--unsafe-fixes'} does it)"


def _excerpt(outcome: Outcome, hit: Hit, column: int) -> Iterator[Line]:
    line = line_at(outcome, hit.path, hit.span.line)
    if not line.strip():
        return
    end = len(line)
    if hit.span.end_line == hit.span.line:
        end = len(line.encode()[: hit.span.end_column].decode(errors="replace"))
    before, marked = _shown(line[: column - 1].lstrip()), _shown(line[column - 1 : end])
    number = f"{hit.span.line:>6} | "
    yield Part(number, "place"), Part(_shown(line.strip()), "source")
    yield Part(" " * (len(number) + _width(before))), Part("^" * max(1, _width(marked)), "mark")


def _path(path: str) -> str:
    return printable(shown_path(path))


def _shown(text: str) -> str:
    """Return a text as terminals can show it beside others: a tab takes as much room as they like."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def summary(outcome: Outcome) -> str:
    """Return one sentence: how much of what was found in how many files."""
    files = f"{outcome.files} file{'s' if outcome.files != 1 else ''}"
    counts = [
        (len(outcome.troubles), "thing that could not be read", "things that could not be read"),
        (outcome.count(Severity.ERROR), "error", "errors"),
        (outcome.count(Severity.WARNING), "warning", "warnings"),
        (outcome.count(Severity.INFO), "remark", "remarks"),
    ]
    told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if not told:
        return f"Nothing found in {files}."
    return " ".join([f"{', '.join(told)} in {files}.", *_fixable(outcome)])


def _fixable(outcome: Outcome) -> Iterator[str]:
    """Yield a sentence about how much can be mended."""
    fixes = [hit.fix for hit in outcome.hits if hit.fix is not None]
    safe = sum(fix.safe for fix in fixes)
    told = [f"--fix mends {safe}"] if safe else []
    if len(fixes) > safe:
        told.append(f"--unsafe-fixes {'' if safe else 'mends '}{len(fixes)}")
    if told:
        yield f"{', '.join(told)}."
