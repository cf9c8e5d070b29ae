from __future__ import annotations

import inspect

import pytest

from asyncproof.check.insight.blocking.known import KINDS, LAST_NAMES, Kind
from tests.check.installed import MISSING, thing_named


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_is_known_to_block_is_there_and_is_not_async(name: str) -> None:
    """Where the package is installed, the name leads to something that is called and not awaited."""
    found = thing_named(name)
    if found is not MISSING:
        assert callable(found)
        assert not inspect.iscoroutinefunction(found)


def test_last_names_are_those_of_all() -> None:
    """What is not among them need not be looked up."""
    assert LAST_NAMES[Kind.SLEEP] == {"sleep"}
    assert all(name.rpartition(".")[2] in LAST_NAMES[kind] for name, kind in KINDS.items())
