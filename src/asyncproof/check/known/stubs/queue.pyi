# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from _queue import Empty as Empty, SimpleQueue as SimpleQueue
from _typeshed import SupportsRichComparisonT
from threading import Condition, Lock
from types import GenericAlias
from typing import Any, Generic, TypeVar
__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']
__all__ += ['ShutDown']
_T = TypeVar('_T')

class Full(Exception):
    ...

class ShutDown(Exception):
    ...

class Queue(Generic[_T]):
    maxsize: int
    mutex: Lock
    not_empty: Condition
    not_full: Condition
    all_tasks_done: Condition
    unfinished_tasks: int
    is_shutdown: bool
    queue: Any

    def __init__(self, maxsize: int=0) -> None:
        ...

    def _init(self, maxsize: int) -> None:
        ...

    def empty(self) -> bool:
        ...

    def full(self) -> bool:
        ...

    def get(self, block: bool=True, timeout: float | None=None) -> _T:
        ...

    def get_nowait(self) -> _T:
        ...

    def shutdown(self, immediate: bool=False) -> None:
        ...

    def _get(self) -> _T:
        ...

    def put(self, item: _T, block: bool=True, timeout: float | None=None) -> None:
        ...

    def put_nowait(self, item: _T) -> None:
        ...

    def _put(self, item: _T) -> None:
        ...

    def join(self) -> None:
        ...

    def qsize(self) -> int:
        ...

    def _qsize(self) -> int:
        ...

    def task_done(self) -> None:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...

class PriorityQueue(Queue[SupportsRichComparisonT]):
    queue: list[SupportsRichComparisonT]

class LifoQueue(Queue[_T]):
    queue: list[_T]
