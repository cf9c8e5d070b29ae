"""What a function assigns to outside of itself: attributes of modules and classes, read from its bytecode."""

from __future__ import annotations

import dis
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from asyncproof.guard.comparing import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_STORE = dis.opmap["STORE_ATTR"]
_STORE_ITEM = dis.opmap["STORE_SUBSCR"]
_LOCALS = ("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW", "LOAD_DEREF")
_ROOTS = ("LOAD_GLOBAL", "LOAD_NAME", *_LOCALS)
_SILENT = ("CACHE", "EXTENDED_ARG", "NOP", "COPY")
_IMPORT = dis.opmap["IMPORT_NAME"]
_MODULES = ["sys", "modules"]
_GLOBALS, _FAST, _BETWEEN = (
    frozenset(dis.opmap[name] for name in names if name in dis.opmap)
    for names in (("LOAD_GLOBAL", "LOAD_NAME"), _LOCALS, ("LOAD_ATTR", *_SILENT))
)
_CONSTANTS = (type(None), bool, int, float)


@dataclass(frozen=True, slots=True)
class Store:
    """One assignment: `root.steps.name = ...`, or `sys.modules[name] = ...`."""

    root: str
    steps: tuple[str, ...]
    name: str
    module: str
    """What is imported as the root inside of the function; empty if it is a global."""
    file: str
    line: int
    is_item: bool = False
    empty: Any = MISSING
    """What is assigned, if that is written there and empty, such as `None`, `0` or `False`."""

    @property
    def path(self) -> str:
        """The target as it is spelled."""
        holder = ".".join((self.root, *self.steps))
        return f"{holder}[{self.name!r}]" if self.is_item else f"{holder}.{self.name}"

    def holder(self, namespace: Mapping[str, Any]) -> Any:
        """Return the module or class that is assigned to; None for all other objects."""
        found: Any = sys.modules.get(self.module) if self.module else namespace.get(self.root)
        for step in self.steps:
            found = getattr(found, "__dict__", {}).get(step)
        return found if self.is_item or isinstance(found, ModuleType | type) else None

    def value(self, holder: Any) -> object:
        """Return what is there now, or what a class inherits, without running anybody's code."""
        if self.is_item:
            return holder.get(self.name, MISSING)
        homes = holder.__mro__ if isinstance(holder, type) else (holder,)
        return next((vars(home)[self.name] for home in homes if self.name in vars(home)), MISSING)


def stores_in(code: CodeType) -> tuple[Store, ...]:
    """Return the assignments of a function; most have none, which is found out quickly."""
    if not code.co_names:
        return ()
    opcodes = code.co_code[::2]
    is_item = _STORE_ITEM in opcodes and "modules" in code.co_names
    return _all_stores(code) if is_item or _stores_at_root(opcodes) else ()


@lru_cache(maxsize=4096)
def _all_stores(code: CodeType) -> tuple[Store, ...]:
    return tuple(dict.fromkeys(_read(code)))


def _stores_at_root(opcodes: bytes) -> bool:
    """Say whether an attribute is assigned of a global, of what is imported inside, or of a part of these.

    Looked for backwards from each assignment: reading a long function from its start takes far longer.
    """
    roots = (_GLOBALS | _FAST) if _IMPORT in opcodes else _GLOBALS
    found = opcodes.find(_STORE)
    while found >= 0:
        before = found - 1
        while before >= 0 and opcodes[before] in _BETWEEN:
            before -= 1
        if before >= 0 and opcodes[before] in roots:
            return True
        found = opcodes.find(_STORE, found + 1)
    return False


def _read(code: CodeType) -> Iterator[Store]:
    steps = [step for step in dis.get_instructions(code) if step.opname not in _SILENT]
    imported = dict(_imports(steps))
    chain: list[tuple[str, Any]] = []
    line = code.co_firstlineno
    empty = before = MISSING
    for step in steps:
        line = _line(step) or line
        name, value = step.opname, step.argval
        if name in _ROOTS:
            chain, empty = [(name, value)], before
        elif name in ("LOAD_ATTR", "LOAD_CONST") and chain:
            chain.append((name, value))
        else:
            if name == "STORE_ATTR" and chain:
                store = Store("", (), value, "", code.co_filename, line, empty=empty)
                yield from _store(chain, imported, store)
            elif name == "STORE_SUBSCR" and [part[1] for part in chain[:-1]] == _MODULES:
                item = chain[-1][1]
                yield Store("sys", ("modules",), item, "sys", code.co_filename, line, is_item=True)
            chain = []
        is_constant = name in ("LOAD_CONST", "LOAD_SMALL_INT") and type(value) in _CONSTANTS
        before = value if is_constant and not value else MISSING


def _imports(steps: Iterable[dis.Instruction]) -> Iterator[tuple[str, str]]:
    """Yield the names that are bound by imports inside of the function, and the modules."""
    package = member = ""
    for step in steps:
        if step.opname == "IMPORT_NAME":
            package, member = step.argval, ""
        elif step.opname == "IMPORT_FROM":
            member = f"{package}.{step.argval}"
        elif step.opname == "STORE_FAST" and package:
            yield step.argval, member or package.partition(".")[0]
            package = package if member else ""
        elif step.opname == "POP_TOP":
            package = member = ""


def _store(chain: list[tuple[str, Any]], imported: Mapping[str, str], store: Store) -> Iterator[Store]:
    (kind, root), steps = chain[0], chain[1:]
    if any(part[0] != "LOAD_ATTR" for part in steps):
        return
    if kind in _LOCALS and root not in imported:
        return
    yield replace(store, root=root, steps=tuple(part[1] for part in steps), module=imported.get(root, ""))


def _line(step: dis.Instruction) -> int | None:
    start: Any = step.starts_line
    if isinstance(start, bool):  # since 3.13 it only says whether a line starts here
        start = getattr(step, "line_number", None)
    return None if start is None else int(start)
