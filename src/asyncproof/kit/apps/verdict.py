"""What a test is told about its apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.kit.apps.errors import AppFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.kit.apps.journal import Journal


def verdict_on(journals: Iterable[tuple[str, Journal]]) -> AppFailed | None:
    """Return what the journals of apps at these URLs have to say, if anything, and take it out of them."""
    lines, advice = [], []
    cause: BaseException | None = None
    for url, journal in journals:
        for failure in journal.failures:
            cause = cause or failure.error
            lines.append(f"the app at {url} raised in {failure}")
            advice.append(_EXPECT.format(kind=type(failure.error).__name__))
        for work in journal.left_behind:
            lines.append(f"the app at {url} would not end {work}")
            advice.append(_END)
        journal.failures.clear()
        journal.left_behind.clear()
    if not lines:
        return None
    error = AppFailed("\n".join([*lines, *dict.fromkeys(advice)]))
    error.__cause__ = cause
    return error


_EXPECT = "If the test means it to fail, write `with server.raises({kind}):` around the request."
_END = "End it in the test, or give it more time: asgi(app, grace=seconds)."


def add_note(error: BaseException, note: str) -> None:
    """Add a note to an error as Python 3.11 does; pytest shows it on 3.10 as well."""
    notes: list[Any] = list(getattr(error, "__notes__", ()))
    error.__notes__ = [*notes, note]  # type: ignore[attr-defined] # Python has it since 3.11
