"""An interpreter for each explorer, in an environment of its own that is made when it is first asked for."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from quality.real.environments import USUAL, NotToBeHad, environment

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "asyncproof-benchmarks"
PEERS = {
    "frontrun": "frontrun==0.7.0",
    "simloom": "simloom==0.5.0",
    "simloop": "simloop==0.2.2",
    "cancellens": "cancellens==0.1.0",
}
OLDEST = (3, 12)
"""Some of them want this Python; all run on the same one, ours too."""
VERSION = "{}.{}".format(*sys.version_info) if sys.version_info >= OLDEST else USUAL


def is_peer(explorer: str) -> bool:
    """Say whether an explorer is somebody else's."""
    return explorer.partition(",")[0] in PEERS


@cache
def python_of(explorer: str) -> str:
    """Return the interpreter that has an explorer; ours and asyncio are read from this checkout."""
    peer = PEERS.get(explorer.partition(",")[0])
    pins = (f"python=={VERSION}", *((peer,) if peer else ()))
    return str(environment(pins, CACHE))


def why_absent(explorer: str) -> str:
    """Say why an explorer is not to be had here; nothing if it is."""
    try:
        python_of(explorer)
    except NotToBeHad as error:
        return f"{explorer} is not to be had: {error}"
    return ""
