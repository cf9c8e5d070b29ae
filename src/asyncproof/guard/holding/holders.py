"""Who keeps an object: asked only about one that was found already, as it looks through the whole heap."""

from __future__ import annotations

import gc
import sys
from itertools import repeat
from operator import is_
from types import CellType, FrameType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import frame_above
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = (list, dict, set, frozenset, tuple, ModuleType, FunctionType, MethodType, CellType, type)
_DEEPEST = 3
_MOST = 50
_TOGETHER = 64
_address = object.__hash__
"""As `id`, of whose every call Python tells its audit hooks, which takes long."""


def is_kept_by_strangers(thing: object, *known: object, home: str | None = None) -> bool:
    """Say whether an object of a library keeps this one, be it in a list or the like; *known* don't count.

    With a *home*, the file of a test, all objects of classes from other files are strangers.
    """
    # Mostly it is something young, and these are few: only then the whole heap.
    return any(_is_kept(thing, known, home, referrers) for referrers in (_young_referrers, gc.get_referrers))


def _is_kept(
    thing: object, known: tuple[object, ...], home: str | None, referrers: Callable[..., list[Any]]
) -> bool:
    seen = {id(thing), *map(id, known)}
    level = [thing]
    for _ in range(_DEEPEST):
        frame = frame_above()
        seen |= {id(level), id(seen), id(known), *_running(frame)}
        holders = [one for one in referrers(*level) if id(one) not in seen]
        seen |= set(map(id, holders))
        if any(is_strange(one, home) for one in holders):
            return True
        level = [one for one in holders if type(one) in _PLAIN and not _is_namespace(one)][:_MOST]
    return False


def _young_referrers(*things: object) -> list[Any]:
    """Return those of the young objects that refer to one of these."""
    wanted = set(map(_address, things))
    youngest, younger = gc.get_objects(0), gc.get_objects(1)
    lists = {_address(youngest), _address(younger), _address(things)}
    found: list[Any] = []
    for young in (youngest, younger):
        for start in range(0, len(young), _TOGETHER):  # one question about many is what is quick
            some = young[start : start + _TOGETHER]
            if _refer(wanted, *some):
                found += [one for one in some if _refer(wanted, one) and _address(one) not in lists]
        young.clear()  # they hold each other
    return found


def _refer(wanted: set[int], *things: object) -> bool:
    return not wanted.isdisjoint(map(_address, gc.get_referents(*things)))


def is_part_of(holder: object, thing: object) -> bool:
    """Say whether an attribute of the holder, or an entry of a container, is this thing."""
    inside = gc.get_referents(holder)
    inside += gc.get_referents(*(one for one in inside if type(one) is dict))  # the attributes, before 3.11
    return any(map(is_, inside, repeat(thing)))


def is_strange(holder: Any, home: str | None) -> bool:
    """Say whether an object is a library's, or of a class from another file than the *home*."""
    kind = type(holder)
    if kind.__module__.partition(".")[0] in {"builtins", "asyncproof"}:
        return False
    module = sys.modules.get(kind.__module__)
    file = getattr(module, "__file__", None)
    return file is None or is_foreign(file) or (home is not None and file != home)


def _is_namespace(holder: Any) -> bool:
    return isinstance(holder, ModuleType) or (type(holder) is dict and "__builtins__" in holder)


def _running(frame: FrameType | None) -> set[int]:
    found: set[int] = set()
    while frame is not None:
        found.add(id(frame))
        frame = frame.f_back
    return found
