"""Rule shared-state: tests change what the module has for all of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import FUNCTIONS
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.uses import How, uses_in
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_CHANGING = frozenset(
    (
        *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"),
        *("setdefault", "update"),
    )
)
_MAKERS = frozenset(("list", "dict", "set", "defaultdict", "deque", "Counter"))


class SharedState(Rule):
    """A test changes a list, set or dict of its module that another test reads, so that their order counts.

    ## What it does

    Finds lists, sets and dicts that are made empty at the top of a file of tests, and names that a test
    declares `global`, if one test changes them and another one uses them. It is off by default.

    ## Why it is bad

    What the second test finds depends on whether the first ran before it, in the same process: with
    `pytest -k`, in another order or with xdist it is something else.

    ## Example

    ```python bad title="test_cart.py"
    cart = []


    async def add(thing):
        return thing


    async def test_a_thing_is_added():
        cart.append(await add("pen"))  # AP803
        assert cart == ["pen"]


    async def test_another_thing_is_added():
        assert await add("ink") not in cart
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import pytest


    async def add(thing):
        return thing


    @pytest.fixture
    def cart():
        return []


    async def test_a_thing_is_added(cart):
        cart.append(await add("pen"))
        assert cart == ["pen"]


    async def test_another_thing_is_added(cart):
        assert await add("ink") not in cart
    ```

    ## What it cannot see

    State in other modules, in classes and in files; and what a fixture of another file cleans up. If a
    function of the file that is no test uses the name, it is silent.
    """

    code = "AP803"
    name = "shared-state"
    severity = Severity.INFO
    default = False
    guide = "Tests share no state: a fixture makes it anew for each."

    def on_module(self, node: ast.Module, here: Here) -> None:
        """Look at the names of a file of tests."""
        if not here.configuration.is_test_file(here.shown_path):
            return
        names = [name for statement in node.body for name in _empty(statement)]
        functions = [one for one in nodes_in(node) if isinstance(one, FUNCTIONS)]
        names += [name for name in _declared(functions) if name not in names]
        for name in names:
            self._look_at(name, functions, here)

    def _look_at(self, name: str, functions: list[AnyFunction], here: Here) -> None:
        users = [one for one in functions if _reads(one, name)]
        if len(users) < len(("one", "another")) or not all(map(_is_test, users)):
            return
        changes = [use for user in users for use in uses_in(user).of(name) if _changes(use)]
        if changes:
            here.report(
                self,
                changes[0].statement,
                f"`{name}` is shared by {len(users)} tests of this file, and changed by this one",
                cure=f"make `{name}` in a fixture",
            )


def _empty(statement: ast.stmt) -> Iterator[str]:
    """Yield the name that a statement binds to an empty container."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    value = statement.value
    is_empty = (isinstance(value, (ast.List, ast.Set)) and not value.elts) or (
        isinstance(value, ast.Dict) and not value.keys
    )
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        is_empty = value.func.id in _MAKERS and not value.args
    if is_empty and isinstance(target, ast.Name):
        yield target.id


def _declared(functions: list[AnyFunction]) -> Iterator[str]:
    """Yield the names that tests declare `global`, each once."""
    found = dict.fromkeys(
        name
        for function in functions
        if _is_test(function)
        for one in nodes_in(function)
        if isinstance(one, ast.Global)
        for name in one.names
    )
    yield from found


def _is_test(node: AnyFunction) -> bool:
    return node.name.startswith("test")


def _reads(node: AnyFunction, name: str) -> bool:
    """Tell whether a function uses a name of its module."""
    own = {argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    uses = uses_in(node)
    found = uses.of(name)
    is_global = name in uses.elsewhere
    return name not in own and bool(found) and (is_global or all(use.how is not How.BOUND for use in found))


def _changes(use: Use) -> bool:
    if use.how is How.METHOD:
        return use.detail in _CHANGING
    return use.how in {How.CHANGED, How.BOUND} or isinstance(use.around[-1], ast.AugAssign)
