"""Exchanges the objects that the user's names hold: globals, class attributes, default values, closures."""

from __future__ import annotations

from types import BuiltinFunctionType, CellType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ORDINARY = (BuiltinFunctionType, FunctionType, MethodType, ModuleType, type)
_address = object.__hash__
"""Tells objects apart as `id` does, but Python tells its audit hooks of each `id`: ten times the price."""


class Exchange:
    """A table of originals and what stands in for them, applied to whole modules, there and back.

    Both ways look at what the names hold now, so it does not matter who bound them, or when.
    """

    def __init__(self, pairs: Mapping[Any, Any]) -> None:
        """Take the originals as keys and their stand-ins as values."""
        self._there = dict(pairs)
        self._back = {stand_in: original for original, stand_in in pairs.items()}

    def apply(self, modules: Iterable[ModuleType]) -> None:
        """Let every name of these modules that holds an original hold its stand-in."""
        _Pass(self._there).visit(modules)

    def undo(self, modules: Iterable[ModuleType]) -> None:
        """Let every name of these modules that holds a stand-in hold its original."""
        _Pass(self._back).visit(modules)


class _Pass:
    """One walk over modules with one table."""

    def __init__(self, table: dict[Any, Any]) -> None:
        self._table = table
        # Only what has one of these types is looked up: comparing a stranger's object may run their code.
        self._types = {_address(kind) for kind in (*_ORDINARY, *map(type, table))}
        self._seen: set[int] = set()
        self._owned: set[object] = set()

    def visit(self, modules: Iterable[ModuleType]) -> None:
        spaces = [vars(module) for module in modules]
        self._owned = {space.get("__name__") for space in spaces}
        for space in spaces:
            for name, value in list(space.items()):
                if self._is_listed(value):
                    space[name] = self._table[value]
                else:
                    self._visit_value(value)

    def _is_listed(self, value: object) -> bool:
        return _address(type(value)) in self._types and value in self._table

    def _visit_value(self, value: object) -> None:
        kind = type(value)  # isinstance would ask the value, which may be a proxy that runs the user's code
        if kind is FunctionType or issubclass(kind, type):
            self._visit_definition(cast("FunctionType | type", value))
        elif issubclass(kind, (staticmethod, classmethod)):
            self._visit_value(cast("classmethod[Any, Any, Any]", value).__func__)
        elif kind is property:
            self._visit_value(cast("property", value).fget)

    def _visit_definition(self, value: FunctionType | type) -> None:
        address = _address(value)
        if address in self._seen or not self._is_owned(value):
            return
        self._seen.add(address)
        if type(value) is FunctionType:
            self._visit_function(value)
        else:
            self._visit_class(value)

    def _is_owned(self, value: FunctionType | type) -> bool:
        module = getattr(value, "__module__", None)
        return type(module) is str and module in self._owned

    def _visit_class(self, cls: type) -> None:
        for name, value in list(vars(cls).items()):
            held = value.__func__ if type(value) is staticmethod else value
            if self._is_listed(held):
                _set_attribute(cls, name, _as_attribute(self._table[held], value))
            else:
                self._visit_value(value)

    def _visit_function(self, function: FunctionType) -> None:
        defaults = function.__defaults__
        if defaults and any(map(self._is_listed, defaults)):
            function.__defaults__ = tuple(self._exchanged(value) for value in defaults)
        keyword_defaults = function.__kwdefaults__ or {}
        for name, value in keyword_defaults.items():
            keyword_defaults[name] = self._exchanged(value)
        for cell in function.__closure__ or ():
            self._visit_cell(cell)

    def _visit_cell(self, cell: CellType) -> None:
        try:
            value = cell.cell_contents
        except ValueError:  # not filled yet
            return
        if self._is_listed(value):
            cell.cell_contents = self._table[value]
        else:
            self._visit_value(value)

    def _exchanged(self, value: object) -> object:
        return self._table[value] if self._is_listed(value) else value


def _as_attribute(new: object, old: object) -> object:
    """Give what takes an attribute's place the same behaviour: a builtin, unlike a function, is no method."""
    if type(new) is FunctionType and type(old) in (BuiltinFunctionType, staticmethod):
        return staticmethod(new)
    return new


def _set_attribute(cls: type, name: str, value: object) -> None:
    try:
        setattr(cls, name, value)
    except (AttributeError, TypeError):
        return  # an enum, or a class that guards its attributes: it keeps what it has
