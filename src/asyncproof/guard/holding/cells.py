"""What the names in the user's modules, classes, objects and dicts hold, and which test has changed it.

All of it is looked at after every test, so there is a limit: what a large program has beyond it is left out.
"""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from asyncproof.core.record import fresh, frozen, record
from asyncproof.guard.holding.glance import Glance
from asyncproof.guard.holding.globals import inside_of, module_of, user_modules, values_of
from asyncproof.guard.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

MOST = 600
"""Names in all: looking at them takes some five microseconds."""
_MOST_IN_MODULE = 200
_MOST_INSIDE = 30
_PLAIN = (str, int, float, bool, bytes, type(None))
_LASTING = (*_PLAIN, FunctionType, BuiltinFunctionType, ModuleType, type)
"""What is held here as well without anybody missing its end."""
_FIXED = frozenset({"__builtins__", "__spec__", "__loader__", "_abc_impl"})
"""What each module or abstract class has, and keeps."""
_address = object.__hash__
"""Tells objects apart as `id` does, but Python tells its audit hooks of each `id`: ten times the price."""
GONE: Any = type("Gone", (), {"__repr__": lambda _: "nothing"})()
UNKNOWN: Any = type("Unknown", (), {"__repr__": lambda _: "another object"})()


@record
class Cell:
    """One name that has changed."""

    home: str
    """The module, class, object or dict that it is in."""
    name: str
    root: str
    """The name of the home in its module; empty for the module itself."""
    is_item: bool
    first: object
    """What it held when the run began, where that is a plain value, a function or a class."""
    by: list[Owner] = fresh(default_factory=list)
    """The tests that have left it changed."""

    @property
    def path(self) -> str:
        """The name as people write it."""
        return f"{self.home}[{self.name}]" if self.is_item else f"{self.home}.{self.name}"


@frozen
class Change:
    """What one test has done to one name."""

    cell: Cell
    old: object
    new: object


@record
class _Space:
    """A mapping from names to values."""

    home: str
    root: str
    members: Mapping[Any, Any]
    is_item: bool
    has_tests: bool = False
    """Whether it is a module with tests."""
    names: tuple[Any, ...] | None = None
    """Those that may come to hold something else; None where they all may."""
    held: set[Any] = fresh(default_factory=set)
    """Those whose values may be held here."""
    seen: list[object] = fresh(default_factory=list)
    """These values, as `_Passing` where they are not held."""
    ids: dict[Any, int] = fresh(default_factory=dict)
    first: dict[Any, int] = fresh(default_factory=dict)
    values: dict[Any, object] = fresh(default_factory=dict)


class Cells:
    """Looks at all names after a test."""

    def __init__(self) -> None:
        self._spaces: list[_Space] = []
        self._changed: dict[tuple[int, Any], Cell] = {}
        self._modules: set[str] = set()
        self._imported = -1
        self._names = 0
        self._last: tuple[Owner | None, list[Change]] = (None, [])
        self._glance = Glance(())

    def take(self, owner: Owner | None) -> list[Change]:
        """Return what has changed since the last time, done by this owner, or by nobody who is to blame.

        Whoever asks again for the same owner gets the same answer.
        """
        if owner is not None and owner is self._last[0]:
            return self._last[1]
        changes: list[Change] = []
        is_new = len(sys.modules) != self._imported
        is_same = self._glance.is_same()
        for space in () if is_same else self._spaces:
            if not _is_as_before(space):
                changes += self._compare(space, owner)
        if is_new:
            self._add_new()
        if is_new or not is_same:
            self._glance = Glance((one.members, one.names, one.held) for one in self._spaces)
        self._last = (owner, changes)
        return changes

    def changed(self) -> Iterator[tuple[Cell, object]]:
        """Yield the names that tests have left with another value than they had at first, and the value."""
        for space in self._spaces:
            for name, value in list(space.members.items()):
                cell = self._changed.get((id(space), name))
                if cell is not None and cell.by and _address(value) != space.first.get(name):
                    yield cell, value

    def _compare(self, space: _Space, owner: Owner | None) -> Iterator[Change]:
        old_values, old_ids = space.values, space.ids
        _remember(space)
        for name in dict.fromkeys((*old_ids, *space.ids)):
            if old_ids.get(name) == space.ids.get(name):
                continue
            old = old_values.get(name, UNKNOWN if name in old_ids else GONE)
            cell = self._changed.get((id(space), name))
            if cell is None:
                shown = repr(name) if space.is_item else str(name)
                cell = Cell(space.home, shown, space.root, space.is_item, first=old)
                self._changed[id(space), name] = cell
            if owner is not None:
                cell.by = [*cell.by[-2:], owner]
                yield Change(cell, old, space.members.get(name, GONE))

    def _add_new(self) -> None:
        self._imported = len(sys.modules)
        for module in user_modules(self._modules):
            self._modules.add(module.__name__)
            for space in _spaces(module):
                _remember(space)
                if self._names + len(space.seen) <= MOST:
                    self._names += len(space.seen)
                    space.first = dict(space.ids)
                    self._spaces.append(space)


