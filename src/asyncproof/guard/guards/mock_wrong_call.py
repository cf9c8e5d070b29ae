"""Finds calls of mocks with arguments that the real function does not take."""

from __future__ import annotations

import inspect
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.body import defined_on
from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import MOCKS, name_of_mock, spec_class
from asyncproof.guard.wording import shown

if TYPE_CHECKING:
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner


class MockWrongCall(Guard):
    """A mock was called with arguments that what it stands for does not take.

    `spec` only limits which attributes a mock has; how its methods are called is not checked. The real one
    would have raised `TypeError`.

    ```python title="test_x.py"
    from unittest.mock import MagicMock

    import pytest


    class Client:
        async def fetch(self, url):
            raise NotImplementedError


    @pytest.mark.asyncio
    async def test_fetch():
        client = MagicMock(spec=Client)
        await client.fetch("/", timeout=3)
        client.fetch.assert_awaited_once()
    ```

    ```console
    $ pytest test_x.py
    ...
    mock-wrong-call: the mock `fetch` was called as the real `Client.fetch(self, url)` can't be
        it got an unexpected keyword argument 'timeout'
        the real one: test_x.py:7:  async def fetch(self, url):
        why: the real one would have raised `TypeError`; with `spec` alone a mock takes everything
        do:  call it as it is, and use `autospec=True` or `create_autospec()`, which check it
        more: asyncproof explain mock-wrong-call
    ...
    ```

    ## What it sees

    Calls of the methods of a mock that was made with `spec` or `spec_set` of a class or an instance, where
    the method is written in Python.

    ## What it cannot see

    Mocks without `spec`, which say nothing of what they stand for; wrong types of arguments.
    """

    name: ClassVar[str] = "mock-wrong-call"
    group: ClassVar[str] = "mocks"
    why: ClassVar[str] = (
        "the real one would have raised `TypeError`; with `spec` alone a mock takes everything"
    )
    cure: ClassVar[str] = "call it as it is, and use `autospec=True` or `create_autospec()`, which check it"
    looks_at: ClassVar[tuple[str, ...]] = MOCKS

    def left(self, thing: Any, entry: Entry) -> None:
        """Compare the calls of a mock's methods with the methods of the class that it stands for."""
        calls = vars(thing).get("method_calls")
        if not calls or entry.owner is None:
            return
        kind = spec_class(thing)
        if kind is None:
            return
        for name, arguments, keywords in calls:
            if not name.isidentifier() or (name.startswith("__") and name.endswith("__")):
                continue
            found = inspect.getattr_static(kind, name, None)
            own = () if isinstance(found, staticmethod) else (thing,)
            problem = _mismatch(found, (*own, *arguments), dict(keywords))
            if problem is not None:
                self._tell(entry.owner, thing, f"{kind.__name__}.{name}", problem)

    def _tell(self, owner: Owner, mock: Any, real: str, problem: tuple[FunctionType, str, str]) -> None:
        function, signature, error = problem
        method = real.rpartition(".")[2]
        called = name_of_mock(mock)
        name = method if called == "mock" else f"{called}.{method}"
        self.tell(
            owner,
            f"the mock `{name}` was called as the real `{real}{signature}` can't be",
            subjects=[method, real],
            lines=[f"it {error}", f"the real one: {shown(defined_on(function.__code__))}"],
        )


def _mismatch(
    found: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[FunctionType, str, str] | None:
    """Return the real function, its signature, and why it does not take these arguments."""
    function = getattr(found, "__func__", found)
    if type(function) is not FunctionType:
        return None
    try:
        signature = inspect.signature(function, follow_wrapped=False)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(*arguments, **keywords)
    except TypeError as error:
        return function, str(signature), str(error)
    return None
