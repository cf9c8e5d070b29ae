"""Explains the await of something that can't be awaited."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.explain.awaited import Awaited, find_awaited
from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import diff, do_not_await, put, replaced
from asyncproof.explain.code import text_of
from asyncproof.explain.coroutines import defined
from asyncproof.explain.values import UNKNOWN, makes_coroutine, plain_function, value_of
from asyncproof.explain.wording import a, at, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_WHY = "`await` takes coroutines, tasks, futures, and objects with `__await__`; nothing else."
_MANAGERS = ("_AsyncGeneratorContextManager", "_BaseRequestContextManager", "_RequestContextManager")


class NotAwaitable(Case):
    """Something was awaited that is no coroutine, task or future: the result of a plain function, say.

    ```python title="test_price.py"
    import pytest


    def price():
        return {"amount": 5}


    @pytest.mark.asyncio
    async def test_price():
        found = await price()
        assert found["amount"] == 5
    ```

    ```console
    $ pytest test_price.py
    ...
    What happened: `price()` was awaited (test_price.py:10), but it is a `dict`: `price`, defined in
      line 4, is a plain function and returns its result at once.
    Why: `await` takes coroutines, tasks, futures, and objects with `__await__`; nothing else.
    Do this: call it without `await`.
        test_price.py:10
        -     found = await price()
        +     found = price()
    More: asyncproof explain not-awaitable
    ...
    ```

    ## What to do instead

    - A plain function: call it without `await`.
    - An async function that was not called: write the parentheses.
    - An async generator: go through it with `async for`.
    - An async context manager: enter it with `async with`.
    - A list of coroutines: `await asyncio.gather(*coroutines)`.
    """

    slug: ClassVar[str] = "not-awaitable"
    texts: ClassVar[tuple[str, ...]] = (
        "object ... can't be used in 'await' expression",
        "'...' object can't be awaited",
        "An asyncio.Future, a coroutine or an awaitable is required",
    )
    order: ClassVar[int] = 50

    def story(self, failure: Failure) -> Story | None:
        """Tell what it is and how that is used."""
        found = find_awaited(failure)
        if found is None:
            return None
        kind = found.kind or _kind(found)
        if found.node is None:
            if not kind:
                return None
            return Story(
                what=f"{a(kind).capitalize()} was awaited{line_of(found.frame)}.",
                why=_WHY,
                do="find out what should have returned something to await; a mock must be an AsyncMock for "
                "that.",
            )
        what = f"`{found.text}` was awaited{line_of(found.frame)}"
        return _special(found, kind, what) or _plain(found, kind, what)


def _kind(found: Awaited) -> str:
    value = UNKNOWN if found.node is None else value_of(found.node, found.frame)
    return "" if value is UNKNOWN else type(value).__name__


def _special(found: Awaited, kind: str, what: str) -> Story | None:
    """Tell of things that are async, and are not to be awaited."""
    node, file = found.node, found.frame.file
    assert node is not None  # noqa: S101 - for the type checker: asked by the caller
    if kind == "async_generator":
        return Story(
            what=f"{what}, but it is an async generator.",
            why="an async generator gives many values, and is gone through rather than awaited.",
            do=f"go through it: `async for item in {found.text}`, or `[item async for item in "
            f"{found.text}]`.",
        )
    if kind in _MANAGERS:
        return Story(
            what=f"{what}, but it is an async context manager.",
            why="a context manager is entered and left, so that what it opens is closed again.",
            do=f"enter it: `async with {found.text} as ...:`.",
        )
    if kind in ("function", "method") and makes_coroutine(value_of(node, found.frame)):
        return Story(
            what=f"{what}, but it is an async function that was not called.",
            why=_WHY,
            do="call it.",
            change=diff(file, [put(file, node, "", "()")]),
        )
    if kind in ("list", "tuple", "set", "generator"):
        together = f"await asyncio.gather(*{found.text})"
        return Story(
            what=f"{what}, but it is a `{kind}`.",
            why=_WHY,
            do=f"await what is in it: `{together}`.",
            change="" if found.whole is None else diff(file, [replaced(file, found.whole, together)]),
        )
    return None


def _plain(found: Awaited, kind: str, what: str) -> Story:
    callee = UNKNOWN if found.call is None else value_of(found.call.func, found.frame)
    is_plain = inspect.isroutine(plain_function(callee)) and callee is not UNKNOWN
    file = found.frame.file
    change = "" if found.whole is None else diff(file, [do_not_await(file, found.whole)])
    is_a = f", but it is {a(kind)}" if kind and kind != "NoneType" else ", but it is `None`" if kind else ""
    if not is_plain or found.call is None:
        return Story(
            what=f"{what}{is_a}{'' if is_a else ', but it can not be awaited'}.",
            why=_WHY,
            do="leave `await` away, or return something to await.",
        )
    name = short(text_of(found.call.func))
    if _stands_in(callee, found):
        return Story(
            what=f"{what}{is_a}: `{name}` is a plain function here{_defined(callee, found).rstrip(',')}.",
            why="what stands in for an async function must be async too.",
            do="let it be an `async def`, or an AsyncMock.",
        )
    return Story(
        what=f"{what}{is_a}: `{name}`{_defined(callee, found)} is a plain function and returns its result "
        f"at once.",
        why=_WHY,
        do="call it without `await`.",
        change=change,
    )


def _stands_in(callee: Any, found: Awaited) -> bool:
    """Say whether a function is a lambda, or comes from a test while the code that awaits it does not."""
    place = defined(callee)
    is_lambda = getattr(plain_function(callee), "__name__", "") == "<lambda>"
    in_test = place is not None and place.file != found.frame.file and "test" in place.file.rpartition("/")[2]
    return is_lambda or in_test


def _defined(callee: object, found: Awaited) -> str:
    place = defined(callee)
    return "" if place is None else f", defined{at(place, found.frame)},"
