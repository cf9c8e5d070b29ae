"""What stands where a function was: described, and told apart from what libraries wrap for their own ends."""

from __future__ import annotations

import sys
from typing import Any

from asyncproof.loop.usercode import is_foreign

_TEST_TOOLS = ("unittest.mock", "mock", "freezegun", "time_machine", "_pytest", "pytest_mock")


def describe_stand_in(value: Any) -> str:
    """Return how a person would call a stand-in."""
    kind = type(value)
    name = None if kind.__module__.startswith("unittest.mock") else getattr(value, "__qualname__", None)
    if name:
        return f"`{name.replace('<locals>.', '')}`"
    return f"{'an' if kind.__name__[0] in 'AEIOUaeiou' else 'a'} `{kind.__qualname__}`"


def is_a_librarys_own(value: Any) -> bool:
    """Say whether an installed library made this, and none whose purpose is to replace things in tests."""
    module = getattr(value, "__module__", None) or type(value).__module__
    homes = (module, type(value).__module__)
    if any(not isinstance(home, str) or home.startswith(_TEST_TOOLS) for home in homes):
        return False
    code = getattr(getattr(value, "__func__", value), "__code__", None)
    file = getattr(code, "co_filename", None) or getattr(sys.modules.get(module), "__file__", None)
    return isinstance(file, str) and is_foreign(file)
