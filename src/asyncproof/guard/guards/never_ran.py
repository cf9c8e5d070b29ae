"""Finds async tests and set-ups that pytest or unittest calls, and whose code nobody runs."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.reading.body import code_of_test, defined_on
from asyncproof.guard.reading.hidden import hidden_by, uncalled_tests
from asyncproof.guard.seams import unawaited
from asyncproof.guard.told import told_ids
from asyncproof.guard.unrun import name_of, what_for

if TYPE_CHECKING:
    from types import CodeType

    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.unrun import Unrun


class NeverRan(Guard):
    """A test or its set-up is async, and whoever calls it does not await it: it passes without having run.

    ```python title="test_x.py"
    import unittest


    class TestSave(unittest.TestCase):
        async def test_save(self):
            self.fail("this is never seen")
    ```

    ```console
    $ pytest test_x.py
    ...
    never-ran: test `test_save` is async, and `unittest.TestCase` does not await it
        test_x.py:5:  async def test_save(self):
        why: none of its code has run; it would pass whatever it says
        do:  derive the class from `unittest.IsolatedAsyncioTestCase`
        more: asyncproof explain never-ran
    ...
    ```

    ## What it sees

    - An async test in a plain `unittest.TestCase`.
    - An async test in a decorator that makes a plain function of it, whether or not that function returns the
      coroutine.
    - A test with `yield` in an `async def`: calling it makes an async generator that nobody iterates.
      pytest-asyncio reports such a test as an expected failure; here it fails.
    - An `async def` `setup_method`, `setUp`, `teardown_module` and their like, and async hooks of pytest that
      are called during a test: none of them is awaited.
    - An async test inside another test function that never calls it, and one that a later test with the same
      name hides.

    ## What to do instead

    Let somebody run it: the mark of pytest-asyncio or anyio, `unittest.IsolatedAsyncioTestCase`, and
    decorators that are `async def` themselves. What comes before and after a test goes into an async
    fixture.

    ## What it cannot see

    - An async test that has no mark in the strict mode of pytest-asyncio: pytest itself fails it.
    - A class with tests that pytest does not collect at all, for example for its `__init__`: pytest warns.
    """

    name: ClassVar[str] = "never-ran"
    group: ClassVar[str] = "never_ran"
    why: ClassVar[str] = "none of its code has run; it would pass whatever it says"
    looks_at: ClassVar[tuple[str, ...]] = ("builtins.coroutine",)

    def run_begins(self) -> None:
        """Have Python tell of coroutines that die without having been awaited."""
        unawaited.listen(self.session, self._died)

    def run_ends(self) -> None:
        """Hear of them no longer."""
        unawaited.forget(self.session)

    def test_begins(self, test: Owner) -> None:
        """Look at the test's function, before anyone calls it."""
        code, _ = code_of_test(test)
        if code is None:
            return
        if code.co_flags & inspect.CO_ASYNC_GENERATOR:
            self._tell_generator(test, code)
        hidden = hidden_by(code, test)
        if hidden is not None:
            self.tell(
                test,
                f"an earlier async test `{name_of(test)}` is hidden by this one, which has the same name",
                place=hidden,
                subjects=[code.co_name],
                cure="give one of them another name",
            )
        for name, place in uncalled_tests(code):
            self.tell(
                test,
                f"async test `{name}` is defined inside `{name_of(test)}`, and nobody calls it",
                place=place,
                subjects=[name],
                cure="move it out of the function, so that pytest finds it",
            )

    def _tell_generator(self, test: Owner, code: CodeType) -> None:
        self.tell(
            test,
            f"test `{code.co_name}` is an async generator, as it has a `yield`: nobody iterates over it",
            place=defined_on(code),
            subjects=[code.co_name],
            cure="take the `yield` out; what has to come before and after a test is a fixture",
        )

    def left(self, thing: Any, entry: Entry) -> None:
        """Look at a coroutine that the traceback of a failed test keeps."""
        is_new = inspect.getcoroutinestate(thing) == inspect.CORO_CREATED
        if is_new and entry.owner is not None and self._judge(thing, entry.owner):
            thing.close()  # who was to run it has given it up

    def _died(self, coroutine: Any) -> bool:
        owner = self.session.owner_now()
        return owner is not None and self._judge(coroutine, owner) and not owner.ended

    def _judge(self, coroutine: Any, owner: Owner) -> bool:
        if id(coroutine) in told_ids(self.session):
            return False
        unrun = what_for(coroutine, owner)
        if unrun is None:
            return False
        code = coroutine.cr_code
        message, cure = _wording(unrun, code)
        return self.tell(owner, message, place=defined_on(code), subjects=[coroutine.__qualname__], cure=cure)


def _wording(unrun: Unrun, code: CodeType) -> tuple[str, str]:
    what = f"{unrun.role} `{code.co_name}` is async, and"
    if unrun.role == "set-up":
        return f"{what} whoever calls it does not await it", (
            "write an async fixture with `autouse=True`; in `IsolatedAsyncioTestCase`: `asyncSetUp`"
        )
    if unrun.role == "hook":
        return f"{what} pytest does not await hooks", "make it a plain `def`"
    if unrun.role == "fixture":
        return f"{what} nobody awaits it", "mark it with `@pytest_asyncio.fixture`, or use the auto mode"
    if _is_in_test_case(unrun.function):
        return f"{what} `unittest.TestCase` does not await it", (
            "derive the class from `unittest.IsolatedAsyncioTestCase`"
        )
    wrapper = getattr(getattr(unrun.function, "__func__", unrun.function), "__code__", None)
    if wrapper is not None and wrapper is not code:
        return f"{what} its decorator makes it a plain function: nobody awaits it", (
            f"make `{wrapper.co_name}` in the decorator an `async def` that awaits the test"
        )
    return f"{what} nobody awaits it", "mark it with `@pytest.mark.asyncio`"


def _is_in_test_case(function: Any) -> bool:
    owner = getattr(function, "__self__", None)
    names = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(owner).__mro__}
    return "unittest.case.TestCase" in names and "unittest.async_case.IsolatedAsyncioTestCase" not in names
