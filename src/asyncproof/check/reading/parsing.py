"""Parses a source into a syntax tree, or into as much of one as this Python can read."""

from __future__ import annotations

import ast
import gc
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.check.reading.depth import cut_deep
from asyncproof.check.reading.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of a source."""

    tree: ast.Module | None
    """The tree, its lines and columns those of the source; None where nothing could be parsed."""
    troubles: tuple[Trouble, ...] = ()
    """What was taken out, so that the rest could be parsed."""


def parse(source: Source) -> Parsed:
    """Parse a source; what stands in the way is taken out and told, and never raised."""
    with _quiet():
        try:
            tree = ast.parse(source.text)
            troubles: tuple[Trouble, ...] = ()
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            tree, troubles = Repair(source).read(error)
        if not tree.body and troubles:
            return Parsed(None, troubles)
        return Parsed(tree, (*troubles, *cut_deep(tree, source)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the collector from counting the same nodes again and again, and warnings unsaid."""
    collects = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if collects:
            gc.freeze()  # or else all that was made meanwhile would be looked through at once
            gc.unfreeze()
            gc.enable()
