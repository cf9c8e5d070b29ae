"""Our own modules are imported as they are: pytest would rewrite the asserts of all modules of a plugin.

None of their asserts is worth it, and where nothing may be cached on disk every run would pay for it.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

PACKAGE = __name__.partition(".")[0]


class PlainFinder:
    """Finds the modules of this package before pytest's import hook does."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module of ours where it is; know nothing of others."""
        if not name.startswith(f"{PACKAGE}."):
            return None
        return PathFinder.find_spec(name, path, target)


def import_as_we_are() -> None:
    """Put the finder before all others, once."""
    if PlainFinder not in sys.meta_path:
        sys.meta_path.insert(0, PlainFinder)  # a class with `find_spec` is a finder
