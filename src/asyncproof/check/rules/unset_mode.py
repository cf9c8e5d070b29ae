"""Rule unset-mode: a project that never says how pytest-asyncio runs its tests."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class UnsetMode(Rule):
    """A project uses pytest-asyncio and does not set `asyncio_mode`.

    ## What it does

    Finds `pytest_plugins` with `pytest_asyncio` in it where no mode is set, and the topmost `conftest.py` of
    such a project. It is off unless it is selected.

    ## Why it is bad

    Without a setting the mode is strict: unmarked async tests do not run, and `@pytest.fixture` does not make
    async fixtures. Nothing is wrong with that if it is meant. To name the plugin in `pytest_plugins` does not
    set a mode, as some guides have it: it only loads what is loaded anyway.

    ## Example

    ```python bad title="conftest.py"
    pytest_plugins = ("pytest_asyncio",)  # AP220
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    testpaths = ["tests"]
    ```

    ## What to do instead

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    asyncio_mode = "auto"
    ```

    ```python good title="conftest.py"
    import pytest


    @pytest.fixture
    def shelf():
        return []
    ```

    ## What it cannot see

    Modes from a command line that is written nowhere. A project without any `conftest.py` has no place to
    show it at.
    """

    code = "AP220"
    name = "unset-mode"
    severity = Severity.INFO
    default = False
    guide = "The configuration says which mode pytest-asyncio runs in."

    def on_module(self, node: ast.Module, here: Here) -> None:
        """Look at a file as a whole."""
        configuration = here.configuration
        if configuration.place_of("asyncio_mode") is not None or not node.body:
            return
        loads = next((one for one in node.body if _loads_plugin(one)), None)
        if loads is not None:
            here.report(
                self,
                loads,
                "`pytest_plugins` does not set the mode of pytest-asyncio: it stays as it is",
                cure='set `asyncio_mode` in the configuration of pytest, to "auto" or "strict"',
            )
        elif (
            configuration.conftests[:1] == (here.module.facts.path,)
            and configuration.evidence.has("pytest-asyncio") is Known.YES
            and configuration.asyncio_mode is Mode.STRICT
        ):
            here.report(
                self,
                node.body[0],
                "the project uses pytest-asyncio and does not set its mode: it is strict",
                cure='set `asyncio_mode` in the configuration of pytest, to "auto" or "strict"',
            )


def _loads_plugin(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign) or getattr(node.targets[0], "id", "") != "pytest_plugins":
        return False
    return any(
        isinstance(one, ast.Constant) and one.value in {"pytest_asyncio", "pytest_asyncio.plugin"}
        for one in nodes_in(node.value)
    )
