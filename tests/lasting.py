"""What is loaded once for all pytests that run inside of tests: pytester forgets what they load themselves.

Loaded anew by each it takes longer than most tests do, and some of it is never given back.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import pkgutil

import asyncproof

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
