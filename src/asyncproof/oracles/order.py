"""`atomic` and `linearizable`: what operations do together, they would do in some order, too."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from asyncproof.core import UsageError
from asyncproof.loop import ControlledLoop
from asyncproof.oracles.copying import copied
from asyncproof.oracles.errors import OrderError
from asyncproof.oracles.memory import history_of, is_known, remember
from asyncproof.oracles.plain import plain
from asyncproof.oracles.recording import Recording
from asyncproof.oracles.searching import Search
from asyncproof.oracles.telling import unexplained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


def atomic(
    subject: T, *, state: Callable[[T], object] | None = None, methods: Iterable[str] | None = None
) -> Ordered[T]:
    """Check that operations on an object, however they overlap, leave it as some order of them would.

    `with asyncproof.atomic(account): ...` keeps every call of its coroutine methods (or of the `methods` that
    are named) from outside. At the end of the block the calls are done again on copies of the object, one
    after the other, until an order is found that gives the same results and the same state. If one call had
    ended before another began, it comes first. A call that was cancelled may have been done or not, but
    nothing in between. `state`: what counts of the object, if not all its attributes do.
    """
    return Ordered(subject, None, plain if state is None else state, methods)


def linearizable(
    subject: T,
    *,
    model: Callable[[], object],
    state: Callable[[Any], object] | None = None,
    methods: Iterable[str] | None = None,
) -> Ordered[T]:
    """Check that operations on an object do what they would do, in some order, on a model of it.

    The model is a plain object with the same methods, sync or async, without anything that waits; `model`
    makes one as the object is at the beginning. `state`: what the object and the model have in common at the
    end; without it only results count. The rest is as with `atomic`.
    """
    if not callable(model):
        raise UsageError(f"model makes the model, as the class does, and {model!r} can't be called.")
    return Ordered(subject, model, state, methods)


class Ordered(Generic[T]):
    """Watches an object in a block, on a loop of asyncproof; on any other loop it does nothing."""

    def __init__(
        self,
        subject: T,
        model: Callable[[], object] | None,
        state: Callable[[Any], object] | None,
        methods: Iterable[str] | None,
    ) -> None:
        """Take what is to be watched."""
        self._subject = subject
        self._model = model
        self._state = state
        self._methods = methods
        self._before: Any = None
        """A copy of the object as it was, where that is the model."""
        self._recording: Recording | None = None

    def __enter__(self) -> T:
        """Begin to listen."""
        if isinstance(asyncio._get_running_loop(), ControlledLoop):  # noqa: SLF001 - it is exported
            if self._model is None:
                self._before = copied(self._subject)
            self._recording = Recording(self._subject, self._methods)
            self._recording.start()
        return self._subject

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Look for an order, unless the block has failed anyway."""
        __tracebackhide__ = True
        recording, self._recording = self._recording, None
        if recording is None:
            return
        recording.stop()
        if kind is None:
            self._check(recording)

    def _check(self, recording: Recording) -> None:
        __tracebackhide__ = True
        operations, state = recording.operations, self._state
        end = None if state is None else plain(state(self._subject))
        history = history_of(
            self._subject, operations, model=self._model, state=state, before=plain(self._before), after=end
        )
        if is_known(history):
            return
        make = self._model or (lambda: self._before)
        search = Search(operations, make, lambda model: state is None or plain(state(model)) == end)
        if not search.explains() and search.furthest is not None:
            raise OrderError(unexplained(self._subject, operations, search.furthest, state))
        remember(history)
