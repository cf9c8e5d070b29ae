"""Who keeps an object: asked only about one that was found already, as it looks through the whole heap."""

from __future__ import annotations

import gc
import sys
from itertools import repeat
from operator import is_
from types import (
    AsyncGeneratorType,
    CellType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import frame_above
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = (list, dict, set, frozenset, tuple, ModuleType, FunctionType, MethodType, CellType, type)
_STANDING = {GeneratorType: "gi", AsyncGeneratorType: "ag", CoroutineType: "cr"}
"""What keeps its arguments and stands still, and how its own attributes begin."""

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
        seen |= {id(level), id(seen), id(known), *_running(frame_above())}  # kept, a frame would keep itself
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
    """Say whether an object is a library's, or of a class or generator from another file than *home*."""
    kind = type(holder)
    if kind.__module__.partition(".")[0] in {"builtins", "asyncproof"}:
        return _is_standing_elsewhere(holder, home)
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    return file is None or _is_from_elsewhere(file, home)


def _is_standing_elsewhere(holder: Any, home: str | None) -> bool:
    """Say whether it is a generator, or the like, of code from elsewhere. One that runs is asking."""
    if isinstance(holder, FrameType):  # before 3.11 it is the frame that has what its generator was given
        return _is_from_elsewhere(holder.f_code.co_filename, home)
    begin = _STANDING.get(type(holder))
    if begin is None or getattr(holder, f"{begin}_running"):
        return False
    return _is_from_elsewhere(getattr(holder, f"{begin}_code").co_filename, home)


def _is_from_elsewhere(file: str, home: str | None) -> bool:
    return is_foreign(file) or (home is not None and file != home)


def _is_namespace(holder: Any) -> bool:
    return isinstance(holder, ModuleType) or (type(holder) is dict and "__builtins__" in holder)


def _running(frame: FrameType | None) -> set[int]:
    found: set[int] = set()
    while frame is not None:
        found.add(id(frame))
        frame = frame.f_back
    return found
