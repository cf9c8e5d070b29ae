"""Lets whoever measures the coverage of the tests see code that Python hides from tracers."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from asyncproof.check.cache import witness
from asyncproof.guard.guards import slow_step
from asyncproof.guard.seams import audit
from asyncproof.guard.stalling.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable


def trace_all() -> None:
    """Show audit hooks, and the thread of the watchdog, which `threading` does not know, to the tracer."""
    if threading.gettrace() is None or hasattr(audit._hear, "__cantrace__"):
        return
    hooks: tuple[Any, ...] = (audit._hear, witness._tell)
    for hook in hooks:
        hook.__cantrace__ = True  # documented: sys.addaudithook
    Watchdog._run = _traced(Watchdog._run)  # type: ignore[method-assign] # traced on purpose
    slow_step._TRACED = 1.0  # only the package is traced: what it watches is as fast as ever


def _traced(function: Callable[..., None]) -> Callable[..., None]:
    def run(*arguments: Any) -> None:
        sys.settrace(threading.gettrace())
        function(*arguments)

    run.__code__ = run.__code__.replace(co_filename=function.__code__.co_filename)  # as its own
    return run
