"""Rule removed-policy: event loop policies, which Python and pytest-asyncio are taking away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.narrowing import only
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.pytesting.versions import at_least, is_open_to
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture

_DEPRECATED = (1, 4)


class RemovedPolicy(Rule):
    """The loops of tests are chosen by an event loop policy, which is on its way out.

    ## What it does

    Finds fixtures named `event_loop_policy` in projects that use pytest-asyncio 1.4 or later, or may get it,
    and calls of `asyncio.set_event_loop_policy` in tests. These are no more than a note.

    ## Why it is bad

    pytest-asyncio 1.4 warns: "Overriding the "event_loop_policy" fixture is deprecated", and a later version
    will not ask it. Python 3.14 deprecates policies, Python 3.16 removes them.

    ## Example

    ```python bad title="conftest.py"
    import pytest
    import uvloop


    @pytest.fixture(scope="session")
    def event_loop_policy():  # AP904
        return uvloop.EventLoopPolicy()
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio>=1.4"]
    ```

    ## What to do instead

    ```python good title="conftest.py"
    import uvloop


    def pytest_asyncio_loop_factories(config, item):
        return {"uvloop": uvloop.new_event_loop}
    ```

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio>=1.4"]

    [tool.pytest.ini_options]
    asyncio_mode = "auto"
    ```

    ## What it cannot see

    Policies that a library sets.
    """

    code = "AP904"
    name = "removed-policy"
    severity = Severity.WARNING
    guide = "Tests do not set policies or loops; the runner chooses the loop."

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Look at a fixture."""
        evidence = here.configuration.evidence
        if fixture.name != "event_loop_policy" or not is_open_to(evidence, "pytest-asyncio", _DEPRECATED):
            return
        here.report(
            self,
            node,
            "overriding `event_loop_policy` is deprecated since pytest-asyncio 1.4",
            cure="write the hook `pytest_asyncio_loop_factories` in a `conftest.py`",
            severity=Severity.WARNING
            if at_least(evidence, "pytest-asyncio", _DEPRECATED) is Known.YES
            else Severity.INFO,
        )

    @only(called=("set_event_loop_policy",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        if last_name(node.func) != "set_event_loop_policy":
            return
        path = here.module.facts.path
        is_test = here.configuration.is_test_file(path) or path in here.configuration.conftests
        if is_test and here.full_name(node.func) == "asyncio.set_event_loop_policy":
            here.report(
                self,
                node,
                "event loop policies are deprecated since Python 3.14, and gone in 3.16",
                cure="give a `loop_factory` to `asyncio.Runner`, or to pytest-asyncio by its hook",
                severity=Severity.INFO,
            )
