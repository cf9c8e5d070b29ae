"""How an app is served: what a test may say beside the app and its URL."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypedDict

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


class OptionsByName(TypedDict, total=False):
    """The same as `Options`, as keywords."""

    lifespan: bool
    raise_app_errors: bool
    root_path: str
    headers: Mapping[str, str]
    keep_alive: float | None
    ping_interval: float | None
    grace: float


@dataclass(frozen=True)
class Options:
    """The settings of one served app."""

    lifespan: bool = True
    """Run the app's startup and shutdown."""
    raise_app_errors: bool = True
    """Fail the test in the end if the app raised what the test did not expect."""
    root_path: str = ""
    """The path under which the app believes to be mounted."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers that every response gets, as from the server."""
    keep_alive: float | None = None
    """Seconds after which an idle connection is closed; None: never."""
    ping_interval: float | None = None
    """Seconds between the pings of a WebSocket; None: no pings."""
    grace: float = 60.0
    """Seconds that unfinished work is waited for in the end, before it is cut off and told of."""

    def __post_init__(self) -> None:
        """Refuse times that are none."""
        for name in ("keep_alive", "ping_interval", "grace"):
            seconds = getattr(self, name)
            if seconds is None and name != "grace":
                continue
            if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or not seconds > 0:
                raise UsageError(f"asgi(app, {name}={seconds!r}): it must be seconds, more than 0.")


def read_options(given: Any) -> Options:
    """Return the options that were given by name; raises `UsageError` for one that there is not."""
    known = [each.name for each in fields(Options)]
    unknown = ", ".join(sorted(set(given).difference(known)))
    if unknown:
        raise UsageError(f"asgi() has no option {unknown}; it has {', '.join(known)}.")
    return Options(**given)
