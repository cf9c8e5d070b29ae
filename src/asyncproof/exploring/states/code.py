"""Functions, classes and what is suspended in the middle of its code: which data they lead to."""

from __future__ import annotations

import gc
import sys
from functools import lru_cache
from types import CodeType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

from asyncproof.exploring.states.visible import name_of
from asyncproof.loop.usercode.homes import is_foreign

Taken = tuple[str, "list[Any] | tuple[Any, ...]"]
"""An object taken apart: what it is, and what it leads to."""

_NO_DATA = (CodeType, FrameType, TracebackType)
_NAMES = (
    "__dict__ __weakref__ __module__ __doc__ __qualname__ __annotations__ __slots__ __abstractmethods__",
    "_abc_impl __parameters__ __orig_bases__ __dataclass_fields__ __dataclass_params__ __match_args__",
    "__firstlineno__ __static_attributes__ __annotate_func__ __annotations_cache__",
)
_OF_CLASSES = frozenset(name for names in _NAMES for name in names.split())
"""What each class has, and what does not change."""


def take_function(one: FunctionType) -> Taken:
    """Lead to what a function closes over, to its defaults and, if it is the user's, to globals it names."""
    code = one.__code__
    inside: list[Any] = [*(one.__closure__ or ()), one.__defaults__, one.__kwdefaults__, one.__dict__ or None]
    if not is_foreign(code.co_filename):
        inside += _named(code, one.__globals__)
    return f"function {code.co_filename}:{code.co_firstlineno} {code.co_name}", inside


def _named(code: CodeType, known: dict[str, Any]) -> list[Any]:
    """Return the values of the globals that code names, and of its names in modules of the user's."""
    names = names_in(code)
    found: list[Any] = []
    for name in names:
        if name in known:
            value = known[name]
            found += (name, value)
            if type(value) is ModuleType and not is_foreign(getattr(value, "__file__", None) or ""):
                found += [
                    part
                    for other in names
                    if other in value.__dict__
                    for part in (other, value.__dict__[other])
                ]
    return found


@lru_cache(maxsize=10_000)
def names_in(code: CodeType) -> tuple[str, ...]:
    """Return the names of globals and attributes in code, and in the code inside of it."""
    names = dict.fromkeys(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names.update(dict.fromkeys(names_in(constant)))
    return tuple(names)


def take_module(one: ModuleType) -> Taken:
    """Name a module: what is looked up in it is led to by the code that does so."""
    return f"module {one.__name__}", ()


def take_class(one: type) -> Taken:
    """Name a class and, if it is the user's, lead to what it keeps and what its methods lead to."""
    if _is_foreign_module(one.__module__):
        return f"class {name_of(one)}", ()
    inside: list[Any] = [*one.__bases__]
    for name, value in one.__dict__.items():
        if name not in _OF_CLASSES:
            inside += (name, value)
    return f"class {name_of(one)}", inside


@lru_cache(maxsize=4096)
def _is_foreign_module(name: str) -> bool:
    """Tell whether a module is not the user's; one that is not to be found may be."""
    found = sys.modules.get(name)
    if found is None:
        return False
    file = getattr(found, "__file__", None)
    return name in sys.builtin_module_names or (file is not None and is_foreign(file))


def take_suspended(one: Any) -> Taken:
    """Lead to what a coroutine or generator has in its variables and in the middle of an expression."""
    frame: FrameType | None = _frame_of(one)
    if frame is None:
        return f"{type(one).__name__} {one.__qualname__} done", ()
    code = frame.f_code
    variables = frame.f_locals  # which the frame may keep from now on: it says what is said already
    inside = [
        child
        for child in _referents(one, frame)
        if child is not variables and not isinstance(child, _NO_DATA)
    ]
    if sys.version_info < (3, 11) and not is_foreign(code.co_filename):  # later it leads to its function
        inside += _named(code, frame.f_globals)
    where = f"{code.co_filename}:{code.co_firstlineno} {one.__qualname__} at {frame.f_lasti}"
    return f"{type(one).__name__} {where} {' '.join(variables)}", inside


def _frame_of(one: Any) -> FrameType | None:
    return next(
        (getattr(one, name) for name in ("cr_frame", "gi_frame", "ag_frame") if hasattr(one, name)), None
    )


def _referents(one: Any, frame: FrameType) -> list[Any]:
    """Return what it refers to; up to Python 3.10 that is its frame, which refers to the rest."""
    found = gc.get_referents(one)
    if any(child is frame for child in found) and sys.version_info < (3, 11):
        known = (id(frame.f_globals), id(frame.f_builtins), id(frame.f_back))
        found += [child for child in gc.get_referents(frame) if id(child) not in known]
    return found
