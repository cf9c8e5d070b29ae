"""Puts the edits of fixes into a text, and follows places through them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from asyncproof.check.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asyncproof.check.hit import Edit


@dataclass(frozen=True, slots=True, order=True)
class Patch:
    """One replacement in a text, its place counted in characters from 0."""

    start: int
    end: int
    text: str

    def touches(self, other: Patch) -> bool:
        """Tell whether two patches stand in each other's way; those that only meet may do so, too."""
        return self.start <= other.end and other.start <= self.end


Patches = tuple[Patch, ...]


def patches_of(source: Source, edits: Iterable[Edit]) -> Patches | None:
    """Return edits as patches in their order, with the line ends of the file; None if they overlap."""
    found = sorted(
        Patch(
            source.offset(edit.span.line, edit.span.column),
            source.offset(edit.span.end_line, edit.span.end_column),
            _as_there(source, edit),
        )
        for edit in edits
    )
    whole = all(patch.start <= patch.end for patch in found)
    apart = all(one.end <= other.start and one.start < other.end for one, other in pairwise(found))
    return tuple(found) if whole and apart else None


def _as_there(source: Source, edit: Edit) -> str:
    """Return the text of an edit with the line ends of the file, and with tabs where the line has them."""
    before = source.line(edit.span.line)[: source.character(edit.span.line, edit.span.column)]
    text = edit.text
    if "\t" in before and not before.strip():
        text = text.replace("\n" + " " * len(before), "\n" + before)
    return text.replace("\n", source.newline)


def patched(text: str, patches: Sequence[Patch]) -> str:
    """Return a text with patches in it that do not overlap."""
    parts, at = [], 0
    for patch in sorted(patches):
        parts += [text[at : patch.start], patch.text]
        at = patch.end
    return "".join([*parts, text[at:]])


def with_text(source: Source, text: str) -> Source | None:
    """Return a source with another text, for the same file; None if its encoding has no room for it."""
    try:
        raw = source.encode(text)
    except UnicodeError:
        return None
    return Source(source.path, raw, text, source.encoding, source.bom, source.exact)


def moved(patches: Sequence[Patch], place: int) -> tuple[int, int]:
    """Return between which places of the new text a place of the old one is found again."""
    shift = 0
    for patch in sorted(patches):
        if place < patch.start:
            break
        if place <= patch.end:
            return patch.start + shift, patch.start + shift + len(patch.text)
        shift += len(patch.text) - (patch.end - patch.start)
    return place + shift, place + shift
