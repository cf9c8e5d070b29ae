"""Explains `with` where `async with` belongs, and the other way round."""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import await_it, diff, put_before_statement, statement_of, take_word
from asyncproof.explain.code import failing_nodes, function_at, text_of
from asyncproof.explain.mocks import is_plain_mock, setting_of, sync_result
from asyncproof.explain.values import UNKNOWN, is_async_mock, is_coroutine, kind_of, makes_coroutine, value_of
from asyncproof.explain.wording import a, at, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_NO_PROTOCOL = re.compile(
    r"^'(?P<kind>[\w.]+)' object does not support the (?:asynchronous )?context manager protocol"
)
_BAD_METHOD = re.compile(
    r"^'async with' received an object from (?P<method>__a\w+__) "
    r"that does not implement __await__: (?P<kind>\w+)"
)
_MISSING = ("__enter__", "__exit__", "__aenter__", "__aexit__")
_ASYNC_ONLY = ("coroutine", "_AsyncGeneratorContextManager", "async_generator")


class WrongWith(Case):
    """A `with` got something that only `async with` can enter, or the other way round.

    What opens and closes by awaiting - a client session, an `asyncio.Lock`, an `asyncio.timeout()`, what
    `@asynccontextmanager` makes - is entered by `async with`; all others by `with`.

    ```python title="test_lock.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_lock():
        with asyncio.Lock():
            pass
    ```

    ```console
    $ pytest test_lock.py
    ...
    What happened: `with asyncio.Lock()` (test_lock.py:8) got a `Lock`, which only `async with` can
      enter.
    Why: entering and leaving it has to be awaited, and a plain `with` awaits nothing.
    Do this: write `async with`.
        test_lock.py:8
        -     with asyncio.Lock():
        +     async with asyncio.Lock():
    More: asyncproof explain wrong-with
    ...
    ```

    ## What to do instead

    Use the other form. If a coroutine was given, the call inside is async itself and is awaited first:
    `async with await connect() as connection:`. A mock of something like `session.get()` must give a
    context manager at once: let the method be a `MagicMock`, whose results support both forms; an
    `AsyncMock` gives a coroutine.
    """

    slug: ClassVar[str] = "wrong-with"
    texts: ClassVar[tuple[str, ...]] = (
        "object does not support the context manager protocol",
        "object does not support the asynchronous context manager protocol",
        "'async with' received an object from ... that does not implement __await__: ...",
        "AttributeError: __aenter__",
        "AttributeError: __enter__",
    )
    order: ClassVar[int] = 45

    def story(self, failure: Failure) -> Story | None:
        """Tell which of both it must be."""
        error, message = failure.error, failure.message
        frame = failure.user_frame
        if frame is None:
            return None
        bad = _BAD_METHOD.match(message) if isinstance(error, TypeError) else None
        found = _NO_PROTOCOL.match(message) if isinstance(error, TypeError) else None
        if bad is not None:
            return _bad_method(bad, frame)
        if found is None and not (isinstance(error, AttributeError) and message in _MISSING):
            return None
        statement = _statement(frame)
        if statement is None or failure.frames[-1].frame is not frame.frame:
            return None
        kind = "" if found is None else found["kind"].rpartition(".")[2]
        for item in statement.items:
            has = _kind(item.context_expr, frame)
            if has and (not kind or has == kind or len(statement.items) == 1):
                return _story(failure, frame, statement, item.context_expr, kind or has)
        unknown = [one for item in statement.items if not _kind(one := item.context_expr, frame)]
        return _story(failure, frame, statement, unknown[0], kind) if kind and len(unknown) == 1 else None


def _statement(frame: Frame) -> ast.With | ast.AsyncWith | None:
    for node in failing_nodes(frame):
        statement = statement_of(node)
        if isinstance(statement, ast.With | ast.AsyncWith):
            return statement
    return None


def _kind(node: ast.expr, frame: Frame) -> str:
    """Return the class of what was given to `with`, as far as that is known."""
    value = value_of(node, frame)
    if value is not UNKNOWN:
        return kind_of(value)
    callee = value_of(node.func, frame) if isinstance(node, ast.Call) else UNKNOWN
    if makes_coroutine(callee):
        return "coroutine"
    if inspect.isclass(callee):
        return callee.__name__
    inner = inspect.unwrap(callee) if callee is not UNKNOWN and inspect.isfunction(callee) else callee
    if inner is not callee and inspect.isasyncgenfunction(inner):
        return "_AsyncGeneratorContextManager"
    if inner is not callee and inspect.isgeneratorfunction(inner):
        return "_GeneratorContextManager"
    return ""


