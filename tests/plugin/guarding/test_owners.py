from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.guard import Rules
from asyncproof.plugin.guarding.owners import Test, WideFixture

if TYPE_CHECKING:
    import pytest

LOOPS = "[pytest]\naddopts = -p no:randomly\nasyncio_default_fixture_loop_scope = function\n"


def test_a_test_is_asked_late(pytester: pytest.Pytester) -> None:
    """What is known of a test is looked up when somebody asks, and its place counts lines from one."""
    pytester.makeini(LOOPS)
    item = pytester.getitem("import sys\n\ndef test_func():\n    pass\n")
    test = Test(item)
    assert not {"rules", "place"} & set(vars(test))
    assert test.place == Place(str(item.path), 3)
    assert test.rules == Rules()
    assert [function.__name__ for function in test.functions()] == ["test_func"]


def test_a_test_that_is_gone_has_nothing_to_say(pytester: pytest.Pytester) -> None:
    """An owner keeps nothing of pytest's; without it, it still answers."""

    class Gone:
        nodeid = "test_it.py::test_it"

    item = Gone()
    test = Test(item)  # type: ignore[arg-type]  # all that it needs
    del item
    gc.collect()
    assert (test.rules, test.place, test.functions()) == (Rules(), None, ())


def test_a_wide_fixture_has_what_it_gives(pytester: pytest.Pytester) -> None:
    """Its value is the fixture's as long as there is one."""

    class Definition:
        argname, scope, baseid = "shared", "module", ""
        cached_result: object = None

        @staticmethod
        def func() -> None:
            """Give nothing."""

    definition = Definition()
    pytester.makeini(LOOPS)
    item = pytester.getitem("def test_func():\n    pass\n")
    request = item._request
    owner = WideFixture(definition, request)
    assert (owner.name, owner.is_wide) == ("fixture `shared` (module scope)", True)
    assert owner.value() is None
    definition.cached_result = ("value", 0, None)
    assert owner.value() == "value"
    del definition
    gc.collect()
    assert owner.value() is None
