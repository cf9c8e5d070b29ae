"""How an object of each type is taken apart: what is written down of it, and what it leads to."""

from __future__ import annotations

import asyncio
import contextvars
import datetime as dt
import decimal
import enum
import fractions
import functools
import gc
import io
import itertools
import logging
import operator
import pathlib
import random
import re
import sys
import threading
import types
import uuid
import weakref
from array import array
from collections import OrderedDict, defaultdict, deque
from typing import TYPE_CHECKING, Any

from asyncproof.core import AsyncproofError
from asyncproof.exploring.states import code
from asyncproof.exploring.states.visible import (
    Unseen,
    all_slots_of,
    attributes_of,
    is_visible,
    name_of,
)
from asyncproof.loop import ControlledLoop

if TYPE_CHECKING:
    from collections.abc import Callable

    Taken = code.Taken
    How = Callable[[Any], Taken]

PLAIN: frozenset[type] = frozenset((type(None), bool, int, float, complex, str, bytes))
"""Values without parts, of which nobody can have a second one."""
_PATHS = (pathlib.PurePosixPath, pathlib.PureWindowsPath, pathlib.PosixPath, pathlib.WindowsPath)


def _by_text(one: Any) -> Taken:
    return f"{name_of(type(one))} {one!r}", ()


def _by_name(one: Any) -> Taken:
    return f"{name_of(type(one))} {getattr(one, '__qualname__', None) or one.name}", ()


def _items(base: Any) -> How:
    """Go over what a container has, as its base does: a class may have a way of its own."""
    name, each_of = base.__name__, base.__iter__
    return lambda one: (name, list(each_of(one)))


def _pairs(base: Any) -> How:
    name, pairs_of = base.__name__, base.items
    return lambda one: (name, [part for pair in pairs_of(one) for part in pair])


def _set(base: Any) -> How:
    """Take strings in their alphabet's order: theirs in a set is another in each process."""
    name, each_of = base.__name__, base.__iter__

    def taken(one: Any) -> Taken:
        inside = list(each_of(one))
        return name, sorted(inside) if all(type(each) is str for each in inside) else inside

    return taken


def _deque(one: deque[Any]) -> Taken:
    return f"deque of {one.maxlen}", list(deque.__iter__(one))


def _default(one: defaultdict[Any, Any]) -> Taken:
    return "defaultdict", [one.default_factory, *(part for pair in dict.items(one) for part in pair)]


def _slice(one: slice) -> Taken:
    return "slice", (one.start, one.stop, one.step)


def _cell(one: types.CellType) -> Taken:
    try:
        return "cell", (one.cell_contents,)
    except ValueError:
        return "empty cell", ()


def _method(one: types.MethodType) -> Taken:
    return "method", (one.__self__, one.__func__)


def _built_in(one: Any) -> Taken:
    owner = getattr(one, "__self__", None)
    return f"built in {one.__qualname__}", () if isinstance(owner, types.ModuleType) else (owner,)


def _partial(one: functools.partial[Any]) -> Taken:
    return "partial", (one.func, one.args, one.keywords)


def _wrapped(one: Any) -> Taken:
    return type(one).__name__, (one.__func__,)


def _property(one: property) -> Taken:
    return "property", (one.fget, one.fset, one.fdel)


def _cached(one: Any) -> Taken:
    return f"lru_cache {one.cache_info()}", [one.__wrapped__, *gc.get_referents(one)]


def _reduced(one: Any) -> Taken:
    """Take an iterator as copying it would: what it goes over, and how far it has come."""
    return type(one).__name__, list(one.__reduce__()[1:])


def _referring(one: Any) -> Taken:
    return type(one).__name__, [each for each in gc.get_referents(one) if not isinstance(each, type)]


def _weak(one: weakref.ref[Any]) -> Taken:
    return "weak", (one(),)


def _context(one: contextvars.Context) -> Taken:
    """Lead to its variables, but for those that some process sets and another one does not."""
    told = [pair for pair in one.items() if not (_is_of_tools(type(pair[1])) or _is_usual(pair[1]))]
    known = sorted(told, key=lambda pair: pair[0].name)
    return "context", [part for variable, value in known for part in (variable.name, value)]


def _is_usual(value: Any) -> bool:
    """Tell whether a value is what calculating with decimals has left behind."""
    if type(value) is not decimal.Context:
        return False
    usual = decimal.DefaultContext
    return all(getattr(value, name) == getattr(usual, name) for name in ("prec", "rounding", "traps"))


