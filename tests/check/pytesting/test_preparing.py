from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here


class Replaced(Rule):
    """Notes what is replaced where a name `x` stands."""

    code = "AP993"
    name = "replaced"

    def __init__(self) -> None:
        self.seen: list[set[str]] = []

    def on_Name(self, node: ast.Name, here: Here) -> None:
        """Note what is replaced here."""
        if node.id == "x":
            self.seen.append(set(here.replaced()))


HELPERS = """
    from unittest.mock import patch

    def stub(client):
        client.put = 1
        client.session.get = 2

    def nothing(self):
        self.name = 1
"""
CONFTEST = """
    import pytest
    from unittest.mock import patch

    @pytest.fixture(autouse=True)
    def always():
        with patch("app.always"):
            yield

    @pytest.fixture
    def asked(deeper): ...

    @pytest.fixture
    def deeper(mocker):
        mocker.patch("app.deeper")
"""


def seen(root: Path, test: str) -> list[set[str]]:
    """Return what is replaced at each `x` of a test file."""
    files = {"helpers.py": HELPERS, "conftest.py": CONFTEST, "test_it.py": test}
    return check_with(Replaced(), root, files).seen


def test_fixtures_and_helpers_replace_for_a_test(tmp_path: Path) -> None:
    """Those that it asks for, those that all use, and functions of the project that it calls."""
    test = """
    import os
    from helpers import nothing, stub

    x
    async def test_it(asked):
        stub(1)
        nothing(2)
        os.getcwd()
        x
    def other():
        x
    """
    assert seen(tmp_path, test) == [set(), {"always", "deeper", "put", "get"}, {"always"}]


def test_the_set_up_of_a_class_replaces_for_its_tests(tmp_path: Path) -> None:
    """Its own and those of its bases in the project."""
    test = """
    import unittest
    from unittest.mock import patch

    class Base:
        def setup_method(self):
            patch("app.base").start()
            self.client.get = 1
    class Strange(unknown):
        setup_method = 1
        def test_it(self):
            x
    class TestIt(Base):
        def setUp(self):
            self.client = 1
            patch("app.own").start()
        def other(self):
            patch("app.other").start()
        def test_it(self):
            x
    """
    assert seen(tmp_path, test) == [{"always"}, {"always", "base", "get", "own"}]
