"""Which tests fixes have touched, as pytest is told on its command line."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.fixing.owner import Owner

_TEST_FILES = ("test_*.py", "*_test.py")


def touched_by(owners: Iterable[Owner]) -> list[str]:
    """Return the tests, files and folders that fixes stand in, each once and none inside another.

    What stands in code that is not of tests touches none: which tests run it is not known.
    """
    found = {argument for owner in owners if (argument := _argument(owner)) is not None}
    return sorted(one for one in found if not any(_holds(other, one) for other in found))


def _argument(owner: Owner) -> str | None:
    path = os.path.relpath(owner.path)
    folder, name = os.path.split(path)
    if name == "conftest.py":
        return folder or os.curdir
    if owner.is_function and owner.names[-1].startswith("test"):
        return "::".join([path, *owner.names])
    # Anything else, as a fixture or a class, may be used by all that stands in the file.
    return path if any(fnmatch(name, pattern) for pattern in _TEST_FILES) else None


def _holds(outer: str, inner: str) -> bool:
    if outer == inner:
        return False
    return inner.startswith((f"{outer}::", f"{outer}{os.sep}")) or outer == os.curdir
