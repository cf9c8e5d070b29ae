"""What our own code is like."""

from __future__ import annotations

import os

from asyncproof.check.cache.own import sources, stamp


def test_all_that_findings_depend_on_is_looked_at() -> None:
    """Rules, stubs and forms of output."""
    names = {f"{folder}{os.sep}{name}" for folder, inside in sources().items() for name in inside}
    endings = (
        "check/checker.py",
        "check/rules/missing_await.py",
        "check/known/stubs/atexit.pyi",
        "cli/entry.py",
    )
    assert all(any(name.endswith(end) for name in names) for end in endings)
    assert stamp() == stamp()
