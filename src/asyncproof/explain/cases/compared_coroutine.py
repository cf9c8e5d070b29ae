"""Explains an assertion about a coroutine, where its result was meant."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, text_of
from asyncproof.explain.coroutines import (
    Subject,
    awaiting,
    call_in,
    coroutines_in,
    from_fixture,
    told,
    with_call,
)
from asyncproof.explain.mocks import answers_at_once
from asyncproof.explain.values import UNKNOWN, value_of
from asyncproof.explain.wording import a, kind_name, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_ABOUT_RESULTS = (
    "isinstance",
    "len",
    "bool",
    "str",
    "int",
    "float",
    "list",
    "sorted",
    "all",
    "any",
    "sum",
    "repr",
    "type",
)
_ASSERTS = re.compile(r"\.assert[A-Z]\w+$")
_SHOWN = re.compile(r"^(?:assert (?:not )?(?:[^\n]* )?)?<coroutine object (?P<name>\S+) at ")
_WHY = "a coroutine equals nothing but itself, is always true, and is of no other type."


class ComparedCoroutine(Case):
    """An assertion looked at a coroutine, where the result of the coroutine was meant.

    ```python title="test_total.py"
    import pytest


    async def total():
        return 5


    @pytest.mark.asyncio
    async def test_total():
        assert total() == 5
    ```

    ```console
    $ pytest test_total.py
    ...
    What happened: `total()` (test_total.py:10) gives a coroutine and not its result: it was not
      awaited.
    Why: a coroutine equals nothing but itself, is always true, and is of no other type.
    Do this: await it.
        test_total.py:10
        -     assert total() == 5
        +     assert await total() == 5
    More: asyncproof explain compared-coroutine
    ...
    ```

    ## What to do instead

    Await it. The opposite mistake is worse, for it passes: `assert total()` is always true, and so is
    `assert total() is not None`. The guard `never-awaited` fails the test that does so.
    """

    slug: ClassVar[str] = "compared-coroutine"
    texts: ClassVar[tuple[str, ...]] = (
        "assert ...<coro...",
        "assert <Task ...> == ...",
        "assert <Future ...> == ...",
        "isinstance(<coroutine object ...",
        "<coroutine object ...> != ...",
        "<coroutine object ...> is not None",
    )
    order: ClassVar[int] = 50

    def story(self, failure: Failure) -> Story | None:
        """Tell which side of the assertion is a coroutine."""
        if not isinstance(failure.error, AssertionError):
            return None
        frame = failure.user_frame
        test = None if frame is None else _assertion(frame, failure)
        if frame is None or test is None:
            return None
        if _compares_objects(test):
            return None
        task = _task_beside_a_literal(test, frame)
        if task is not None:
            return task
        for part in _parts(test):
            for found in coroutines_in(part, frame):
                if found.node is part or _inside(found.node, part):
                    return _story(with_call(found, failure), failure)
        named = _named(failure.message, test, frame)
        return None if named is None else _story(named, failure)


def _named(message: str, test: ast.expr, frame: Frame) -> Subject | None:
    """Return the expression whose coroutine the message shows, if there is only one that it can be."""
    shown = _SHOWN.match(message)
    if shown is None:
        return None
    name = shown["name"].rpartition(".")[2]
    calls = [one for one in _parts(test) if isinstance(one, ast.Call | ast.Attribute)]
    fitting = [one for one in calls if text_of(getattr(one, "func", one)).rpartition(".")[2] == name]
    return call_in(fitting[0], frame) if len(fitting) == 1 else None


def _assertion(frame: Frame, failure: Failure) -> ast.expr | None:
    """Return what was asserted: by `assert` in this very frame, or by a method like `assertEqual`."""
    for node in failing_nodes(frame):
        if isinstance(node, ast.Assert) and failure.frames[-1].frame is frame.frame:
            return node.test
        call = node.value if isinstance(node, ast.Expr) else node
        if (
            isinstance(call, ast.Call)
            and "<coroutine object" in failure.message
            and _ASSERTS.search(text_of(call.func))
        ):
            return ast.Tuple(elts=call.args, ctx=ast.Load())
    return None


def _parts(test: ast.expr) -> Iterator[ast.expr]:
    """Yield the values that an assertion is about."""
    inner = _operands(test)
    if not inner:
        yield test
    for one in inner:
        yield from _parts(one)


def _operands(test: ast.expr) -> list[ast.expr]:
    """Return what an expression looks at; nothing for what is looked at itself."""
    found: list[ast.expr] = []
    if isinstance(test, ast.Compare):
        found = [test.left, *test.comparators]
    elif isinstance(test, ast.UnaryOp):
        found = [test.operand]
    elif isinstance(test, ast.BoolOp):
        found = test.values
    elif isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id in _ABOUT_RESULTS:
        found = test.args[:1]
    elif isinstance(test, ast.Tuple | ast.List | ast.Set):
        found = test.elts
    elif isinstance(test, ast.JoinedStr):
        found = [one.value for one in test.values if isinstance(one, ast.FormattedValue)]
    return found


def _inside(node: ast.AST, part: ast.expr) -> bool:
    """Say whether a coroutine is what a list display or a comprehension consists of."""
    return isinstance(part, ast.ListComp | ast.SetComp | ast.GeneratorExp) and part.elt is node


def _compares_objects(test: ast.expr) -> bool:
    """Say whether an assertion asks for identity or membership of objects that have names: it means them."""
    if not isinstance(test, ast.Compare) or not isinstance(
        test.ops[0], ast.Is | ast.IsNot | ast.In | ast.NotIn
    ):
        return False
    return all(isinstance(one, ast.Name | ast.Attribute) for one in (test.left, *test.comparators))


def _task_beside_a_literal(test: ast.expr, frame: Frame) -> Story | None:
    """Tell of a task that is compared with a plain value, and so was taken for its result."""
    operands = [test.left, *test.comparators] if isinstance(test, ast.Compare) else getattr(test, "elts", [])
    if not any(map(_is_literal, operands)):
        return None
    stories = (_unfinished(part, frame) for part in operands)
    return next(filter(None, stories), None)


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return not (isinstance(node, ast.Constant) and node.value is None)


def _unfinished(part: ast.expr, frame: Frame) -> Story | None:
    """Tell of a task that was taken for its result."""
    value = value_of(part, frame)
    if (
        value is UNKNOWN
        or not hasattr(type(value), "__await__")
        or not hasattr(type(value), "add_done_callback")
    ):
        return None
    text = text_of(part)
    return Story(
        what=f"`{text}`{line_of(frame)} is {a(kind_name(value))} and not its result.",
        why="it stands for something that is still going on; its result has to be awaited.",
        do=f"await it: `await {text}`.",
    )


def _story(subject: Subject, failure: Failure) -> Story:
    fixture = from_fixture(subject, failure)
    if fixture is not None:
        return fixture
    advice = answers_at_once(subject)
    if advice is not None:
        why = f"`{subject.name}` is an AsyncMock, as all methods of an AsyncMock are: it gives a coroutine."
        return Story(told(subject), why, advice)
    return Story(told(subject), _WHY, *awaiting(subject, failure))
