"""Rule used-coroutine: a coroutine is used as if it were what it would give."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.awaiting import awaiting
from asyncproof.check.linking import Coroutine
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_OWN = frozenset({"send", "throw", "close", "cr_await", "cr_code", "cr_frame", "cr_running", "cr_origin"})


class UsedCoroutine(Rule):
    """A coroutine is subscripted, iterated or asked for an attribute, because its call is not awaited.

    ## What it does

    Finds `fetch()["name"]`, `fetch().name` and `for item in fetch():` where `fetch` is an async function.

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
        self._look(node.value, here, "has no items")

    def on_Attribute(self, node: ast.Attribute, here: Here) -> None:
        """Look at what is asked for an attribute."""
        if node.attr not in _OWN and not node.attr.startswith("__"):
            self._look(node.value, here, f"has no `{node.attr}`")

    def on_For(self, node: ast.For, here: Here) -> None:
        """Look at what is iterated."""
        self._look(node.iter, here, "can't be iterated", inside=False)

    def _look(self, node: ast.expr, here: Here, what: str, *, inside: bool = True) -> None:
        if not isinstance(node, (ast.Call, ast.Name)):
            return
        value = here.value(node)
        if not isinstance(value, Coroutine) or here.expects(node, "TypeError", "AttributeError"):
            return
        source = value.source
        here.report(
            self,
            node,
            f"`{ast.unparse(node)}` is a coroutine that is not awaited, and {what}",
            cure=f"write `(await {ast.unparse(node)})`",
            related=here.defined_async(source),
            fix=awaiting(node, here, inside=inside),
        )
