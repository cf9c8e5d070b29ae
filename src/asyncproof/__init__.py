"""Async tests you can trust: virtual time, a loop under control, and what a green run leaves open.

The public names are loaded when first used, so that `import asyncproof` costs next to nothing.
"""

from __future__ import annotations

from asyncproof._version import __version__

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from asyncproof.core import (
        AsyncproofError,
        Choice,
        Chooser,
        Deadlock,
        Livelock,
        ReplayError,
        Schedule,
        ScheduleError,
        Trace,
        UsageError,
        Watcher,
    )
    from asyncproof.doubles import FakeError, anything, calls, fake, fakes, matching, when
    from asyncproof.exploring import explore, replay
    from asyncproof.loop import (
        Connection,
        ControlledLoop,
        Limits,
        Link,
        Network,
        Policy,
        UnknownHost,
        VirtualClock,
        run,
    )
    from asyncproof.oracles import OracleError, always, atomic, eventually, linearizable
    from asyncproof.plugin.concurrent.fixture import fixture

__all__ = [
    "AsyncproofError",
    "Choice",
    "Chooser",
    "Connection",
    "ControlledLoop",
    "Deadlock",
    "FakeError",
    "Limits",
    "Link",
    "Livelock",
    "Network",
    "OracleError",
    "Policy",
    "ReplayError",
    "Schedule",
    "ScheduleError",
    "Trace",
    "UnknownHost",
    "UsageError",
    "VirtualClock",
    "Watcher",
    "__version__",
    "always",
    "anything",
    "atomic",
    "calls",
    "eventually",
    "explore",
    "fake",
    "fakes",
    "fixture",
    "linearizable",
    "matching",
    "replay",
    "run",
    "when",
]

_PARTS = {
    "doubles": ("FakeError", "anything", "calls", "fake", "fakes", "matching", "when"),
    "exploring": ("explore", "replay"),
    "loop": (
        "Connection",
        "ControlledLoop",
        "Limits",
        "Link",
        "Network",
        "Policy",
        "UnknownHost",
        "VirtualClock",
        "run",
    ),
    "oracles": ("OracleError", "always", "atomic", "eventually", "linearizable"),
    "plugin.concurrent.fixture": ("fixture",),
}
"""Where names are defined that are not in `core`."""


def __getattr__(name: str) -> object:
    """Load a public name from the part that defines it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - not all who import this ask for a name

    part = next((part for part, names in _PARTS.items() if name in names), "core")
    value: object = getattr(import_module(f"asyncproof.{part}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(set(globals()) | set(__all__))