_cells = Shared(lambda _: Cells())


def cells_of(session: Host) -> Cells:
    """Return what the guards of a session share, so that each name is looked at once."""
    return _cells.of(session)


def _remember(space: _Space) -> None:
    members = dict(space.members)
    space.ids = {name: _address(value) for name, value in members.items()}
    space.values = {
        name: value
        for name, value in members.items()
        if issubclass(type(value), (*_PLAIN, FunctionType, type))
    }
    if space.has_tests:  # its functions are pytest's to call, and nobody replaces them
        members = {name: value for name, value in members.items() if not _is_settled(name, value)}
        space.names = tuple(members)
    space.held = {
        name
        for name, value in members.items()
        if issubclass(type(value), _LASTING) or (not space.is_item and name in _FIXED)
    }
    space.seen = [value if name in space.held else _Passing(value) for name, value in members.items()]


def _is_settled(name: str, value: object) -> bool:
    return issubclass(type(value), (FunctionType, ModuleType)) or (
        name.startswith("__") and name.endswith("__")
    )


class _Passing:
    """Stands for a value that must not be held, and equals nothing but what is at its address."""

    __hash__ = None  # type: ignore[assignment] # nobody may put it into a set
    __slots__ = ("address",)

    def __init__(self, value: object) -> None:
        self.address = _address(value)

    def __eq__(self, other: object) -> bool:
        return _address(other) == self.address


def _is_as_before(space: _Space) -> bool:
    """Say whether the same values stand in the same order.

    Comparing lists is what is quickest by far: it asks for equality only what is not the same object.
    """
    members, names = space.members, space.names
    try:
        if names is not None:
            return len(members) == len(space.ids) and space.seen == [members[name] for name in names]
        return space.seen == [*members.values()]
    except Exception:  # noqa: BLE001 - a name is gone, or it was the `__eq__` of what stands there now
        return False


def _spaces(module: ModuleType) -> Iterator[_Space]:
    home = module.__name__
    if len(vars(module)) <= _MOST_IN_MODULE:
        has_tests = any(name.startswith("test") and callable(vars(module)[name]) for name in vars(module))
        yield _Space(home, "", vars(module), is_item=False, has_tests=has_tests)
    for name, value in list(vars(module).items()):
        if issubclass(type(value), type) and module_of(value) == home:
            inside = type.__getattribute__(value, "__dict__")
            if len(inside) <= _MOST_INSIDE:
                yield _Space(f"{home}.{name}", name, inside, is_item=False)
    for place, name, value in values_of(module):
        if place != home or name.startswith("@"):
            continue
        if type(value) is dict:
            if len(value) <= _MOST_INSIDE:
                yield _Space(f"{home}.{name}", name, value, is_item=True)
            continue
        inside = None if module_of(type(value)) == "typing" else inside_of(value)
        if type(inside) is dict and len(inside) <= _MOST_INSIDE:
            yield _Space(f"{home}.{name}", name, inside, is_item=False)
