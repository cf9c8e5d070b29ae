from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.checker import Checker
from asyncproof.check.rule import Rule
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here


class Everything(Rule):
    """Notes each name, with where it stands."""

    code = "AP995"
    name = "everything"

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, ...]] = {}
        self.heard: list[str] = []

    def on_Name(self, node: ast.Name, here: Here) -> None:
        """Note the way to a name, and whether it runs in an async function."""
        ways = tuple(f"{arm.kind}{arm.arm}" for arm in here.path)
        self.names[node.id] = (*ways, "async") if here.is_async else ways

    def on_module(self, node: ast.Module, here: Here) -> None:
        """Note the file."""
        self.heard.append("module")

    def on_test(self, node: Any, test: Any, here: Here) -> None:
        """Note a test."""
        self.heard.append(f"test {node.name}")

    def on_fixture(self, node: Any, fixture: Any, here: Here) -> None:
        """Note a fixture."""
        self.heard.append(f"fixture {fixture.name}")


def walk(root: Path, text: str) -> Everything:
    """Walk over a file."""
    write(root, {"test_it.py": text})
    rule = Everything()
    Checker(root, [rule]).check([root / "test_it.py"])
    return rule


def test_each_name_is_seen_on_its_way(tmp_path: Path) -> None:
    """Arms of compound statements, comprehensions, and the bodies of functions."""
    seen = walk(
        tmp_path,
        """
        async def f(a=default):
            if test:
                one
            else:
                two
            while turn:
                three
            else:
                four
            for item in items:
                five
            try:
                six
            except error:
                seven
            else:
                eight
            finally:
                nine
            with manager as opened:
                ten
            match subject:
                case 1:
                    eleven
                case 2:
                    twelve
            [inner for each in outer]
            lambda: body
            def plain():
                thirteen
            class C(base, metaclass=meta):
                fourteen
        """,
    ).names
    expected = {
        "default": (), "test": ("async",), "one": ("if0", "async"), "two": ("if1", "async"),
        "turn": ("loop0", "async"), "three": ("loop0", "async"), "four": ("try1", "async"),
        "items": ("async",), "item": ("loop0", "async"), "five": ("loop0", "async"), "six": ("try0", "async"),
        "error": ("try1", "async"), "seven": ("try1", "async"), "eight": ("try0", "async"),
        "nine": ("async",),
        "manager": ("async",), "opened": ("async",), "ten": ("async",), "subject": ("async",),
        "eleven": ("if0", "async"), "twelve": ("if1", "async"), "inner": ("inner0", "async"),
        "each": ("inner0", "async"), "outer": ("inner0", "async"), "body": ("inner0", "async"),
        "thirteen": (), "base": ("async",), "meta": ("async",), "fourteen": (),
    }  # fmt: skip
    assert seen == expected


def test_tests_and_fixtures_are_announced(tmp_path: Path) -> None:
    """The module first, then each test and fixture, and nothing that is neither."""
    seen = walk(
        tmp_path,
        """
        import pytest

        @pytest.fixture
        def thing(): ...

        def helper():
            def test_inner(): ...

        async def test_it(thing): ...
        """,
    ).heard
    assert seen == ["module", "fixture thing", "test test_it"]
