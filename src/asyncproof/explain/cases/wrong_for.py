"""Explains `for` where `async for` belongs, and the other way round."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import await_it, diff, put_before_statement, replaced, take_word
from asyncproof.explain.code import failing_nodes, function_at, of_kind, text_of
from asyncproof.explain.mocks import is_plain_mock, sync_result
from asyncproof.explain.values import is_async_mock, value_of
from asyncproof.explain.wording import a, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_GENERATOR = re.compile(
    r"'async_generator' object is not (?:iterable|an iterator|subscriptable|callable|reversible)"
    r"|object of type 'async_generator' has no len|non-iterable async_generator object"
    r"|argument of type 'async_generator' is not|'async_generator' object has no attribute '(?!a)"
    r"|not 'async_generator'|container or iterable.*'async_generator'"
    r"|'async_generator' object does not support item"
)
_NO_AITER = re.compile(r"'async for' requires an object with __aiter__ method, got (?P<kind>\w+)")
_NO_ANEXT = re.compile(
    r"'async for' received an (?:invalid )?object from (?P<method>__a\w+__)"
    r"(?: that does not implement __anext__)?: (?P<kind>\w+)"
)
_NOT_ASYNC = re.compile(r"'(?P<kind>\w+)' object is not an async (?:iterator|iterable)")
_LOOPS = (ast.For, ast.AsyncFor, ast.comprehension)


class WrongFor(Case):
    """A `for` got something that only `async for` can go through, or the other way round.

    An async generator has to be awaited for each value, so a plain `for`, `list()`, `next()` or an index
    can't have them.

    ```python title="test_pages.py"
    import pytest


    async def pages():
        yield "one"
        yield "two"


    @pytest.mark.asyncio
    async def test_pages():
        found = list(pages())
        assert found == ["one", "two"]
    ```

    ```console
    $ pytest test_pages.py
    ...
    What happened: `pages()` (test_pages.py:11) is an async generator, and `list(pages())` takes its
      values without awaiting.
    Why: each of its values has to be awaited, which only `async for` and `anext()` do.
    Do this: collect them by `async for`.
        test_pages.py:11
        -     found = list(pages())
        +     found = [item async for item in pages()]
    More: asyncproof explain wrong-for
    ...
    ```

    ## What to do instead

    Use the other form: `async for`, `[item async for item in pages()]`, `await anext(pages())`. If `async
    for` got a coroutine, the call is async itself: `async for item in await pages():`. A mock of
    something that is gone through with `async for` is a `MagicMock` with `mock.__aiter__.return_value =
    [...]`.
    """

    slug: ClassVar[str] = "wrong-for"
    texts: ClassVar[tuple[str, ...]] = (
        "'async_generator' object is not iterable",
        "'async_generator' object is not an iterator",
        "'async_generator' object is not subscriptable",
        "object of type 'async_generator' has no len()",
        "'async for' requires an object with __aiter__ method, got ...",
        "'async for' received an object from __aiter__ that does not implement __anext__: ...",
        "object is not an async iterator",
    )
    order: ClassVar[int] = 44

    def story(self, failure: Failure) -> Story | None:
        """Tell which of both it must be."""
        message, frame = failure.message, failure.user_frame
        if frame is None or not isinstance(failure.error, TypeError | AttributeError):
            return None
        if _GENERATOR.search(message):
            return _generator(frame)
        for pattern in (_NO_AITER, _NOT_ASYNC):
            found = pattern.search(message)
            if found is not None:
                return _not_async(found["kind"], frame, failure)
        found = _NO_ANEXT.search(message)
        return None if found is None else _bad_method(found, frame)


def _generator(frame: Frame) -> Story:
    why = "each of its values has to be awaited, which only `async for` and `anext()` do."
    loop, subject, user = _loop(frame), _made(frame), None
    if loop is not None and not isinstance(loop, ast.AsyncFor) and subject in (None, loop.iter):
        inside = isinstance(function_at(frame.file, frame.line), ast.AsyncFunctionDef)
        text = short(text_of(loop.iter))
        change = ""
        if isinstance(loop, ast.For) and inside:
            change = diff(frame.file, [put_before_statement(frame.file, loop, "async ")])
        return Story(
            what=f"`{text}`{line_of(frame)} is an async generator, and a plain `for` goes through it.",
            why=why,
            do="write `async for`." if inside else "make the function async, and write `async for`.",
            change=change,
        )
    if subject is None:
        return Story(
            f"An async generator{line_of(frame)} was used like a list.", why, "go through it by `async for`."
        )
    text, change = short(text_of(subject)), ""
    user = getattr(subject, "parent", None)
    if isinstance(user, ast.Call) and isinstance(user.func, ast.Name) and subject in user.args:
        name = user.func.id
        listed = {"list": f"[item async for item in {text}]", "next": f"await anext({text})"}.get(name)
        change = "" if listed is None else diff(frame.file, [replaced(frame.file, user, listed)])
        return Story(
            what=f"`{text}`{line_of(frame)} is an async generator, and `{short(text_of(user))}` takes its "
            f"values "
            "without awaiting.",
            why=why,
            do="write `await anext(...)`." if name == "next" else "collect them by `async for`.",
            change=change,
        )
    return Story(
        what=f"`{text}`{line_of(frame)} is an async generator and was used like a list.",
        why=why,
        do=f"collect its values first: `[item async for item in {text}]`.",
    )


def _loop(frame: Frame) -> ast.For | ast.AsyncFor | ast.comprehension | None:
    for node in failing_nodes(frame):
        parent = getattr(node, "parent", None)
        if isinstance(parent, ast.For | ast.AsyncFor | ast.comprehension) and node is parent.iter:
            return parent
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            return node
        if isinstance(node, ast.stmt):
            found: list[Any] = list(of_kind(node, *_LOOPS))
            return found[0] if len(found) == 1 else None
    return None


def _made(frame: Frame) -> ast.expr | None:
    """Return the expression that is the generator."""
    for node in failing_nodes(frame):
        for one in of_kind(node, ast.Call, ast.Name, ast.Attribute):
            value = value_of(one.func if isinstance(one, ast.Call) else one, frame)
            code = getattr(getattr(value, "__func__", value), "__code__", None)
            if isinstance(one, ast.Call) and code is not None and code.co_flags & 0x200:
                return one
            if not isinstance(one, ast.Call) and type(value).__name__ == "async_generator":
                return one
    return None


def _not_async(kind: str, frame: Frame, failure: Failure) -> Story | None:
    loop = _loop(frame)
    node = None if loop is None else loop.iter
    text = "what was given" if node is None else f"`{short(text_of(node))}`"
    what = (
        f"`async for`{line_of(frame)} got {a(kind)}: {text}."
        if node is not None
        else f"{a(kind).capitalize()}{line_of(frame)} was gone through by `async for`."
    )
    if kind == "coroutine":
        func = node.func if isinstance(node, ast.Call) else None
        if func is not None and is_async_mock(value_of(func, frame)):
            return Story(
                what=f"`async for`{line_of(frame)} got a coroutine, because `{text_of(func)}` is an "
                f"`AsyncMock`.",
                why="calling an AsyncMock gives a coroutine; what is gone through must be there at once.",
                do=f"let that method be a MagicMock, and set "
                f"`{text_of(func)}.return_value.__aiter__.return_value`.",
                change=sync_result(func, frame, failure),
            )
        return Story(
            what=what,
            why="calling an async function without `yield` makes a coroutine, which has no values to go "
            "through.",
            do="await it first, or let the function `yield` its values.",
            change="" if node is None else diff(frame.file, [await_it(frame.file, node)]),
        )
    if is_plain_mock(kind):
        return Story(
            what=what,
            why="a plain Mock does not support `async for`; a MagicMock does.",
            do="make it a MagicMock, and set `__aiter__.return_value` to a list of values.",
        )
    change = ""
    if isinstance(loop, ast.AsyncFor) and kind in (
        "list",
        "tuple",
        "set",
        "dict",
        "generator",
        "str",
        "range",
    ):
        change = diff(frame.file, [take_word(frame.file, loop, "async ")])
    return Story(
        what=what,
        why="`async for` needs an object with `__aiter__`, like an async generator.",
        do="write a plain `for`." if change else "go through it with a plain `for`, or give it `__aiter__`.",
        change=change,
    )


def _bad_method(found: re.Match[str], frame: Frame) -> Story:
    method = found["method"]
    do = {
        "__aiter__": "write `def __aiter__(self): return self`, without `async`, and `async def __anext__`.",
        "__anext__": "write `async def __anext__`.",
    }.get(method, "look at the methods of the object that is gone through.")
    return Story(
        what=f"`async for`{line_of(frame)} got {a(found['kind'])} from `{method}`.",
        why="`__aiter__` returns the iterator itself, at once; `__anext__` is what is awaited for each "
        "value.",
        do=do,
    )
