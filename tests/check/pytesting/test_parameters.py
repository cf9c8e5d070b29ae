from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.pytesting.parameters import is_parametrized
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test


class Parameters(Rule):
    """Notes which parameters of a test are given by `parametrize`."""

    code = "AP993"
    name = "parameters"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on_test(self, node: ast.FunctionDef, test: Test, here: Here) -> None:
        """Ask for each."""
        names = [argument.arg for argument in node.args.args]
        self.seen += [name for name in names if is_parametrized(here.evaluator, test.function, name)]


@pytest.mark.parametrize(
    ("mark", "given"),
    [
        ("'a', [1]", ["a"]),
        ("'a, b', [(1, 2)]", ["a", "b"]),
        ("('a', 'b'), []", ["a", "b"]),
        ("['b'], []", ["b"]),
        ("argnames='b', argvalues=[]", ["b"]),
        ("names, []", ["a", "b"]),
        ("'a', [1], indirect=True", []),
        ("'a', [1], indirect=False", ["a"]),
        ("'a, b', [1], indirect=['a']", ["a", "b"]),
    ],
)
def test_names_are_read_from_the_mark(mark: str, given: list[str], tmp_path: Path) -> None:
    """One that is not written out may give all; values that go to fixtures leave them in force."""
    test = f"import pytest\n@pytest.mark.parametrize({mark})\nasync def test_it(a, b): ...\n"
    assert check_with(Parameters(), tmp_path, {"test_it.py": test}).seen == given


def test_marks_of_class_and_module_count(tmp_path: Path) -> None:
    """As they do for pytest."""
    test = """
        import pytest
        pytestmark = [pytest.mark.parametrize("a", [1]), pytest.mark.slow]

        @pytest.mark.parametrize("b", [1])
        class TestIt:
            pytestmark = pytest.mark.parametrize("c", [1])
            async def test_it(self, a, b, c, d): ...
    """
    assert check_with(Parameters(), tmp_path, {"test_it.py": test}).seen == ["a", "b", "c"]
