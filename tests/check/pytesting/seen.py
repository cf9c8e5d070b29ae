"""A rule that keeps the tests and fixtures of a project, and what `here` knew of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture
    from asyncproof.check.pytesting.tests import Test


class Seen(Rule):
    """Keeps them by their names."""

    code = "AP997"
    name = "seen"

    def __init__(self) -> None:
        self.tests: dict[str, tuple[Test, Here]] = {}
        self.fixtures: dict[str, tuple[Fixture, Here]] = {}

    def on_test(self, node: ast.FunctionDef, test: Test, here: Here) -> None:
        """Keep a test."""
        self.tests[node.name] = test, here

    def on_fixture(self, node: ast.FunctionDef, fixture: Fixture, here: Here) -> None:
        """Keep a fixture."""
        self.fixtures[fixture.name] = fixture, here


def seen_in(root: Path, files: dict[str, str]) -> Seen:
    """Return the tests and fixtures of all files."""
    return check_with(Seen(), root, files, *(name for name in files if name.endswith(".py")))
