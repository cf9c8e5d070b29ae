"""Rule missing-plugin-import: `pytest_asyncio` is used and never imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here

_NAMES = ("pytest_asyncio", "pytest")


class MissingPluginImport(Rule):
    """A file decorates with `@pytest_asyncio.fixture` and does not import `pytest_asyncio`.

    ## What it does

    Finds uses of `pytest_asyncio` and `pytest` in files that never bind the name.

    ## Why it is bad

    pytest can't import the file: "NameError: name 'pytest_asyncio' is not defined". That the plugin is
    installed, or named in `pytest_plugins`, does not bring its name into a file.

    ## Example

    ```python bad title="test_store.py"
    import pytest


    @pytest_asyncio.fixture  # AP221
    async def store():
        return {}
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        await asyncio.sleep(0)
        return {}
    ```

    ## What it cannot see

    Names from a `from module import *`, where the file has one.
    """

    code = "AP221"
    name = "missing-plugin-import"
    guide = "Whoever uses pytest_asyncio.fixture imports pytest_asyncio."
    also = ("F821",)

    def on_Name(self, node: ast.Name, here: Here) -> None:
        """Look at a name."""
        if node.id not in _NAMES or here.module.facts.stars:
            return
        if any(node.id in scope.bindings for scope in here.scope.names_from()):
            return
        function = here.scope.function
        if function is not None and any(one.name == node.id for one in function.parameters):
            return
        if any(hit.rule == self.name and f"`{node.id}`" in hit.message for hit in here.hits):
            return
        here.report(
            self,
            node,
            f"`{node.id}` is not imported: NameError",
            cure=f"write `import {node.id}` at the top of the file",
            fix=Fix(f"import {node.id}", (Edit(Span.of(node), node.id),), (f"import {node.id}",), safe=True),
        )
