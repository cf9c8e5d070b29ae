from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.rule import Rule
from tests.check.world import write

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here


class Names(Rule):
    """Notes the full names of what is called."""

    code = "AP997"
    name = "names"

    def __init__(self) -> None:
        self.seen: list[str | None] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Note the name."""
        self.seen.append(here.full_name(node))


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("time.sleep(1)", "time.sleep"),
        ("nap(1)", "time.sleep"),
        ("inner.deep(1)", "pkg.inner.deep"),
        ("own(1)", "test_it.own"),
        ("alias(1)", "time.sleep"),
        ("len(1)", "builtins.len"),
        ("nobody(1)", None),
        ("parameter(1)", None),
        ("twice(1)", None),
        ("own(1).x(1)", None),
        ("starred(1)", "app.starred"),
        ("time_of(1)", None),
    ],
)
def test_names_are_spelled_as_imports_spell_them(tmp_path: Path, call: str, name: str | None) -> None:
    """Whatever a file calls it, a thing has one full name; what is not certain has none."""
    text = f"""
    import time
    import pkg.inner as inner
    from time import sleep as nap
    from app import *
    alias = time.sleep
    time_of = time_of.day
    def own(x): ...
    if own:
        def twice(): ...
    else:
        from a import twice

    async def test_it(parameter):
        {call}
    """
    write(tmp_path, {"app.py": "def starred(x): ...", "test_it.py": text})
    rule = Names()
    Checker(tmp_path, [rule]).check([tmp_path / "test_it.py"])
    assert name in rule.seen
