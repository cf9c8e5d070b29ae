"""The objects of chosen classes: heard of when they are made, and once more when they die.

Python tells nobody of either, so as long as needed the class gets an `__init__` and a `__del__` around
its own.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.guard.seams.trouble import tell_trouble

if TYPE_CHECKING:
    from collections.abc import Callable


class Listener(Protocol):
    """Whoever wants to know of these objects."""

    def made(self, thing: Any) -> None:
        """Hear that an object is complete."""

    def dies(self, thing: Any) -> None:
        """Hear that an object is about to be gone."""


_listeners: dict[type[Any], list[Listener]] = {}
_originals: dict[type[Any], dict[str, Any]] = {}
_NAMES = ("__init__", "__del__")


def listen(kind: type[Any], listener: Listener) -> None:
    """Tell a listener of the objects of a class and its subclasses."""
    if kind not in _listeners:
        _originals[kind] = {name: vars(kind)[name] for name in _NAMES if name in vars(kind)}
        _listeners[kind] = []
        setattr(kind, "__init__", _init_around(kind, kind.__init__))  # noqa: B010 - mypy: a class is never given one
        setattr(kind, "__del__", _del_around(kind, getattr(kind, "__del__", None)))  # noqa: B010 - as above
    _listeners[kind].append(listener)


def forget(kind: type[Any], listener: Listener) -> None:
    """Tell it nothing any more; with the last listener the class is as it was."""
    _listeners[kind].remove(listener)
    if _listeners[kind]:
        return
    del _listeners[kind]
    originals = _originals.pop(kind)
    for name in _NAMES:
        if name in originals:
            setattr(kind, name, originals[name])
        else:
            delattr(kind, name)


def _init_around(kind: type[Any], original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - it stands in for one
        __tracebackhide__ = True
        original(self, *args, **kwargs)
        for listener in _listeners.get(kind, ())[-1:]:  # a run inside a run has its own
            _tell(listener.made, self)

    return __init__


def _del_around(kind: type[Any], original: Callable[[Any], None] | None) -> Callable[[Any], None]:
    def __del__(self: Any) -> None:  # noqa: N807 - it stands in for one
        for listener in list(_listeners.get(kind, ())):
            _tell(listener.dies, self)
        if original is not None:
            original(self)

    return __del__


def _tell(hear: Callable[[Any], None], thing: Any) -> None:
    try:
        hear(thing)
    except Exception as problem:  # noqa: BLE001 - an error here would make the user's own call fail
        tell_trouble(problem, type(thing))
