"""Rule awaited-sync: `await` gets what a plain function returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Attribute, Call, Name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import FunctionValue, Items, Plain
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.facts.facts import Giving
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function


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
        if here.expects(node, "TypeError"):
            return
        value = here.value(node.value)
        if not isinstance(value, (Plain, Items)) or not _is_true_to_its_word(function.function, here):
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


def _is_true_to_its_word(function: Function, here: Here) -> bool:
    """Tell whether a function returns what it says: not, for all that is known, an awaitable of another's."""
    facts = function.facts
    if facts.is_empty or facts.is_generator:
        return False
    return all(_is_plain(one, function, here) for one in facts.returns)


def _is_plain(found: Giving, function: Function, here: Here) -> bool:
    if not isinstance(found.value, (Call, Name, Attribute)):
        return True
    called = found.value.function if isinstance(found.value, Call) else found.value
    name = here.evaluator.full_name(called, function.scope) or ""
    value = here.evaluator.value(found.value, function.scope, found.at, found.path)
    return name.startswith("builtins.") or isinstance(value, (Plain, Items))
