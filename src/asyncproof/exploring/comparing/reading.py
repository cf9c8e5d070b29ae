"""What an instruction that is about to run does, told by the objects that its expressions stand for.

Nothing of the user's is run for it: names, stored attributes and plain items are looked up, and what takes
more than that is not told.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import types
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.exploring.comparing import instructions as kinds
from asyncproof.exploring.comparing.cells import cell_of
from asyncproof.exploring.comparing.touch import ENTERS
from asyncproof.loop.usercode import is_foreign
from asyncproof.loop.waits.peek import MISSING, attribute, bases, evaluate, is_a, variable

if TYPE_CHECKING:
    from types import FrameType

    from asyncproof.exploring.comparing.instructions import Use

_CONTAINERS = (dict, list, set, deque, bytearray)
_CHANGING = frozenset(
    (
        *(
            "add",
            "append",
            "appendleft",
            "clear",
            "difference_update",
            "discard",
            "extend",
            "extendleft",
            "insert",
        ),
        *(
            "intersection_update",
            "pop",
            "popitem",
            "popleft",
            "remove",
            "reverse",
            "rotate",
            "setdefault",
            "sort",
        ),
        *("symmetric_difference_update", "update"),
    )
)
_OF_ONE_KEY = frozenset(("get", "pop", "setdefault", "add", "discard", "remove", "__contains__"))
_ASKING = frozenset(
    (
        *(
            "at_eof",
            "cancelled",
            "cancelling",
            "done",
            "empty",
            "exception",
            "full",
            "get_name",
            "get_extra_info",
        ),
        *("is_closing", "is_set", "locked", "n_waiting", "qsize", "result"),
    )
)
_LOOKING = frozenset(
    (
        *(
            "all",
            "any",
            "bool",
            "dict",
            "enumerate",
            "frozenset",
            "iter",
            "len",
            "list",
            "max",
            "min",
            "next",
        ),
        *("reversed", "set", "sorted", "str", "sum", "tuple"),
    )
)
_NO_DATA = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    type,
    staticmethod,
    classmethod,
    property,
)
_LONGEST = 60
_PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class Sight:
    """An object, which part of it, and what is done with that."""

    thing: Any
    part: str | None
    verb: str
    name: str
    kind: str = ""
    writes: bool = False
    surely: bool = True
    value: str | None = None
    """What is there before, if that is plain."""


def look(use: Use, frame: FrameType) -> list[Sight]:
    """Return what an instruction is about to touch; nothing if that can't be said for certain."""
    if use.kind == kinds.VARIABLE:
        return _variable(use, frame)
    if use.kind == kinds.GLOBAL:
        return _global(use, frame)
    seen = [_OF_KIND[use.kind](node, use, frame) for node in use.nodes]
    first = seen[0]
    same = all(_keys(each) == _keys(first) for each in seen)  # the source may have two such on a line
    return first if same else []


def _keys(sights: list[Sight]) -> list[tuple[int, str | None, str]]:
    return [(id(sight.thing), sight.part, sight.verb) for sight in sights]


def _variable(use: Use, frame: FrameType) -> list[Sight]:
    cell = cell_of(use.name, frame)
    if cell is None:
        return []
    return [Sight(cell, None, "writes" if use.writes else "reads", use.name, "", use.writes)]


def _global(use: Use, frame: FrameType) -> list[Sight]:
    value = frame.f_globals.get(use.name, MISSING)
    if not use.writes and (value is MISSING or is_a(value, *_NO_DATA)):
        return []
    verb = "writes" if use.writes else "reads"
    return [Sight(frame.f_globals, f"global {use.name}", verb, use.name, "", use.writes)]


