"""Rule used-coroutine: a coroutine is used as if it were what it would give."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts import ClassFacts, FunctionFacts
from asyncproof.check.facts.term import Comprehension, Constant, Display, Imported
from asyncproof.check.insight.awaiting import awaiting
from asyncproof.check.insight.unstarted import is_only_awaited, is_unstarted
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Coroutine
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use

_OWN = frozenset({"send", "throw", "close", "cr_await", "cr_code", "cr_frame", "cr_running", "cr_origin"})
_TAKES_APART = frozenset(
    (
        *("all", "any", "dict", "enumerate", "frozenset", "iter", "len", "list", "max", "min", "next"),
        *("reversed", "set", "sorted", "sum", "tuple", "zip"),
    )
)
_COUNTS = frozenset(("abs", "float", "int", "round"))
_READS = frozenset(("json.loads", "json.load"))
_NEVER = frozenset((Constant, Display, Imported, Comprehension, FunctionFacts, ClassFacts))
"""What a name may be bound to that is no coroutine."""


class UsedCoroutine(Rule):
    """A coroutine is taken apart, counted or asked for an attribute, because its call is not awaited.

    ## What it does

    Finds `fetch()["name"]`, `fetch().name`, `for item in fetch():`, `first, second = fetch()`,
    `len(fetch())`, `fetch() + 1`, `f"{fetch()}"` and their like, where `fetch` is an async function; also
    where the coroutine has a name.

    ## Why it is bad

    The line raises `TypeError` or `AttributeError` when it runs, and the function never does. It is worst
    where an error is what the test expects: `pytest.raises(Exception)` is then content with the wrong one.

    ## Example

    ```python bad title="test_user.py"
    async def load_user():
        return {"name": "Ann"}


    async def test_the_name_is_loaded():
        assert load_user()["name"] == "Ann"  # AP103
    ```

    ## What to do instead

    ```python good title="test_user.py"
    async def load_user():
        return {"name": "Ann"}


    async def test_the_name_is_loaded():
        assert (await load_user())["name"] == "Ann"
    ```

    ## What it cannot see

    Calls of which it is not certain that they give a coroutine. Where `pytest.raises(TypeError)` expects just
    this error, the line is taken for a test of it.
    """

    code = "AP103"
    name = "used-coroutine"
    guide = "Await first, then take the result apart."

    def on_Subscript(self, node: ast.Subscript, here: Here) -> None:
        """Look at what is subscripted."""
        self._look(node.value, here, "has no items", member="__getitem__")

    def on_Attribute(self, node: ast.Attribute, here: Here) -> None:
        """Look at what is asked for an attribute."""
        if node.attr not in _OWN and not node.attr.startswith("__"):
            self._look(node.value, here, f"has no `{node.attr}`", member=node.attr)

    def on_For(self, node: ast.For, here: Here) -> None:
        """Look at what is iterated."""
        self._look(node.iter, here, "can't be iterated", inside=False)

    def on_comprehension(self, node: ast.comprehension, here: Here) -> None:
        """Look at what is iterated."""
        if not node.is_async:
            self._look(node.iter, here, "can't be iterated")

    def on_Starred(self, node: ast.Starred, here: Here) -> None:
        """Look at what is spread out."""
        if isinstance(node.ctx, ast.Load):
            self._look(node.value, here, "can't be iterated")

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what is bound to several names, item by item."""
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            self._look_ahead(node.targets[0].id, node, here)
        elif any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets):
            self._look(node.value, here, "can't be taken apart", inside=False)

    def _look_ahead(self, name: str, node: ast.Assign, here: Here) -> None:
        """Look at what is sometimes bound to a name, as in one arm of an `if`, and always taken apart."""
        around = around_of(here.parents)
        if around is None or not isinstance(node.value, ast.Call) or not here.may_be(node.value, Coroutine):
            return
        uses = uses_in(around).after(name, node)
        if not uses or name in uses_in(around).elsewhere or not all(map(_takes_apart, uses)):
            return
        known = [here.evaluator.name(name, here.scope, use.at, use.path) for use in uses]
        if not any(isinstance(value, Coroutine) for value in known):  # of others the use itself is told
            self._look(node.value, here, "is taken apart later", inside=False)

    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at what is entered."""
        for item in node.items:
            self._look(item.context_expr, here, "can't be entered")

    def on_BinOp(self, node: ast.BinOp, here: Here) -> None:
        """Look at both sides of a sum, but not at what is formatted by `%`."""
        if not isinstance(node.op, ast.Mod):
            self._look(node.left, here, "can't be counted with")
            self._look(node.right, here, "can't be counted with")

    def on_FormattedValue(self, node: ast.FormattedValue, here: Here) -> None:
        """Look at calls in a text; who has a coroutine by its name may want to see just that."""
        if isinstance(node.value, ast.Call) and node.conversion != ord("r"):
            self._look(node.value, here, "shows in a text as `<coroutine object ...>`")

    @only(called=(*_TAKES_APART, *_COUNTS, "load", "loads"))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what is given to functions of Python that can do nothing with a coroutine."""
        if len(node.args) != 1:
            return
        name = getattr(node.func, "id", "")
        if name in _TAKES_APART or name in _COUNTS:
            if here.full_name(node.func) == f"builtins.{name}":
                what = "can't be iterated" if name in _TAKES_APART else "is no number"
                self._look(node.args[0], here, f"has no `{name}()`" if name == "len" else what)
        elif getattr(node.func, "attr", name) in {"load", "loads"} and here.full_name(node.func) in _READS:
            self._look(node.args[0], here, "has no text")

    def _look(self, node: ast.expr, here: Here, what: str, *, inside: bool = True, member: str = "") -> None:
        if node.__class__ is not ast.Call and not (isinstance(node, ast.Name) and _may_be_one(node, here)):
            return
        if not is_unstarted(here.written(node), here):
            return  # as it is with nearly all
        value = here.value(node)
        is_object = bool(member) and is_only_awaited(value, member, here)
        if not (isinstance(value, Coroutine) or is_object) or here.expects(
            node, "TypeError", "AttributeError"
        ):
            return
        source = value.source if isinstance(value, Coroutine) else None
        kind = "an object" if is_object else "a coroutine"
        here.report(
            self,
            node,
            f"`{ast.unparse(node)}` is {kind} that is not awaited, and {what}",
            cure=f"write `(await {ast.unparse(node)})`",
            related=here.defined_async(source),
            fix=awaiting(node, here, inside=inside),
        )


def _takes_apart(use: Use) -> bool:
    """Tell whether a use of a name fails if that is a coroutine."""
    if use.inner or use.packed:
        return False
    if use.how in {How.METHOD, How.ATTRIBUTE}:
        return use.detail not in _OWN and not use.detail.startswith("__")
    return use.how is How.ITEM


def _may_be_one(node: ast.Name, here: Here) -> bool:
    """Tell whether a name may be bound to a call: a cheap question."""
    bindings = here.scope.bindings.get(node.id)
    return not bindings or any(binding.value.__class__ not in _NEVER for binding in bindings)
