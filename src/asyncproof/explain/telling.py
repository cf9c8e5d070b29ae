"""Asks the explanations in turn, and writes down what the first one that knows has to tell."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from asyncproof.explain.registry import all_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.case import Story
    from asyncproof.explain.failure import Failure

_WIDTH = 96


def explain(failure: Failure) -> str | None:
    """Return the section for a failure, or None if none of the explanations is about it.

    An explanation that fails itself is passed over: it must never hide the failure that it is about.
    """
    for one in _in_turn(failure):
        for case in all_cases():
            try:
                story = case().story(one)
            except Exception:  # noqa: BLE001, S112 - see above
                continue
            if story is not None:
                return "\n".join(_lines(story, case.slug))
    return None


def _in_turn(failure: Failure) -> Iterator[Failure]:
    """Yield the failure as seen through its errors: of a group the leaves first, then what it came from.

    What was only being handled when it was raised counts where a library raised it, to wrap the other.
    """
    error: BaseException | None = failure.error
    seen = set[int]()
    yield from map(failure.because_of, _leaves(failure.error))
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        one = failure.because_of(error)
        yield one
        cause = error.__cause__
        if cause is None and not error.__suppress_context__ and one.frames and one.frames[-1].is_foreign:
            cause = error.__context__
        if cause is None:
            return
        error = cause


def _leaves(error: BaseException) -> list[BaseException]:
    parts = getattr(error, "exceptions", None)
    if not isinstance(parts, tuple):
        return []
    return [leaf for part in parts for leaf in (_leaves(part) or [part])]


def _lines(story: Story, slug: str) -> Iterator[str]:
    yield from _paragraph("What happened", story.what)
    yield from _paragraph("Why", story.why)
    yield from _paragraph("Do this", story.do)
    for line in story.change.splitlines():
        yield f"    {line}"
    yield f"More: asyncproof explain {slug}"


def _paragraph(title: str, text: str) -> Iterator[str]:
    lines = text.splitlines() or [""]
    yield from textwrap.wrap(
        f"{title}: {lines[0]}", _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    for line in lines[1:]:
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
