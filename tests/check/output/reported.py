"""Outcomes for the forms of output: of one source, with hits at words of it."""

from __future__ import annotations

from asyncproof.check.hit import Hit, Related, Span
from asyncproof.check.outcome import Outcome
from asyncproof.check.reading.source import Source, decode
from asyncproof.check.reading.trouble import Trouble
from asyncproof.core import Severity

TROUBLES = (Trouble("b.py", 3, "is broken", "Mend it."), Trouble("c.py", None, "is large", "Leave it out."))


def outcome_of(text: str, *marked: str, related: tuple[Related, ...] = ()) -> Outcome:
    """Return an outcome in which a rule has hit these words, each of them on one line."""
    source = decode("a.py", text.encode())
    assert isinstance(source, Source)
    hits = tuple(
        Hit(
            "missing-await",
            "a.py",
            span_of(source, word),
            "it is lost",
            "await it",
            severity,
            related=related,
        )
        for word, severity in zip(marked, (Severity.ERROR, Severity.WARNING, Severity.INFO), strict=False)
    )
    return Outcome(hits, (), 1, {"a.py": source})


def span_of(source: Source, word: str) -> Span:
    """Return where a word stands; it may go over several lines."""
    before, _, _ = source.text.partition(word)
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2].encode())
    last = word.rpartition("\n")[2]
    more = word.count("\n")
    end = len(last.encode()) + (0 if more else column)
    return Span(line, column, line + more, end)
