from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

from asyncproof.check.blocking.known import KINDS, LAST_NAMES

MISSING = object()


def thing_named(name: str) -> Any:
    """Return what has this full name; MISSING where its package is not installed."""
    parts = name.split(".")
    for number in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:number]))
        except ImportError:
            continue
        for part in parts[number:]:
            owner = found if hasattr(found, part) else found()  # some are made by functions, or by `__init__`
            found = getattr(owner, part)
        return found
    return MISSING


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_is_known_to_block_is_there_and_is_not_async(name: str) -> None:
    """Where the package is installed, the name leads to something that is called and not awaited."""
    found = thing_named(name)
    if found is not MISSING:
        assert callable(found)
        assert not inspect.iscoroutinefunction(found)


def test_last_names_are_those_of_all() -> None:
    """What is not among them need not be looked up."""
    assert {"sleep", "urlopen", "open", "result"} <= LAST_NAMES
    assert all(name.rpartition(".")[2] in LAST_NAMES for name in KINDS)
