"""What is loaded once for all pytests that run inside of tests: pytester forgets what they load themselves.

Loaded anew by each it takes longer than most tests do, and some of it is never given back.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import pkgutil
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any

import asyncproof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import Distribution

OURS = ("core", "loop", "guard", "explain", "exploring", "doubles", "stub", "kit", "plugin")
OTHERS = (
    "httpcore",
    "httpx",
    "hypothesis",
    "pytest_randomly",
    "rich.progress",
    "trio.testing",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "xdist.dsession",
)
READ_ONCE = ("entry_points", "files", "metadata")
"""What pytest asks of each distribution that is installed."""
_distributions = metadata.distributions


@functools.cache
def load_lasting() -> None:
    """Load what most of them load, where it is installed."""
    names = [
        module.name
        for part in OURS
        for module in pkgutil.walk_packages([f"{asyncproof.__path__[0]}/{part}"], f"asyncproof.{part}.")
    ]
    for name in (*OTHERS, *names):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


class _Installed:
    """A distribution whose files are read once."""

    def __init__(self, distribution: Distribution) -> None:
        self._distribution = distribution

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._distribution, name)
        if name in READ_ONCE:
            setattr(self, name, value)
        return value


@functools.cache
def _installed(path: tuple[str, ...]) -> list[Any]:
    """Return what is installed in these folders."""
    return [_Installed(each) for each in _distributions(path=[*path])]


@contextlib.contextmanager
def read_once() -> Iterator[None]:
    """Let each pytest be told what the first one was told: they look for plugins in all that is installed."""

    def distributions(**options: Any) -> Iterator[Any]:
        return iter(_distributions(**options) if options else _installed((*sys.path,)))

    metadata.distributions = distributions
    try:
        yield
    finally:
        metadata.distributions = _distributions
