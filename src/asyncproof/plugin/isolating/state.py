"""A picture of what tests share: the user's modules and classes, the environment, the context."""

from __future__ import annotations

import decimal
import logging
import os
import socket
import sys
from contextvars import copy_context
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from asyncproof.guard.holding.globals import user_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 60
_DEEP = 3
_WIDE = 50
_OWN = ("PYTEST_CURRENT_TEST",)
_WAITERS = ("_waiters", "_getters", "_putters")
"""Where asyncio's locks and queues keep who waits; what stays of it is an empty list, made on first use."""


def snapshot() -> dict[str, str]:
    """Return everything as text, by name."""
    found: dict[str, str] = {}
    for module in user_modules():
        found.update(_members(module.__name__, vars(module), module.__name__))
    found.update(
        {f"os.environ[{key!r}]": repr(value) for key, value in os.environ.items() if key not in _OWN}
    )
    try:
        found["os.getcwd()"] = repr(os.getcwd())  # noqa: PTH109 - a text is all that is needed
    except FileNotFoundError:
        found["os.getcwd()"] = "gone"
    found.update(_settings())
    for variable, value in copy_context().items():
        if not variable.name.startswith("asyncproof"):
            found[f"context variable {variable.name}"] = _text(value, 0)
    return found


def file_mask() -> int:
    """Return which permissions new files do not get; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _settings() -> dict[str, str]:
    """Return what holds for the whole process, as far as tests are likely to change it."""
    return {
        "os.umask()": oct(file_mask()),
        "decimal.getcontext()": repr(decimal.getcontext()),
        "sys.path": repr(sys.path),
        "sys.getrecursionlimit()": repr(sys.getrecursionlimit()),
        "socket.getdefaulttimeout()": repr(socket.getdefaulttimeout()),
        "the level of the root logger": repr(logging.root.level),
        "logging.disable()": repr(logging.root.manager.disable),
    }


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return a line for everything that differs; what a newly imported module brings along does not."""
    modules = {name.partition(".")[0] for name in before}
    lines = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old != new and (old is not None or _is_news(name, modules)):
            lines.append(f"`{name}`: {_pair(old, new)}")
    return lines


def _is_news(name: str, modules: set[str]) -> bool:
    return name.startswith(("os.environ", "context variable")) or name.partition(".")[0] in modules


def _members(home: str, members: Any, module: str) -> Iterator[tuple[str, str]]:
    for name, value in list(members.items()):
        if name.startswith(("__", "@")):
            continue
        yield f"{home}.{name}", _text(value, 0)
        if isinstance(value, type) and value.__module__ == module:
            yield from _members(f"{home}.{name}", vars(value), f"{module}.")


def _text(value: object, depth: int) -> str:
    """Return a text that differs when the value does."""
    try:
        return _text_of(value, depth)
    except Exception:  # noqa: BLE001 - a proxy for what is not there now, as flask's `request`, bears no look
        return f"<{type(value).__name__} at {id(value):x}>"


def _text_of(value: object, depth: int) -> str:
    """Return the text of a value; it asks nothing of the user's own classes."""
    kind = type(value)
    if isinstance(value, str | int | float | bytes | bool | None):
        return repr(value)
    if isinstance(value, type | FunctionType | ModuleType):
        return f"<{getattr(value, '__qualname__', value.__name__)} at {id(value):x}>"
    inside = _inside(value, depth + 1) if depth < _DEEP else None
    if inside is not None:
        return inside
    return f"<{kind.__name__} at {id(value):x}>"


def _inside(value: Any, depth: int) -> str | None:
    """Return the text of what a container or an object holds; None if it holds nothing."""
    kind = type(value)
    if issubclass(kind, dict):
        pairs = list(dict.items(value))[:_WIDE]
        return "{" + ", ".join(f"{_text(key, depth)}: {_text(part, depth)}" for key, part in pairs) + "}"
    if issubclass(kind, list | tuple | set | frozenset):
        parts = [_text(part, depth) for part in _few(value)]
        return "[" + ", ".join(sorted(parts) if issubclass(kind, set | frozenset) else parts) + "]"
    inside = getattr(value, "__dict__", None)
    if type(inside) is dict and inside:
        hidden = _WAITERS if kind.__module__.startswith("asyncio.") else ()
        pairs = [pair for pair in list(inside.items())[:_WIDE] if pair[0] not in hidden]
        return f"{kind.__name__}({', '.join(f'{key}={_text(part, depth)}' for key, part in pairs)})"
    return None


def _few(things: Any) -> list[Any]:
    listed = list(things)
    return [*listed[:_WIDE], len(listed)] if len(listed) > _WIDE else listed


def _pair(old: str | None, new: str | None) -> str:
    """Return both, cut so that the difference can be seen."""
    if old is None or new is None or max(len(old), len(new)) <= LONGEST:
        return f"{_short(old)} -> {_short(new)}"
    start = os.path.commonprefix([old, new]).rfind(", ") + 2  # noqa: RUF071 - these are no paths
    if start < LONGEST // 3:
        return f"{_short(old)} -> {_short(new)}"
    return f"...{_short(old[start:])} -> ...{_short(new[start:])}"


def _short(text: str | None) -> str:
    if text is None:
        return "nothing"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
