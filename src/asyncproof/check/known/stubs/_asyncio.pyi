# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from asyncio.events import AbstractEventLoop
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from contextvars import Context
from types import FrameType, GenericAlias
from typing import Any, Literal, TextIO, TypeAlias, TypeVar
from typing_extensions import Self, disjoint_base
_T = TypeVar('_T')
_T_co = TypeVar('_T_co', covariant=True)
_TaskYieldType: TypeAlias = Future[object] | None

@disjoint_base
class Future(Awaitable[_T], Iterable[_T]):
    _state: str

    @property
    def _exception(self) -> BaseException | None:
        ...
    _blocking: bool

    @property
    def _log_traceback(self) -> bool:
        ...

    @_log_traceback.setter
    def _log_traceback(self, val: Literal[False]) -> None:
        ...
    _asyncio_future_blocking: bool

    def __init__(self, *, loop: AbstractEventLoop | None=None) -> None:
        ...

    def __del__(self) -> None:
        ...

    def get_loop(self) -> AbstractEventLoop:
        ...

    @property
    def _callbacks(self) -> list[tuple[Callable[[Self], Any], Context]]:
        ...

    def add_done_callback(self, fn: Callable[[Self], object], /, *, context: Context | None=None) -> None:
        ...

    def cancel(self, msg: Any | None=None) -> bool:
        ...

    def cancelled(self) -> bool:
        ...

    def done(self) -> bool:
        ...

    def result(self) -> _T:
        ...

    def exception(self) -> BaseException | None:
        ...

    def remove_done_callback(self, fn: Callable[[Self], object], /) -> int:
        ...

    def set_result(self, result: _T, /) -> None:
        ...

    def set_exception(self, exception: type | BaseException, /) -> None:
        ...

    def __iter__(self) -> Generator[Any, None, _T]:
        ...

    def __await__(self) -> Generator[Any, None, _T]:
        ...

    @property
    def _loop(self) -> AbstractEventLoop:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...
_TaskCompatibleCoro: TypeAlias = Coroutine[Any, Any, _T_co]

@disjoint_base
class Task(Future[_T_co]):

    def __init__(self, coro: _TaskCompatibleCoro[_T_co], *, loop: AbstractEventLoop | None=None, name: str | None=None, context: Context | None=None, eager_start: bool=False) -> None:
        ...

    def get_coro(self) -> _TaskCompatibleCoro[_T_co] | None:
        ...

    def get_name(self) -> str:
        ...

    def set_name(self, value: object, /) -> None:
        ...

    def get_context(self) -> Context:
        ...

    def get_stack(self, *, limit: int | None=None) -> list[FrameType]:
        ...

    def print_stack(self, *, limit: int | None=None, file: TextIO | None=None) -> None:
        ...

    def cancelling(self) -> int:
        ...

    def uncancel(self) -> int:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...

def get_event_loop() -> AbstractEventLoop:
    ...

def get_running_loop() -> AbstractEventLoop:
    ...

def _set_running_loop(loop: AbstractEventLoop | None, /) -> None:
    ...

def _get_running_loop() -> AbstractEventLoop | None:
    ...

def _register_task(task: Task[Any]) -> None:
    ...

def _unregister_task(task: Task[Any]) -> None:
    ...

def _enter_task(loop: AbstractEventLoop, task: Task[Any]) -> None:
    ...

def _leave_task(loop: AbstractEventLoop, task: Task[Any]) -> None:
    ...

def current_task(loop: AbstractEventLoop | None=None) -> Task[Any] | None:
    ...

def future_discard_from_awaited_by(future: Future[Any], waiter: Future[Any], /) -> None:
    ...

def future_add_to_awaited_by(future: Future[Any], waiter: Future[Any], /) -> None:
    ...

def all_tasks(loop: AbstractEventLoop | None=None) -> set[Task[Any]]:
    ...
