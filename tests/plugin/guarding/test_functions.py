from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from asyncproof.plugin.guarding.functions import functions_of, place_of
from tests.neighbours import without_slow

if TYPE_CHECKING:
    import pytest

SOURCE = """
import pytest

@pytest.fixture
def own(): ...

@pytest.fixture(scope="module")
def wide(): ...

class TestIt:
    def setup_method(self): ...

    def test_it(self, own, wide): ...
"""


def test_the_functions_of_a_test(pytester: pytest.Pytester) -> None:
    """Its own, those of its set-up methods and of its function-scoped fixtures, no wider ones."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    item = pytester.getitem(SOURCE, "test_it")
    names = [getattr(function, "__name__", "") for function in functions_of(item)]
    assert names[:2] == ["test_it", "setup_method"]
    assert "own" in names
    assert "wide" not in names


def test_where_a_function_is() -> None:
    """Its file and line; what has no code is nowhere."""
    place = place_of(test_where_a_function_is)
    assert place is not None
    assert place.file == __file__
    assert place_of(print) is None


def test_fixtures_that_pytest_makes_are_called_what_people_call_them(pytester: pytest.Pytester) -> None:
    """A finding in `setUpClass` names it, and its line."""
    pytester.makepyfile(
        textwrap.dedent(
            """
            import os
            import unittest
            class TestIt(unittest.TestCase):
                @classmethod
                def setUpClass(cls):
                    os.environ["FUNCTIONS"] = "1"
                def test_it(self): ...
            """
        )
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *without_slow())
    result.stdout.fnmatch_lines(["*os.environ*FUNCTIONS*", "*it belongs to `setUpClass`*"])
