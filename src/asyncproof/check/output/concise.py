"""One line for each finding, as editors and terminals turn into links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.output.place import column_of, shown_path
from asyncproof.check.output.printable import one_line, printable
from asyncproof.check.output.troubles import left_out, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.outcome import Outcome


def concise(outcome: Outcome) -> Iterator[str]:
    """Yield the lines."""
    for trouble in told(outcome.troubles):
        line = f":{trouble.line}" if trouble.line else ""
        yield f"{printable(shown_path(trouble.path))}{line}: unreadable: {one_line(trouble.message)}"
    yield from map(one_line, left_out(outcome.troubles))
    for hit in outcome.hits:
        place = f"{printable(shown_path(hit.path))}:{hit.span.line}:{column_of(outcome, hit)}"
        yield f"{place}: {hit.severity.value}: {one_line(hit.message)} [{hit.rule}]"
