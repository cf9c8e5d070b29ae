"""Rule missing-plugin-import: `pytest_asyncio` is used and never imported."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Imported
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Scope

_NAMES = ("pytest_asyncio", "pytest")


class MissingPluginImport(Rule):
    """A file decorates with `@pytest_asyncio.fixture` and does not import `pytest_asyncio`.

    ## What it does

    Finds decorators that begin with `pytest_asyncio` or `pytest` in files that never bind the name.

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

    Names from a `from module import *`, where the file has one, and a missing `import pytest` in a file that
    imports nothing: it is a part of another.
    """

    code = "AP221"
    name = "missing-plugin-import"
    guide = "Whoever uses pytest_asyncio.fixture imports pytest_asyncio."
    also = ("F821",)

    def on_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, here: Here) -> None:
        """Look at the decorators of a function, which stand in the scope around it."""
        self._look(node.decorator_list, here.scope.outer or here.scope, here)

    def on_ClassDef(self, node: ast.ClassDef, here: Here) -> None:
        """Look at the decorators of a class."""
        self._look(node.decorator_list, here.scope, here)

    def _look(self, decorators: list[ast.expr], place: Scope, here: Here) -> None:
        for decorator in decorators:
            name = _first(decorator)
            if name is None or name.id not in _NAMES or here.module.facts.stars:
                continue
            if any(name.id in scope.bindings for scope in place.names_from()) or _is_part(name.id, here):
                continue
            if any(hit.rule == self.name and f"`{name.id}`" in hit.message for hit in here.hits):
                continue  # one word a file is enough
            again = Edit(Span.of(name), name.id)
            here.report(
                self,
                name,
                f"`{name.id}` is not imported: NameError",
                cure=f"write `import {name.id}` at the top of the file",
                fix=Fix(f"import {name.id}", (again,), (f"import {name.id}",), safe=True),
            )


def _is_part(name: str, here: Here) -> bool:
    """Tell whether a file is a part of one: it imports nothing at all, so nobody runs it as it is."""
    bound = (one.value for all_of in here.module.scope.bindings.values() for one in all_of)
    return name == "pytest" and not any(isinstance(value, Imported) for value in bound)


def _first(node: ast.expr) -> ast.Name | None:
    """Return the name that a decorator begins with."""
    while isinstance(node, (ast.Attribute, ast.Call)):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node if isinstance(node, ast.Name) else None