def _attribute(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    owner = evaluate(node.value, frame)
    if owner is MISSING or is_a(owner, types.ModuleType):
        return []
    value = attribute(owner, use.name)
    if not use.writes and (value is MISSING or is_a(value, *_NO_DATA)):
        return []
    verb = "writes" if use.writes else "reads"
    plain = repr(value) if type(value) in _PLAIN else None
    return [Sight(owner, f".{use.name}", verb, _written(node), _kind(owner), use.writes, value=plain)]


def _item(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    owner = evaluate(node.value, frame)
    if not is_a(owner, *_CONTAINERS):
        return []
    part = _part(owner, node.slice, frame)
    verb = "writes" if use.writes else "reads"
    return [Sight(owner, part, verb, _written(node), "", use.writes)]


def _member(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    del use
    owner = evaluate(node.comparators[0], frame)
    if not is_a(owner, *_CONTAINERS):
        return []
    part = _part(owner, node.left, frame)
    return [Sight(owner, part, "looks into", _written(node.comparators[0]), _kind(owner))]


def _iteration(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    del use
    owner = evaluate(node, frame)
    return [_whole(owner, node, "goes through")] if is_a(owner, *_CONTAINERS) else []


def _truth(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    del use
    owner = evaluate(node, frame)
    return [_whole(owner, node, "looks into")] if is_a(owner, *_CONTAINERS) else []


def _call(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    del use
    if isinstance(node.func, ast.Name):
        is_builtin = node.func.id in _LOOKING and variable(frame, node.func.id) is MISSING
        given = [(evaluate(each, frame), each) for each in node.args] if is_builtin else []
        return [_whole(value, each, "reads") for value, each in given if is_a(value, *_CONTAINERS)]
    if not isinstance(node.func, ast.Attribute):
        return []
    owner, method = evaluate(node.func.value, frame), node.func.attr
    name, verb = _written(node.func.value), f"calls {method}() of"
    if is_a(owner, *_CONTAINERS):
        by_key = method in _OF_ONE_KEY and bool(node.args)
        part = _part(owner, node.args[0], frame) if by_key else None
        return [Sight(owner, part, verb, name, _kind(owner), method in _CHANGING)]
    if owner is MISSING or is_a(owner, types.ModuleType, type, asyncio.AbstractEventLoop):
        return []
    module = str(type(owner).__module__)
    if module.partition(".")[0] in ("asyncio", "_asyncio", "asyncproof") and not inspect.iscoroutine(owner):
        return [Sight(owner, None, verb, name, _kind(owner), method not in _ASKING)]
    return _of_library(owner, method, name)


def _of_library(owner: Any, method: str, name: str) -> list[Sight]:
    """Return what a call of a library's object is: a use of it, and nobody knows what it changes."""
    found = next((base.__dict__[method] for base in bases(owner) if method in base.__dict__), None)
    while is_a(found, types.FunctionType) and "__wrapped__" in found.__dict__:
        found = found.__dict__["__wrapped__"]  # as contextlib and functools leave it
    code = getattr(found, "__code__", None)
    if code is None or not is_foreign(code.co_filename):
        return []
    return [Sight(owner, None, f"calls {method}() of", name, _kind(owner), writes=True, surely=False)]


def _entering(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    del use
    owner = evaluate(node, frame)
    if owner is MISSING:
        return []
    return [Sight(owner, None, ENTERS, _written(node), _kind(owner), writes=True)]


def _awaiting(node: Any, use: Use, frame: FrameType) -> list[Sight]:
    del use
    owner = evaluate(node, frame)
    if not asyncio.isfuture(owner):
        return []
    return [Sight(owner, None, "waits for", _written(node), _kind(owner))]


def _whole(owner: Any, node: ast.AST, verb: str) -> Sight:
    return Sight(owner, None, verb, _written(node), _kind(owner))


def _kind(owner: Any) -> str:
    return bases(owner)[0].__name__


def _written(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _part(owner: Any, node: ast.AST, frame: FrameType) -> str | None:
    """Return which item of a container is meant, if its key is plain; of a list it is always all of it."""
    if not is_a(owner, dict, set):
        return None
    key = evaluate(node, frame)
    return f"[{key!r}]" if type(key) in _PLAIN else None


_OF_KIND = {
    kinds.ATTRIBUTE: _attribute,
    kinds.ITEM: _item,
    kinds.MEMBER: _member,
    kinds.ITERATION: _iteration,
    kinds.TRUTH: _truth,
    kinds.CALL: _call,
    kinds.ENTERING: _entering,
    kinds.AWAITING: _awaiting,
}
