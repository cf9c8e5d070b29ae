# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import concurrent.futures
import sys
from _asyncio import Task as Task, _enter_task as _enter_task, _leave_task as _leave_task, _register_task as _register_task, _unregister_task as _unregister_task
from collections.abc import AsyncIterator, Awaitable, Coroutine, Generator, Iterable, Iterator
from typing import Any, Final, Literal, Protocol, TypeAlias, TypeVar, overload, type_check_only
from . import _CoroutineLike
from .events import AbstractEventLoop
from .futures import Future
from contextvars import Context
__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for', 'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task', 'all_tasks', 'create_eager_task_factory', 'eager_task_factory', '_register_task', '_unregister_task', '_enter_task', '_leave_task')
_T = TypeVar('_T')
_T_co = TypeVar('_T_co', covariant=True)
_T1 = TypeVar('_T1')
_T2 = TypeVar('_T2')
_T3 = TypeVar('_T3')
_T4 = TypeVar('_T4')
_T5 = TypeVar('_T5')
_T6 = TypeVar('_T6')
_FT = TypeVar('_FT', bound=Future[Any])
_FutureLike: TypeAlias = Future[_T] | Awaitable[_T]
_TaskYieldType: TypeAlias = Future[object] | None
FIRST_COMPLETED: Final = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION: Final = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED: Final = concurrent.futures.ALL_COMPLETED

@type_check_only
class _SyncAndAsyncIterator(Iterator[Coroutine[Any, Any, _T]], AsyncIterator[Future[_T]], Protocol[_T]):
    ...

def as_completed(fs: Iterable[_FutureLike[_T]], *, timeout: float | None=None) -> _SyncAndAsyncIterator[_T]:
    ...

def ensure_future(coro_or_future: _FT, *, loop: AbstractEventLoop | None=None):
    ...

def gather(coro_or_future1: _FutureLike[_T1], /, *, return_exceptions: Literal[False]=False):
    ...

def run_coroutine_threadsafe(coro: Coroutine[Any, Any, _T], loop: AbstractEventLoop) -> concurrent.futures.Future[_T]:
    ...

def shield(arg: _FutureLike[_T]) -> Future[_T]:
    ...

async def sleep(delay: float):
    ...

async def wait_for(fut: _FutureLike[_T], timeout: float | None) -> _T:
    ...

async def wait(fs: Iterable[_FT], *, timeout: float | None=None, return_when: str='ALL_COMPLETED') -> tuple[set[_FT], set[_FT]]:
    ...
_TaskCompatibleCoro: TypeAlias = Coroutine[Any, Any, _T_co]

def all_tasks(loop: AbstractEventLoop | None=None) -> set[Task[Any]]:
    ...

def create_task(coro: _CoroutineLike[_T], *, name: str | None=None, context: Context | None=None, eager_start: bool | None=None) -> Task[_T]:
    ...
from _asyncio import current_task as current_task

def eager_task_factory(loop: AbstractEventLoop | None, coro: _TaskCompatibleCoro[_T_co], *, name: str | None=None, context: Context | None=None, eager_start: bool=True) -> Task[_T_co]:
    ...
_TaskT_co = TypeVar('_TaskT_co', bound=Task[Any], covariant=True)

@type_check_only
class _CustomTaskConstructor(Protocol[_TaskT_co]):

    def __call__(self, coro: _TaskCompatibleCoro[Any], /, *, loop: AbstractEventLoop, name: str | None, context: Context | None, eager_start: bool) -> _TaskT_co:
        ...

@type_check_only
class _EagerTaskFactoryType(Protocol[_TaskT_co]):

    def __call__(self, loop: AbstractEventLoop, coro: _TaskCompatibleCoro[Any], *, name: str | None=None, context: Context | None=None) -> _TaskT_co:
        ...

def create_eager_task_factory(custom_task_constructor: _CustomTaskConstructor[_TaskT_co]) -> _EagerTaskFactoryType[_TaskT_co]:
    ...