def _lock(one: Any) -> Taken:
    return repr(one).partition(" at 0x")[0], ()


def _buffer(one: io.StringIO | io.BytesIO) -> Taken:
    return (f"{type(one).__name__} closed", ()) if one.closed else (f"{one.tell()}", (one.getvalue(),))


def _generator(one: random.Random) -> Taken:
    _, numbers, normal = one.getstate()
    return f"random {hash(numbers)}", (normal,)  # a hash of numbers is the same in each process


def _handle(one: asyncio.Handle) -> Taken:
    if one._cancelled:
        return "cancelled handle", ()
    due = getattr(one, "due", None) or getattr(one, "_when", None)
    return f"handle {due}", (one._callback, one._args, one._context)  # type: ignore[attr-defined] # slots


def _future(one: Any) -> Taken:
    """Lead to what a future knows, and to its attributes."""
    state = f"{type(one).__name__} {one._state} {one._log_traceback}"
    inside = [one._result, one._exception, one._cancel_message, list(one._callbacks or ())]
    return state, [*inside, _hidden_attributes(one)]


def _hidden_attributes(one: Any) -> list[Any]:
    """Return the attributes of a future of C: a dictionary that it hides or, since 3.14, their values."""
    found = gc.get_referents(one)
    if sys.version_info >= (3, 14):
        return _without_its_own(one, found)
    return [each for each in found if type(each) is dict and each is not one._result]


def _without_its_own(one: Any, found: list[Any]) -> list[Any]:  # pragma: no cover - since 3.14
    """Leave out what every future and task leads to."""
    known = [type(one), one._loop, one._result, one._exception, one._cancel_message, one._source_traceback]
    known += [part for pair in one._callbacks or () for part in pair]
    if hasattr(one, "get_coro"):
        known += [one.get_name(), one.get_coro(), one.get_context(), one._fut_waiter]
    waiting = one._asyncio_awaited_by or frozenset()
    ids = {id(each) for each in (*known, *waiting)}
    return [each for each in found if id(each) not in ids and not (type(each) is set and each == waiting)]


def _task(one: Any) -> Taken:
    state, inside = _future(one)
    context = one.get_context() if hasattr(one, "get_context") else None
    counted = one.cancelling() if hasattr(one, "cancelling") else 0
    return f"{state} {one._must_cancel} {counted}", [*inside, one.get_coro(), one._fut_waiter, context]


def _error(one: BaseException) -> Taken:
    attributes = {name: each for name, each in attributes_of(one).items() if name != "__traceback__"}
    return name_of(type(one)), [type(one), one.args, one.__cause__, one.__context__, attributes]


def _object(one: Any) -> Taken:
    """Lead to an object's class, its slots and its attributes."""
    kind: type = type(one)
    inside: list[Any] = [kind, *(_in_slot(slot, one) for slot in all_slots_of(kind))]
    attributes = attributes_of(one)
    inside += (part for pair in attributes.items() for part in pair)
    return f"object {len(attributes)}", inside


def _in_slot(slot: types.MemberDescriptorType, one: Any) -> Any:
    try:
        return slot.__get__(one)
    except AttributeError:
        return ...


def _loop(one: Any) -> Taken:
    return type(one).__name__, ()


