# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from _typeshed import SupportsRichComparisonT
from types import GenericAlias
from typing import Any, Generic, TypeVar
from .mixins import _LoopBoundMixin

class QueueEmpty(Exception):
    ...

class QueueFull(Exception):
    ...
__all__ = ('Queue', 'PriorityQueue', 'LifoQueue', 'QueueFull', 'QueueEmpty', 'QueueShutDown')
_T = TypeVar('_T')

class QueueShutDown(Exception):
    ...

class Queue(_LoopBoundMixin, Generic[_T]):

    def __init__(self, maxsize: int=0) -> None:
        ...

    def _init(self, maxsize: int) -> None:
        ...

    def _get(self) -> _T:
        ...

    def _put(self, item: _T) -> None:
        ...

    def _format(self) -> str:
        ...

    def qsize(self) -> int:
        ...

    @property
    def maxsize(self) -> int:
        ...

    def empty(self) -> bool:
        ...

    def full(self) -> bool:
        ...

    async def put(self, item: _T) -> None:
        ...

    def put_nowait(self, item: _T) -> None:
        ...

    async def get(self) -> _T:
        ...

    def get_nowait(self) -> _T:
        ...

    async def join(self) -> None:
        ...

    def task_done(self) -> None:
        ...

    def __class_getitem__(cls, type: Any, /) -> GenericAlias:
        ...

    def shutdown(self, immediate: bool=False) -> None:
        ...

class PriorityQueue(Queue[SupportsRichComparisonT]):
    ...

class LifoQueue(Queue[_T]):
    ...
