"""What the code under test keeps as long as the process lives: made once, on first use, held by a module."""

from __future__ import annotations

import gc
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.guard.holding.belongings import Belonging

_CACHES = ("_lru_cache_wrapper", "_lru_list_elem")


def is_kept_by_a_module(thing: object, belonging: Belonging) -> bool:
    """Say whether a module, a class or a cache of functions keeps a thing that no test and no fixture made.

    It looks at who refers to the thing, which takes time: ask only about what seems to have been left.
    """
    if is_made_by_its_owner(belonging):
        return False
    for holder in gc.get_referrers(thing):
        if type(holder).__name__ in _CACHES:
            return True
        if type(holder) is dict and any(map(_lasts, gc.get_referrers(holder))):
            return True
    return False


def _lasts(holder: object) -> bool:
    return isinstance(holder, (ModuleType, type)) or type(holder).__name__ in _CACHES


def is_made_by_its_owner(belonging: Belonging) -> bool:
    """Say whether the line that made it is in the body of the test or fixture itself."""
    origin = belonging.making.origin
    if origin is None:
        return False
    if origin.function.startswith("test"):
        return True
    names = {getattr(function, "__name__", None) for function in belonging.owner.functions()}
    return origin.function in names
