"""How far a change spreads: to all that have read what has changed, and to those that have read these."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asyncproof.check.cache.state import State


def reached_from(changed: Iterable[str], state: State, conftests: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the files that a change of some files may matter to, with these files."""
    found = set(changed)
    if not found:
        return found
    readers: dict[str, set[str]] = defaultdict(set)
    for path, (_, asked) in state.modules.items():
        for key in asked:
            place = state.places.get(key)
            if place is not None:
                readers[place].add(path)
    for path, above in conftests.items():
        for conftest in above:
            readers[conftest].add(path)
    pending = list(found)
    while pending:
        for reader in readers[pending.pop()] - found:
            found.add(reader)
            pending.append(reader)
    return found