_EXACT: dict[type, How] = {
    **{kind: _items(kind) for kind in (tuple, list)},
    **{kind: _pairs(kind) for kind in (dict, OrderedDict, types.MappingProxyType)},
    **{kind: _set(kind) for kind in (set, frozenset)},
    **dict.fromkeys((bytearray, range, type(...), type(NotImplemented), array), _by_text),
    **dict.fromkeys((dt.datetime, dt.date, dt.time, dt.timedelta), _by_text),
    **dict.fromkeys(
        (dt.timezone, decimal.Decimal, decimal.Context, fractions.Fraction, uuid.UUID, re.Pattern), _by_text
    ),
    **dict.fromkeys((operator.itemgetter, operator.attrgetter, itertools.count, *_PATHS), _by_text),
    **dict.fromkeys((types.GetSetDescriptorType, types.MemberDescriptorType), _by_name),
    **dict.fromkeys((types.MethodDescriptorType, types.WrapperDescriptorType), _by_name),
    **dict.fromkeys((types.ClassMethodDescriptorType, contextvars.ContextVar), _by_name),
    **dict.fromkeys((types.BuiltinFunctionType, types.MethodWrapperType), _built_in),
    **dict.fromkeys(
        (types.CoroutineType, types.GeneratorType, types.AsyncGeneratorType), code.take_suspended
    ),
    **dict.fromkeys((type(iter([])), type(iter(())), type(iter(range(0))), type(iter(""))), _reduced),
    **dict.fromkeys((type(iter({})), type(iter({}.items())), type(iter({}.values()))), _reduced),
    **dict.fromkeys((type(iter(set())), type(iter(b"")), reversed, enumerate, zip, map, filter), _reduced),
    **dict.fromkeys((type(reversed([])), type(iter(deque())), type(reversed({}))), _reduced),
    **dict.fromkeys((type({}.keys()), type({}.values()), type({}.items())), _referring),
    **dict.fromkeys((type(threading.Lock()), type(threading.RLock())), _lock),
    **dict.fromkeys((io.StringIO, io.BytesIO), _buffer),
    **dict.fromkeys((staticmethod, classmethod), _wrapped),
    slice: _slice,
    deque: _deque,
    defaultdict: _default,
    types.CellType: _cell,
    types.MethodType: _method,
    types.FunctionType: code.take_function,
    types.ModuleType: code.take_module,
    functools.partial: _partial,
    functools._lru_cache_wrapper: _cached,
    property: _property,
    weakref.ref: _weak,
    contextvars.Context: _context,
    random.Random: _generator,
    logging.Logger: _by_name,
    ControlledLoop: _loop,
}
_BY_BASE: tuple[tuple[type, How], ...] = (
    (type, code.take_class),
    (enum.Enum, lambda one: (f"{name_of(type(one))} {one.name}", ())),
    (ControlledLoop, _loop),
    (asyncio.Task, _task),
    (asyncio.Future, _future),
    (asyncio.Handle, _handle),
    (AsyncproofError, _error),
    (BaseException, _error),
    (logging.Logger, _by_name),
)
"""Types whose objects are looked at in one way, whatever class they are of."""
_NAMES = (
    "FutureIter TaskStepMethWrapper TaskWakeupMethWrapper coroutine_wrapper async_generator_asend",
    "async_generator_athrow anext_awaitable _lru_list_elem",
)
_HIDDEN: dict[str, How] = dict.fromkeys((name for names in _NAMES for name in names.split()), _referring)
"""Types that nobody can name in Python, and that keep nothing but what they refer to."""
_OF_TOOLS = (
    "_pytest.nodes _pytest.python _pytest.main _pytest.fixtures _pytest.config pytest_asyncio.plugin",
    "asyncproof.plugin asyncproof.guard",
)
_TOOLS = tuple(name for names in _OF_TOOLS for name in names.split())
"""The modules of what runs and watches a test, whose objects are no part of it."""
_FOUND: dict[type, How] = {}


def take(one: Any) -> Taken:
    """Take an object apart, or raise `Unseen` if it keeps what nobody can see."""
    kind = type(one)
    how = _EXACT.get(kind) or _FOUND.get(kind)
    if how is None:
        how = _FOUND[kind] = _how(kind)
    return how(one)


def _how(kind: type) -> How:
    for base, how in _BY_BASE:
        if issubclass(kind, base):
            return how
    if _is_of_tools(kind):
        return lambda _: (name_of(kind), ())
    if is_visible(kind):
        return _object
    for base in kind.__mro__:
        if base in _EXACT and is_visible(kind, base):
            return _with_attributes(_EXACT[base])
        if base in PLAIN and is_visible(kind, base):
            return _with_attributes(functools.partial(_as_plain, base))
    if kind.__name__ in _HIDDEN and not kind.__flags__ & _MADE_BY_CLASS:
        return _HIDDEN[kind.__name__]
    raise Unseen(name_of(kind))


_MADE_BY_CLASS = 1 << 10
"""The flag of types that others may inherit from; those that only C code makes lack it."""


def _is_of_tools(kind: type) -> bool:
    return kind.__module__.startswith(_TOOLS)


def _as_plain(base: Any, one: Any) -> Taken:
    return f"{base.__name__} {base.__repr__(one)}", ()


def _with_attributes(how: How) -> How:
    def both(one: Any) -> Taken:
        name, inside = how(one)
        rest, attributes = _object(one)
        return f"{name} {len(inside)} {rest}", [*inside, *attributes]

    return both
