"""Rule unclosing-class: a class opens a client and has no way to close it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.resources import RESOURCES, resource_of
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class UnclosingClass(Rule):
    """A class opens a client or a connection for itself, and nothing in it closes it.

    ## What it does

    Finds methods that assign a new `aiohttp.ClientSession`, `httpx.AsyncClient`, connection or engine to an
    attribute of their object, in a class that never closes this attribute nor hands it on. It is off by
    default: others may close it from outside.

    ## Why it is bad

    Who uses the class has no way to close what it has opened. Each test that makes an object leaks one.

    ## Example

    ```python bad title="shop.py"
    import aiohttp


    class Shop:
        async def open(self):
            self.session = aiohttp.ClientSession()  # AP802

        async def visit(self, url):
            async with self.session.get(url) as answer:
                return await answer.text()
    ```

    ## What to do instead

    ```python good title="shop.py"
    import aiohttp


    class Shop:
        async def open(self):
            self.session = aiohttp.ClientSession()

        async def visit(self, url):
            async with self.session.get(url) as answer:
                return await answer.text()

        async def close(self):
            await self.session.close()
    ```

    ## What it cannot see

    A base class or another object that closes it, and classes that open by a helper.
    """

    code = "AP802"
    name = "unclosing-class"
    severity = Severity.INFO
    default = False
    guide = "Who opens a client also has a method that closes it."

    @only(called=RESOURCES)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what a method assigns to its object."""
        self._assigned(node.value, node.targets[0], here)

    @only(called=RESOURCES)
    def on_AnnAssign(self, node: ast.AnnAssign, here: Here) -> None:
        """Look at the same with an annotation."""
        if node.value is not None:
            self._assigned(node.value, node.target, here)

    def _assigned(self, value: ast.expr, target: ast.expr, here: Here) -> None:
        if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
            return
        around = next((one for one in reversed(here.parents) if isinstance(one, ast.ClassDef)), None)
        if around is None or target.value.id != "self" or here.function is None:
            return
        resource = resource_of(value, here)
        if resource is None or _may_be_closed(around, target.attr, resource.closers):
            return
        here.report(
            self,
            value,
            f"nothing in `{around.name}` closes `self.{target.attr}`",
            cure=f"add a method that calls `{min(resource.closers, key=len)}()`",
        )


def _may_be_closed(around: ast.ClassDef, name: str, closers: frozenset[str]) -> bool:
    """Tell whether a class closes an attribute, or does with it what may close it elsewhere."""
    used = {
        id(node.value)
        for node in nodes_in(around)
        if isinstance(node, ast.Attribute) and node.attr not in closers
    }
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.ctx, ast.Load)
        and id(node) not in used
        for node in nodes_in(around)
    )