def _has(node: ast.expr, frame: Frame, method: str) -> bool:
    value = value_of(node, frame)
    if value is UNKNOWN and isinstance(node, ast.Call):
        callee = value_of(node.func, frame)
        return inspect.isclass(callee) and hasattr(callee, method)
    return value is not UNKNOWN and hasattr(type(value), method)


def _story(failure: Failure, frame: Frame, statement: ast.stmt, node: ast.expr, kind: str) -> Story | None:
    is_async = isinstance(statement, ast.AsyncWith)
    text = f"`{'async ' if is_async else ''}with {short(text_of(node))}`{line_of(frame)}"
    if kind == "coroutine":
        return _of_coroutine(failure, frame, statement, node, text)
    if is_async:
        return _in_async(failure, frame, node, kind, text)
    if kind not in _ASYNC_ONLY and not _has(node, frame, "__aenter__") and not _looks_async(kind):
        return None
    function = function_at(frame.file, frame.line)
    name = "an async context manager" if kind == _ASYNC_ONLY[1] else a(kind)
    inside = isinstance(function, ast.AsyncFunctionDef)
    return Story(
        what=f"{text} got {name}, which only `async with` can enter.",
        why="entering and leaving it has to be awaited, and a plain `with` awaits nothing.",
        do="write `async with`." if inside else "make the function async, and write `async with`.",
        change=diff(frame.file, [put_before_statement(frame.file, statement, "async ")]) if inside else "",
    )


def _looks_async(kind: str) -> bool:
    return kind in ("ClientSession", "AsyncClient", "AsyncSession", "TaskGroup", "Timeout")


def _of_coroutine(failure: Failure, frame: Frame, statement: ast.stmt, node: ast.expr, text: str) -> Story:
    what = f"{text} got a coroutine: `{short(text_of(node))}` was not awaited."
    func = node.func if isinstance(node, ast.Call) else None
    if func is not None and is_async_mock(value_of(func, frame)):
        return Story(
            what=f"{text} got a coroutine, because `{text_of(func)}` is an `AsyncMock`.",
            why="calling an AsyncMock gives a coroutine; what is entered must be a context manager at once.",
            do="let that method be a MagicMock: what it returns supports `async with`.",
            change=sync_result(func, frame, failure),
        )
    edits = [await_it(frame.file, node)]
    value = value_of(node, frame)
    if is_coroutine(value):
        return Story(what, _why_coroutine(), "await it first.", diff(frame.file, edits))
    if not isinstance(statement, ast.AsyncWith):
        return Story(what, _why_coroutine(), f"write `async with await {short(text_of(node))}`.")
    return Story(
        what,
        _why_coroutine(),
        "await it first; or make the function an `@asynccontextmanager`, if it was meant to be one.",
        diff(frame.file, edits),
    )


def _why_coroutine() -> str:
    return "calling an async function only makes a coroutine, which is no context manager."


def _in_async(failure: Failure, frame: Frame, node: ast.expr, kind: str, text: str) -> Story:
    func = node.func if isinstance(node, ast.Call) else node
    if is_plain_mock(kind):
        made = setting_of(func, frame, failure)
        where = "" if made is None else f" It was made{at(made.place)}: `{short(made.text)}`."
        return Story(
            what=f"{text} got {a(kind)}.{where}",
            why="a plain Mock does not support `async with`; a MagicMock does, and so does an AsyncMock "
            "that is not called.",
            do="make it a MagicMock.",
        )
    if kind == "async_generator":
        return Story(
            what=f"{text} got an async generator.",
            why="an async generator is no context manager.",
            do="decorate its function with `@contextlib.asynccontextmanager`.",
        )
    statement = statement_of(node)
    name = "a sync context manager" if kind == "_GeneratorContextManager" else a(kind)
    if not _has(node, frame, "__enter__") and kind != "_GeneratorContextManager":
        return Story(
            what=f"{text} got {name}.",
            why="`async with` needs an object with `__aenter__` and `__aexit__`.",
            do=f"give `{kind}` these methods, or use what it belongs to without `async with`.",
        )
    return Story(
        what=f"{text} got {name}, which a plain `with` enters.",
        why="entering and leaving it awaits nothing, and it has no `__aenter__`.",
        do="write `with`.",
        change=diff(frame.file, [take_word(frame.file, statement, "async ")])
        if statement is not None
        else "",
    )


def _bad_method(found: re.Match[str], frame: Frame) -> Story:
    return Story(
        what=f"`async with`{line_of(frame)} called `{found['method']}`, which returned {a(found['kind'])}.",
        why="`__aenter__` and `__aexit__` must be async functions, so that there is something to await.",
        do=f"write `async def {found['method']}`; in a mock, leave it the AsyncMock that it is, and set "
        f"its return_value.",
    )
