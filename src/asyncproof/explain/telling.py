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
    for case in all_cases():
        try:
            story = case().story(failure)
        except Exception:  # noqa: BLE001, S112 - see above
            continue
        if story is not None:
            return "\n".join(_lines(story, case.slug))
    return None


def _lines(story: Story, slug: str) -> Iterator[str]:
    yield from _paragraph("What happened", story.what)
    yield from _paragraph("Why", story.why)
    yield from _paragraph("Do this", story.do)
    for line in story.change.splitlines():
        yield f"    {line}"
    yield f"More: asyncproof explain {slug}"


def _paragraph(title: str, text: str) -> Iterator[str]:
    lines = text.splitlines() or [""]
    yield from textwrap.wrap(f"{title}: {lines[0]}", _WIDTH, subsequent_indent="  ", break_long_words=False)
    for line in lines[1:]:
        yield f"  {line}"
