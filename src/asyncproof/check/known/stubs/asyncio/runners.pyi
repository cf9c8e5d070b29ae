# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from _typeshed import Unused
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context
from typing import Any, TypeVar, final
from typing_extensions import Self
from .events import AbstractEventLoop
__all__ = ('Runner', 'run')
_T = TypeVar('_T')

@final
class Runner:

    def __init__(self, *, debug: bool | None=None, loop_factory: Callable[[], AbstractEventLoop] | None=None) -> None:
        ...

    def __enter__(self) -> Self:
        ...

    def __exit__(self, exc_type: Unused, exc_val: Unused, exc_tb: Unused) -> None:
        ...

    def close(self) -> None:
        ...

    def get_loop(self) -> AbstractEventLoop:
        ...

    def run(self, coro: Awaitable[_T], *, context: Context | None=None) -> _T:
        ...

def run(main: Awaitable[_T], *, debug: bool | None=None, loop_factory: Callable[[], AbstractEventLoop] | None=None) -> _T:
    ...
