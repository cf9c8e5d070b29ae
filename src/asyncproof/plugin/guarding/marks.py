"""Lets a test fail whose marks say nonsense of the guards, before any of its fixtures is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.guarding.rules import is_marked, rules_of

if TYPE_CHECKING:
    from _pytest.nodes import Node


class CheckedMarks:
    """Reads the marks of each test, inside of what pytest does around its set-up."""

    def __init__(self) -> None:
        """Know of no marks yet."""
        self._right: Node | None = None
        """Where the last test stood, if there was nothing wrong: the next one mostly stands there, too."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Complain about a wrong mark."""
        if item.parent is not self._right or is_marked(item):
            rules_of(item)
            self._right = item.parent
