"""Rule mark-on-fixture: a mark on a fixture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.hit import Fix
from asyncproof.check.insight.cutting import without_lines
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.pytesting.versions import at_least
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture

_REFUSED = (9,)
"""The pytest that refuses marks on fixtures."""


class MarkOnFixture(Rule):
    """A fixture is marked, as if it were a test.

    ## What it does

    Finds `@pytest.mark.asyncio`, or any other mark, on a function that is made a fixture.

    ## Why it is bad

    A mark has never done anything to a fixture. pytest 9 stops at the file: "Marks cannot be applied to
    fixtures". Where older ones are used it is a warning.

    ## Example

    ```python bad title="test_store.py"
    import pytest
    import pytest_asyncio


    @pytest.mark.asyncio  # AP207
    @pytest_asyncio.fixture
    async def store():
        return {}
    ```

    ## What to do instead

    `@pytest_asyncio.fixture` says all.

    ```python good title="test_store.py"
    import asyncio

    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        await asyncio.sleep(0)
        return {}
    ```

    ## What it cannot see

    Marks that are hidden in a decorator of the project.
    """

    code = "AP207"
    name = "mark-on-fixture"
    guide = "Async fixtures are made with pytest_asyncio.fixture; the asyncio mark is for tests."
    also = ("PT024", "PT025")

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Look at the decorators of a fixture."""
        for decorator in node.decorator_list:
            name = here.full_name(decorator) or ""
            if not name.startswith("pytest.mark."):
                continue
            old = at_least(here.configuration.evidence, "pytest", _REFUSED) is Known.NO
            here.report(
                self,
                decorator,
                f"`{name}` does nothing to the fixture `{fixture.name}`, and pytest 9 refuses it",
                cure="take the mark out",
                fix=Fix("take out the mark", (without_lines(decorator),), safe=True),
                severity=Severity.WARNING if old else Severity.ERROR,
            )
