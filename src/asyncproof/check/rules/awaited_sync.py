"""Rule awaited-sync: `await` gets what a plain function returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import FunctionValue, Items, Plain
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class AwaitedSync(Rule):
    """The result of a plain function is awaited, which no plain value can be.

    ## What it does

    Finds `await total(cart)` where `total` is a `def` that returns a number, a text, a list, `None` or the
    like.

    ## Why it is bad

    The function has run when `await` gets its result, and then the line raises `TypeError`. Under
    `pytest.raises(TypeError)` the test passes for the wrong reason.

    ## Example

    ```python bad title="test_cart.py"
    def total(cart) -> int:
        return sum(cart.values())


    async def test_the_total():
        assert await total({"book": 5}) == 5  # AP110
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import asyncio


    def total(cart) -> int:
        return sum(cart.values())


    async def load_cart():
        await asyncio.sleep(0)
        return {"book": 5}


    async def test_the_total():
        assert total(await load_cart()) == 5
    ```

    ## What it cannot see

    Functions behind decorators of strangers, and results whose type is not known. Type checkers see more of
    this kind, so that the rule is off unless it is asked for.
    """

    code = "AP110"
    name = "awaited-sync"
    default = False
    guide = "Await what is async, and nothing else."
    also = ("ty:invalid-await",)

    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what is awaited."""
        if not isinstance(node.value, ast.Call):
            return
        function = here.value(node.value.func)
        if not isinstance(function, FunctionValue) or function.function.facts.is_async:
            return
        value = here.value(node.value)
        if not isinstance(value, (Plain, Items)) or function.function.facts.is_empty:
            return
        span, inside = Span.of(node), Span.of(node.value)
        name = function.function.facts.qualname
        here.report(
            self,
            node,
            f"`{name}()` is a plain function and gives {_article(value.type)}: `await` fails",
            cure="leave out the `await`",
            fix=Fix(
                "leave out the `await`", (Edit(Span(span.line, span.column, inside.line, inside.column), ""),)
            ),
            related=(here.defined(function.function, "defined here, without `async`"),),
        )


def _article(kind: str) -> str:
    if kind == "NoneType":
        return "`None`"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} `{kind}`"
