"""Finds calls of mocks with arguments that the real function does not take."""

from __future__ import annotations

import inspect
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import MOCKS, has_result, is_mock, is_specified, name_of_mock, spec_class
from asyncproof.guard.reading.body import defined_on
from asyncproof.guard.seams import patches
from asyncproof.guard.wording import shown

if TYPE_CHECKING:
    from asyncproof.guard.host import Host
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

    ## What to do instead

    Make mocks by `create_autospec()` or `patch(..., autospec=True)`: they take what the real one takes,
    and raise the same `TypeError`.

    ## What it cannot see

    Mocks without `spec` that were not put somewhere by `patch()`: they say nothing of what they stand for.
    Wrong types of arguments.
    """

    name: ClassVar[str] = "mock-wrong-call"
    group: ClassVar[str] = "mocks"
    why: ClassVar[str] = (
        "the real one would have raised `TypeError`; with `spec` alone a mock takes everything"
    )
    cure: ClassVar[str] = "call it as it is, and use `autospec=True` or `create_autospec()`, which check it"
    looks_at: ClassVar[tuple[str, ...]] = MOCKS

    def __init__(self, session: Host) -> None:
        """Begin without mocks."""
        super().__init__(session)
        self._hears = False

    def test_begins(self, test: Owner) -> None:
        """Begin to listen, once there are mocks in this process."""
        if not self._hears:
            self._hears = patches.listen(self.session, self._unpatched)

    def run_ends(self) -> None:
        """Put everything back."""
        if self._hears:
            patches.forget(self.session)
            self._hears = False

    def left(self, thing: Any, entry: Entry) -> None:
        """Compare the calls of a mock's methods with the methods of the class that it stands for."""
        kind = None if entry.owner is None or not vars(thing).get("method_calls") else spec_class(thing)
        if kind is not None and entry.owner is not None:
            self._compare_methods(entry.owner, thing, kind)

    def _unpatched(self, mock: Any, original: Any, target: Any) -> None:
        """Compare the calls of what was patched in with what it stood for."""
        owner = self.session.owner_now()
        if owner is None or not is_mock(mock) or is_specified(mock):
            return
        if isinstance(original, type):
            if has_result(mock) and is_mock(mock.return_value) and not is_specified(mock.return_value):
                self._compare_methods(owner, mock.return_value, original)
            original = vars(original).get("__init__")
            target = type
        is_method = isinstance(original, MethodType) or (
            isinstance(target, type) and not isinstance(original, staticmethod)
        )
        name = f"{target.__name__}." if isinstance(target, type) and target is not type else ""
        for arguments, keywords in getattr(mock, "call_args_list", ()):
            own = (mock,) if is_method and not _is_given_self(target, original, tuple(arguments)) else ()
            problem = _mismatch(original, (*own, *arguments), dict(keywords))
            if problem is not None:
                self._tell(owner, mock, f"{name}{problem[0].__name__}", problem, is_itself=True)

    def _compare_methods(self, owner: Owner, mock: Any, kind: type) -> None:
        for name, arguments, keywords in mock.method_calls:
            if not name.isidentifier() or (name.startswith("__") and name.endswith("__")):
                continue
            found = inspect.getattr_static(kind, name, None)
            own = () if isinstance(found, staticmethod) else (mock,)
            problem = _mismatch(found, (*own, *arguments), dict(keywords))
            if problem is not None:
                self._tell(owner, mock, f"{kind.__name__}.{name}", problem)

    def _tell(
        self,
        owner: Owner,
        mock: Any,
        real: str,
        problem: tuple[FunctionType, str, str],
        *,
        is_itself: bool = False,
    ) -> None:
        function, signature, error = problem
        method = real.rpartition(".")[2]
        called = name_of_mock(mock)
        name = called if is_itself else method if called == "mock" else f"{called}.{method}"
        self.tell(
            owner,
            f"the mock `{name}` was called as the real `{real}{signature}` can't be",
            subjects=[method, real],
            lines=[f"it {error}", f"the real one: {shown(defined_on(function.__code__))}"],
        )


def _is_given_self(target: Any, original: Any, arguments: tuple[Any, ...]) -> bool:
    """Say whether a method was called by its class with the object, or is static in a class above."""
    if not isinstance(target, type):
        return False
    name = getattr(original, "__name__", "")
    is_static = any(isinstance(vars(base).get(name), staticmethod) for base in target.__mro__[1:])
    return is_static or (len(arguments) > 0 and target is not type and isinstance(arguments[0], target))


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
