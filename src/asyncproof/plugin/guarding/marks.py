"""Lets a test fail whose marks say nonsense of the guards, before any of its fixtures is set up."""

from __future__ import annotations

import pytest

from asyncproof.plugin.guarding.rules import rules_of


class CheckedMarks:
    """Reads the marks of each test, inside of what pytest does around its set-up."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Complain about a wrong mark."""
        rules_of(item)
