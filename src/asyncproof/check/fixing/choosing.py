"""Chooses the fixes that can be put into a text at the same time: none of them touches another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asyncproof.check.fixing.importing import import_edits
from asyncproof.check.fixing.patch import Patches, patches_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Sequence

    from asyncproof.check.fixing.patch import Patch
    from asyncproof.check.hit import Fix, Hit
    from asyncproof.check.reading.source import Source


@dataclass(frozen=True, slots=True)
class Choice:
    """Some hits whose fixes go together, and what these do to the text."""

    hits: tuple[Hit, ...]
    patches: Patches
    unusable: tuple[Hit, ...] = ()
    """Those whose fix can't be put in at all: its edits overlap, or its import has no place."""


def choose(source: Source, tree: ast.Module, hits: Iterable[Hit]) -> Choice:
    """Take the fixes of hits in their order, leaving out those that touch what was taken before."""
    chosen: list[Hit] = []
    unusable: list[Hit] = []
    taken: list[Patch] = []
    for hit in hits:
        own = _own_patches(source, tree, hit.fix) if hit.fix is not None else ()
        if own is None:
            unusable.append(hit)
        elif own and not any(one.touches(other) for one in own for other in taken):
            chosen.append(hit)
            taken += own
    return Choice(tuple(chosen), with_imports(source, tree, taken, chosen), tuple(unusable))


def _own_patches(source: Source, tree: ast.Module, fix: Fix) -> Patches | None:
    """Return the patches of a fix without its imports; None if these or those can't be put in."""
    own = patches_of(source, fix.edits)
    edits = import_edits(source, tree, fix.imports)
    if own is None or edits is None:
        return None
    imports = patches_of(source, edits) or ()
    inside = any(patch.start < one.start < patch.end for patch in own for one in imports)
    return None if inside else own


def with_imports(source: Source, tree: ast.Module, patches: Sequence[Patch], hits: Iterable[Hit]) -> Patches:
    """Return the patches of some hits with those for the imports that they need, each of these once."""
    wanted = {text for hit in hits if hit.fix is not None for text in hit.fix.imports}
    edits = import_edits(source, tree, wanted) or ()
    found = sorted(patches)
    for one in patches_of(source, edits) or ():
        number = next((number for number, patch in enumerate(found) if patch.start == one.start), None)
        if number is None:
            found.append(one)
        else:
            found[number] = replace(found[number], text=one.text + found[number].text)
    return tuple(sorted(found))
