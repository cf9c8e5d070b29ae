"""Judges what fixes have come to: their findings are gone, nothing new is found, and the file compiles."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from asyncproof.check.fixing.patch import moved
from asyncproof.check.reading.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asyncproof.check.fixing.choosing import Choice
    from asyncproof.check.fixing.patch import Patches
    from asyncproof.check.hit import Hit
    from asyncproof.check.reading.source import Source


def objection(
    choice: Choice, before: Sequence[Hit], after: Iterable[Hit], old: Source, new: Source
) -> str | None:
    """Return what speaks against a choice of fixes; None if nothing does."""
    if not compiles(new) and (compiles(old) or parse(new).troubles):
        return "the result is no valid Python"
    found = list(after)
    for hit in choice.hits:
        if any(_is_same(hit, one, choice.patches, old, new) for one in found):
            return "what was found is found again afterwards"
    for one in found:
        if not any(_is_same(hit, one, choice.patches, old, new) for hit in before):
            return f"it would bring a finding of {one.rule}: {one.message}"
    return None


def _is_same(hit: Hit, later: Hit, patches: Patches, old: Source, new: Source) -> bool:
    """Tell whether a hit in the old text and one in the new text are of the same thing."""
    if hit.rule != later.rule:
        return False
    first, last = moved(patches, old.offset(hit.span.line, hit.span.column))
    return first <= new.offset(later.span.line, later.span.column) <= last


def compiles(source: Source) -> bool:
    """Tell whether this Python takes a file, which asks for more than a syntax tree; nothing of it is run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source.raw, source.path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
