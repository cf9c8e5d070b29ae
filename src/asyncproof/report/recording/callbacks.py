"""What a callback is that is no step of a task: a timer, a message, a thread's call, or anything else."""

from __future__ import annotations

import asyncio
from contextvars import Context
from typing import Any

from asyncproof.loop.handle import Arrival, callback_name
from asyncproof.loop.network.direction import Direction
from asyncproof.report.recording.marks import MESSAGE, THREAD, TIMER

_NETWORK = "asyncproof.loop.network."
ASIDE = -1
"""The mark of a callback that is not drawn."""
_OURS = ("asyncproof.guard.", "asyncproof.plugin.")
_END_OF_RUN = "_run_until_complete_cb"
_THREADS = {"_read_from_self", "_set_state", "_call_set_state"}
_NAMES = {
    "_call_connection_lost": "a connection is lost",
    "_done_callback": "one of a gather is done",
    "_fail": "a connection is refused",
    "_handle_completion": "one of as_completed is done",
    "_inner_done_callback": "what a shield protects is done",
    "_knock": "a connection is asked for",
    "_lose": "a connection is lost",
    "_made": "a connection is handed over",
    "_on_completion": "one of several is done",
    "_on_timeout": "a timeout is up",
    "_outer_done_callback": "a shield is left",
    "_read_from_self": "a thread has called",
    "_release_waiter": "a wait is over",
    "_set_result_unless_cancelled": "a sleep is over",
    "_set_state": "a job in a thread is done",
    "_succeed": "a connection is made",
    "_write_ready": "there is room to send",
}
"""What asyncio's own callbacks, and ours, mean to a person."""


def describe(handle: asyncio.Handle) -> tuple[int, str]:
    """Return the mark of a callback, and what it is in words; `ASIDE` if it is none of the program's."""
    callback = function_of(handle)
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, Direction) and callback.__name__ == "_deliver":
        return MESSAGE, owner.arriving()
    name = str(getattr(callback, "__name__", ""))
    module = str(getattr(callback, "__module__", ""))
    if module.startswith("asyncio.") and isinstance(owner, asyncio.BaseTransport):
        return MESSAGE, _of_transport(owner, name)
    if module.startswith(_OURS) or (name == _END_OF_RUN and module.startswith("asyncio.")):
        return ASIDE, ""
    words = _meaning(callback, name, module)
    if module.startswith(_NETWORK) or type(handle) is Arrival:
        return MESSAGE, words
    if module.startswith("asyncio.") and name in _THREADS:
        return THREAD, words
    return (TIMER if isinstance(handle, asyncio.TimerHandle) else 0), words


def _meaning(callback: Any, name: str, module: str) -> str:
    owner: Any = getattr(callback, "__self__", None)
    if name == "cancel" and asyncio.isfuture(owner) and hasattr(owner, "get_name"):
        return f"{owner.get_name()} is cancelled"
    is_known = module.startswith(("asyncio.", "asyncproof.")) and name in _NAMES
    return _NAMES[name] if is_known else _words(callback)


def function_of(handle: asyncio.Handle) -> Any:
    """Return what a handle calls in the end: not a `partial`, and not a context that runs it."""
    callback: Any = getattr(handle, "_callback", None)
    arguments = getattr(handle, "_args", None)
    if isinstance(getattr(callback, "__self__", None), Context) and arguments:
        callback = arguments[0]
    return getattr(callback, "func", callback)


def _words(callback: object) -> str:
    try:
        return callback_name(callback)
    except Exception:  # noqa: BLE001 - a callable may answer any question about itself with an error
        return type(callback).__name__


def _of_transport(transport: asyncio.BaseTransport, name: str) -> str:
    """Say what comes or goes over a real connection."""
    words = _NAMES.get(name) or ("data" if "read" in name else name.strip("_").replace("_", " "))
    peer = transport.get_extra_info("peername")
    shown = f"{peer[0]}:{peer[1]}" if isinstance(peer, tuple) else peer
    return f"{words} from {shown}" if shown and words == "data" else words
