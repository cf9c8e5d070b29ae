from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.registry import all_rules
from tests.check.world import write

_CLIENT = """
    from collections.abc import Awaitable, Coroutine
    from typing import Any

    class Later(Coroutine[Any, Any, int]):
        def __await__(self):
            yield

    class Sooner(Later): ...
    class Running(Awaitable[int]):
        def __await__(self):
            yield

    class Strange(Unknown):
        def __await__(self):
            yield
"""


@pytest.mark.parametrize(
    ("kind", "dropped", "asked"),
    [("Later", 1, 1), ("Sooner", 1, 1), ("Running", 0, 0), ("Strange", 0, 0), ("list", 0, 0)],
)
def test_what_does_nothing_before_it_is_awaited(tmp_path: Path, kind: str, dropped: int, asked: int) -> None:
    """A class below `Coroutine` is one, and has no members but its own; what can be awaited may have more."""
    test = f"""
        from client import *

        async def test_it():
            {kind}()
            {kind}().status
    """
    write(tmp_path, {"client.py": _CLIENT, "test_it.py": test})
    rules = [rule for rule in all_rules() if rule.name in {"missing-await", "used-coroutine"}]
    found = [hit.rule for hit in Checker(tmp_path, rules).check([tmp_path / "test_it.py"]).hits]
    assert found.count("missing-await") == dropped
    assert found.count("used-coroutine") == asked
