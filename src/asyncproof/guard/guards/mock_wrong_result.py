"""Finds mocks that return what the real function is annotated never to return."""

from __future__ import annotations

import inspect
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import MOCKS, children_of, is_async_mock, is_mock, plain_result, spec_class
from asyncproof.guard.reading.body import defined_on
from asyncproof.guard.ruling.level import Level
from asyncproof.guard.seams import patches
from asyncproof.guard.wording import shown

if TYPE_CHECKING:
    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner

_PLAIN = (type(None), bool, int, float, str, bytes, list, tuple, dict, set)
"""Values that stand for nothing else: an object of a class of one's own may do as well as the real one."""


class MockWrongResult(Guard):
    """A mock was told to return a value that what it stands for never returns, as its annotation says.

    The code under test was run with something that it never gets, so what the test shows may be wrong.

    ```python title="test_x.py"
    from unittest.mock import MagicMock

    import pytest


    class Client:
        async def fetch(self, url: str) -> bytes:
            raise NotImplementedError


    @pytest.mark.asyncio
    async def test_fetch():
        client = MagicMock(spec=Client)
        client.fetch.return_value = "page"
        assert await client.fetch("/") == "page"
    ```

    ```console
    $ pytest test_x.py --guard mock_wrong_result=error
    ...
    mock-wrong-result: the mock `fetch` returns 'page' of type str, and the real `Client.fetch` returns bytes
        the real one: test_x.py:7:  async def fetch(self, url: str) -> bytes:
        why: the code under test was run with what it never gets
        do:  let it return what the real one may, or mend the annotation
        more: asyncproof explain mock-wrong-result
    ...
    ```

    ## What it sees

    Methods of mocks with a `spec` of a class, and what `patch()` has put in the place of a function, if they
    were called and were given a `return_value` that is a plain value: None, a number, text, bytes, a list, a
    tuple, a dict or a set. It warns, and fails no test unless it is told to: annotations may be wrong.

    ## What to do instead

    Let the mock return what the real function may return. `asyncproof.fake` refuses all else when it is told.

    ## What it cannot see

    Objects of other classes, which may be as good as the real ones. What `side_effect` returns. Functions
    whose annotation is missing or can't be resolved.
    """

    name: ClassVar[str] = "mock-wrong-result"
    group: ClassVar[str] = "mocks"
    default: ClassVar[Level] = Level.WARN
    why: ClassVar[str] = "the code under test was run with what it never gets"
    cure: ClassVar[str] = "let it return what the real one may, or mend the annotation"
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
        """Compare the results of a mock's methods with those of the class that it stands for."""
        kind = None if entry.owner is None or not vars(thing).get("method_calls") else spec_class(thing)
        if kind is None or entry.owner is None:
            return
        for name, child in children_of(thing):
            self._compare(entry.owner, child, name, inspect.getattr_static(kind, name, None), kind)

    def _unpatched(self, mock: Any, original: Any, target: Any) -> None:
        """Compare the result of what was patched in with what it stood for."""
        owner = self.session.owner_now()
        if owner is not None:
            kind = target if isinstance(target, type) else None
            self._compare(owner, mock, getattr(original, "__name__", ""), original, kind)

    def _compare(self, owner: Owner, mock: Any, name: str, found: Any, kind: type | None) -> None:
        function = getattr(found, "__func__", found)
        if type(function) is not FunctionType or not is_mock(mock) or not mock.called:
            return
        has_result, value = plain_result(mock)
        if not has_result or type(value) not in _PLAIN:
            return
        promised = _broken_promise(name, function, kind, value, is_async=is_async_mock(mock))
        if promised:
            real = f"{kind.__name__}.{name}" if kind is not None else name
            self.tell(
                owner,
                f"the mock `{name}` returns {value!r:.60} of type {type(value).__name__}, "
                f"and the real `{real}` returns {promised}",
                subjects=[name, real],
                lines=[f"the real one: {shown(defined_on(inspect.unwrap(function).__code__))}"],
            )


def _broken_promise(
    name: str, function: FunctionType, kind: type | None, value: object, *, is_async: bool
) -> str:
    """Return what a function is annotated to return; empty if that may be the value, or nobody knows."""
    # Only who has such mocks pays for these.
    from asyncproof.core.typed.annotations import result_of, type_variables  # noqa: PLC0415 - as above
    from asyncproof.core.typed.conforming import Meaning, conforms, type_name  # noqa: PLC0415 - as above
    from asyncproof.core.typed.kinds import Kind, kind_of, told_type  # noqa: PLC0415 - as above

    result = result_of(function, kind)
    made = kind_of(name, function, result)
    if made is not (Kind.ASYNC if is_async else Kind.VALUE):
        return ""
    told = told_type(made, result, by_code=inspect.iscoroutinefunction(inspect.unwrap(function)))
    fits = conforms(value, told, Meaning(kind, {} if kind is None else type_variables(kind)))
    return "" if fits else type_name(told)
