from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.pytesting.backend import asks_for_backend
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

CONFTEST = """
    import pytest

    @pytest.fixture
    def client(anyio_backend): ...

    @pytest.fixture
    def user(client): ...

    @pytest.fixture
    def round(about): ...

    @pytest.fixture
    def about(round): ...
"""
IN_CLASS = """
class TestIt:
    @pytest.fixture(autouse=True)
    def own(self, user): ...
    async def test_it(self): ...
    async def test_that(self): ...
"""


class Backends(Rule):
    """Notes whether a test asks for a backend."""

    code = "AP992"
    name = "backends"

    def __init__(self) -> None:
        self.seen: list[bool] = []

    def on_test(self, _: ast.FunctionDef, test: Test, here: Here) -> None:
        """Ask."""
        self.seen.append(asks_for_backend(here.fixtures, test.function, test.marks, here.configuration))


@pytest.mark.parametrize(
    ("test", "asks"),
    [
        ("async def test_it(): ...", False),
        ("async def test_it(anyio_backend): ...", True),
        ("async def test_it(user, gone): ...", True),
        ("async def test_it(round): ...", False),
        ("@pytest.mark.usefixtures('round', 'user')\nasync def test_it(): ...", True),
        ("@pytest.mark.usefixtures\nasync def test_it(): ...", False),
        ("@pytest.fixture(autouse=True)\ndef own(client): ...\nasync def test_it(): ...", True),
        (IN_CLASS, True),
    ],
)
def test_fixtures_are_followed(test: str, asks: bool, tmp_path: Path) -> None:
    """Parameters, marks, what all tests use, and through circles to their end."""
    files = {"conftest.py": CONFTEST, "test_it.py": f"import pytest\n{test}\n"}
    assert set(check_with(Backends(), tmp_path, files).seen) == {asks}
