"""Reading the Python stack of another thread: where it is, and what that tells about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.frames import outward

if TYPE_CHECKING:
    from types import FrameType

_SERVERS = frozenset({"asyncio.base_events", "socketserver"})


def place(frame: FrameType) -> tuple[str, str]:
    """Return the module and the name of the function that a frame runs."""
    return frame.f_globals.get("__name__", ""), frame.f_code.co_name


def is_serving(frame: FrameType) -> bool:
    """Tell whether a thread waits for others to come: another event loop, a socket server, an `accept`."""
    module, name = place(frame)
    if module == "socket" and name == "accept":
        return True
    if module != "selectors":
        return False
    caller = next((step for step in outward(frame) if place(step)[0] != "selectors"), None)
    return caller is not None and place(caller)[0] in _SERVERS


def is_running_a_loop(frame: FrameType) -> bool:
    """Tell whether a thread runs an asyncio event loop, waiting or at work."""
    return any(place(step) == ("asyncio.base_events", "_run_once") for step in outward(frame))


def is_process_watcher(frame: FrameType) -> bool:
    """Tell whether a thread is asyncio's own watcher of one subprocess."""
    return any(place(step) == ("asyncio.unix_events", "_do_waitpid") for step in outward(frame))
