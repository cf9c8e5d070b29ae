"""Rule async-predicate: an async function decides for something that never awaits its answer."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.linking import Coroutine, FunctionValue
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function

_DECIDE = frozenset(("any", "all"))
_KEYED = frozenset(("sorted", "min", "max", "sort"))


class AsyncPredicate(Rule):
    """An async function decides for `any`, `all`, `filter` or `sorted`, which never await its answer.

    ## What it does

    Finds `all(is_valid(x) for x in xs)`, `filter(is_valid, xs)` and `sorted(xs, key=rank)` where the function
    is async.

    ## Why it is bad

    What decides is the coroutine object, and it is always true: `all` and `any` say yes, `filter` keeps
    everything, `sorted` fails as soon as it compares two. The function never runs.

    ## Example

    ```python bad title="test_basket.py"
    async def is_fresh(fruit):
        return fruit != "brown apple"


    async def test_all_is_fresh():
        assert all(is_fresh(fruit) for fruit in ["brown apple"])  # AP109
    ```

    ## What to do instead

    ```python good title="test_basket.py"
    async def is_fresh(fruit):
        return fruit != "brown apple"


    async def test_all_is_fresh():
        assert all([await is_fresh(fruit) for fruit in ["pear"]])
    ```

    ## What it cannot see

    Functions of which it is not certain that they are async.
    """

    code = "AP109"
    name = "async-predicate"
    guide = "Whatever asks a function for an answer must await it."

    @only(called=(*_DECIDE, *_KEYED, "filter"))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what decides."""
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name != "sort" and here.full_name(node) != f"builtins.{name}":
            return  # as `asyncstdlib.filter`, which awaits
        if name in _DECIDE and len(node.args) == 1:
            self._elements(node, here, name)
        elif name == "filter" and len(node.args) > 1:
            self._function(node.args[0], here, "filter", "everything is kept")
        elif name in _KEYED:
            for keyword in node.keywords:
                if keyword.arg == "key":
                    self._function(keyword.value, here, name, "coroutines can't be compared")

    def _elements(self, node: ast.Call, here: Here, name: str) -> None:
        inside = node.args[0]
        if isinstance(inside, ast.Call) and len(inside.args) > 1 and here.full_name(inside) == "builtins.map":
            self._function(inside.args[0], here, name, "each coroutine counts as true")
            return
        if isinstance(inside, (ast.List, ast.Tuple, ast.Set)):
            self._items(inside.elts, node, here, name)
            return
        if not isinstance(inside, (ast.GeneratorExp, ast.ListComp)):
            return
        value = here.value_inside(inside, inside.elt)
        if isinstance(value, Coroutine) and isinstance(inside.elt, ast.Call):
            here.report(
                self,
                node,
                f"`{ast.unparse(inside.elt)}` is a coroutine that nobody awaits: `{name}` takes it for true",
                cure=f"write `{name}([await {ast.unparse(inside.elt)} for ...])`",
                related=here.defined_async(value.source),
            )

    def _items(self, items: list[ast.expr], node: ast.Call, here: Here, name: str) -> None:
        """Look at answers that are written out, one by one."""
        for item in items:
            value = here.value(item) if isinstance(item, ast.Call) else None
            if isinstance(value, Coroutine):
                here.report(
                    self,
                    node,
                    f"`{ast.unparse(item)}` is a coroutine that nobody awaits: `{name}` takes it for true",
                    cure="await each of them",
                    related=here.defined_async(value.source),
                )
                return

    def _function(self, node: ast.expr, here: Here, name: str, what: str) -> None:
        source = _async_function(node, here)
        if source is not None:
            here.report(
                self,
                node,
                f"`{name}` never awaits what `{ast.unparse(node)}` answers: {what}",
                cure="work the answers out first, with `await`",
                related=here.defined_async(source),
            )


def _async_function(node: ast.expr, here: Here) -> Function | None:
    """Return the async function that decides: it is named, or a lambda calls it."""
    if isinstance(node, ast.Lambda):
        value = here.value_inside(node, node.body) if isinstance(node.body, ast.Call) else None
        return value.source if isinstance(value, Coroutine) else None
    value = here.value(node)
    return value.function if isinstance(value, FunctionValue) and value.function.facts.is_async else None
