"""Finds mocks that stand for something async without being async."""

from __future__ import annotations

import contextlib
import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import has_result, is_async_mock, is_mock
from asyncproof.guard.ruling.level import Level
from asyncproof.guard.seams import patches

if TYPE_CHECKING:
    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner


class MockNotAsync(Guard):
    """A mock that is not async stood in the place of something async, and nobody awaited what it returned.

    `patch()` looks at what it replaces: for an async function it makes an `AsyncMock`. Behind a decorator
    that is not async itself, or in an object whose `__call__` is async, it does not see that. Awaiting such a
    mock would have failed; so the code under test has called it and not awaited it.

    ```python title="test_x.py"
    import functools
    from unittest.mock import patch

    import pytest


    def traced(function):
        @functools.wraps(function)
        def inner(*args):
            return function(*args)

        return inner


    @traced
    async def send(text):
        raise NotImplementedError


    async def greet():
        send("hello")


    @pytest.mark.asyncio
    async def test_greet():
        with patch(f"{__name__}.send") as mock:
            await greet()
        mock.assert_called_once_with("hello")
    ```

    ```console
    $ pytest test_x.py --guard mock_not_async=error
    ...
    mock-not-async: the real `send` is async, and the `MagicMock` in its place was called and not awaited
        why: awaiting this mock fails, so the code under test drops the coroutine of the real one
        do:  patch it with `new_callable=AsyncMock`, and await it where it is called
        more: asyncproof explain mock-not-async
    ...
    ```

    ## What it sees

    Patches that have ended, whose mock was called and was told neither a result nor a side effect, if what it
    stood for is an async function inside of `functools.wraps`, or an object with an async `__call__`. It
    warns, and fails no test unless it is told to: what takes the result may be a mock, too.

    ## What to do instead

    `patch(..., new_callable=AsyncMock)`, or `monkeypatch.setattr` with `asyncproof.fake(send)`, which sees
    through decorators.

    ## What it cannot see

    Decorators that don't use `functools.wraps`. Mocks that are put in place by other means.
    """

    name: ClassVar[str] = "mock-not-async"
    group: ClassVar[str] = "mocks"
    default: ClassVar[Level] = Level.WARN
    why: ClassVar[str] = (
        "awaiting this mock fails, so the code under test drops the coroutine of the real one"
    )
    cure: ClassVar[str] = "patch it with `new_callable=AsyncMock`, and await it where it is called"

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

    def _unpatched(self, mock: Any, original: Any, _: Any) -> None:
        owner = self.session.owner_now()
        if owner is None or not is_mock(mock) or is_async_mock(mock) or not mock.called:
            return
        if mock.side_effect is None and _is_untold(mock) and _is_async_inside(original):
            name = getattr(original, "__name__", type(original).__name__)
            self.tell(
                owner,
                f"the real `{name}` is async, "
                f"and the `{type(mock).__name__}` in its place was called and not awaited",
                subjects=[name],
            )


def _is_untold(mock: Any) -> bool:
    return not has_result(mock) or is_mock(mock.return_value)


def _is_async_inside(original: Any) -> bool:
    """Say whether something is async where `patch` does not see it."""
    if is_mock(original) or isinstance(original, type) or inspect.iscoroutinefunction(original):
        return False
    code = getattr(original, "__code__", None)
    if code is None:
        return inspect.iscoroutinefunction(inspect.getattr_static(type(original), "__call__", None))
    inner = inspect.unwrap(original)
    return code.co_filename != contextlib.__file__ and inspect.iscoroutinefunction(inner)
