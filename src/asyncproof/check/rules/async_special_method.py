"""Rule async-special-method: a method that Python itself calls, and that can't be async."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.linking import Class
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_FAILS = frozenset(
    {
        "__init__",
        "__post_init__",
        "__set_name__",
        "__init_subclass__",
        "__len__",
        "__length_hint__",
        "__hash__",
        "__repr__",
        "__str__",
        "__bytes__",
        "__format__",
        "__int__",
        "__float__",
        "__index__",
        "__bool__",
        "__iter__",
        "__aiter__",
        "__await__",
    }
)
"""Methods whose result has to be of a certain type, which a coroutine is not."""
_DROPPED = frozenset(
    {"__del__", "__setattr__", "__delattr__", "__setitem__", "__delitem__", "__set__", "__delete__"}
)
"""Methods whose result nobody looks at: their coroutine is dropped."""
_TRUE = frozenset({"__exit__", "__contains__"})
"""Methods that are asked for a truth, which a coroutine always is."""
_CACHES = frozenset({"functools.lru_cache", "functools.cache", "functools.cached_property"})


class AsyncSpecialMethod(Rule):
    """A method that Python itself calls is async, or a function whose result is kept: nobody can await it.

    ## What it does

    Finds `async def` for methods such as `__init__`, `__del__`, `__len__`, `__bool__`, `__enter__`,
    `__exit__`, `__iter__` and `__setitem__`, for setters of properties, and for functions under
    `functools.lru_cache`, `cache` or `cached_property`.

    ## Why it is bad

    Python does not await what these methods return. Most fail with a `TypeError` at their first use; the
    coroutine of `__del__` or of a setter is dropped, so that nothing of it runs; an async `__exit__` returns
    something true and so swallows every exception. A cache gives the same coroutine twice, and a coroutine
    can be awaited only once.

    ## Example

    ```python bad title="shop.py"
    import asyncio
    import functools


    class Shop:
        async def __init__(self):  # AP113
            self.stock = await self.load()

        @functools.lru_cache
        async def load(self):  # AP113
            await asyncio.sleep(0)
            return {}
    ```

    ## What to do instead

    ```python good title="shop.py"
    import asyncio


    class Shop:
        def __init__(self, stock):
            self.stock = stock

        @classmethod
        async def open(cls):
            await asyncio.sleep(0)
            return cls({})
    ```

    ## What it cannot see

    Classes whose bases or metaclass are not known, which may await what they call. `async def __getitem__`,
    `__call__`, `__new__` and async properties are left alone: what they return can be awaited.
    """

    code = "AP113"
    name = "async-special-method"
    guide = "What Python calls itself is a plain function; make a class method for what has to be awaited."

    def on_AsyncFunctionDef(self, node: ast.AsyncFunctionDef, here: Here) -> None:
        """Look at an async function where it is defined."""
        names = [here.full_name(decorator) for decorator in node.decorator_list]
        cache = next((name for name in names if name in _CACHES), None)
        if cache is not None:
            short = cache.rpartition(".")[2]
            what = f"`{short}` gives the same coroutine twice, and the second `await` of it fails"
            self._tell(node, here, what, "keep the result in the object, or use a cache for async functions")
        elif here.scope.class_facts is not None:
            self._look_at_method(node, here)

    def _look_at_method(self, node: ast.AsyncFunctionDef, here: Here) -> None:
        is_setter = any(
            isinstance(mark, ast.Attribute) and mark.attr in {"setter", "deleter"}
            for mark in node.decorator_list
        )
        if here.function_at(node).is_generator or not (is_setter or _is_plain(node, here)):
            return
        if is_setter or node.name in _DROPPED:
            self._tell(
                node, here, "Python drops its coroutine, so that nothing of it runs", "make it a plain method"
            )
        elif node.name == "__enter__":
            what = "`with` gives its coroutine to the block and does not await it"
            self._tell(node, here, what, "use `__aenter__` and `__aexit__`, and `async with`")
        elif node.name in _TRUE:
            what = "its coroutine counts as true" + (
                ": every exception is swallowed" if node.name == "__exit__" else ", whatever it would give"
            )
            self._tell(
                node, here, what, f"use `__a{node.name[2:]}`" if node.name == "__exit__" else "make it plain"
            )
        elif node.name in _FAILS:
            cure = (
                "make an async class method that returns the object"
                if "init" in node.name
                else "make it plain"
            )
            self._tell(node, here, "Python can't use a coroutine as its result: a `TypeError`", cure)

    def _tell(self, node: ast.AsyncFunctionDef, here: Here, what: str, cure: str) -> None:
        here.report(self, node, f"`{node.name}` is async, but {what}", cure=cure)


def _is_plain(node: ast.AsyncFunctionDef, here: Here) -> bool:
    """Tell whether Python itself calls a method: no decorator and no strange base does something with it."""
    scope = here.scope
    if node.decorator_list or scope.class_facts is None or scope.outer is None:
        return False
    line = here.evaluator.line(Class(scope.class_facts, scope.outer))
    return all(
        base is not None
        and not any(name == "metaclass" for name, _ in base.facts.keywords)
        and not base.facts.decorators
        and "__new__" not in base.facts.bindings
        for base in line
        if base is None or base.name != "builtins.object"
    )
