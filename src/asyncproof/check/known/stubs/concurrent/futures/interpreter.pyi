# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, ParamSpec, Protocol, TypeAlias, overload, type_check_only
from typing_extensions import Self, TypeVar, TypeVarTuple, Unpack
_Task: TypeAlias = tuple[bytes, Literal['function', 'script']]
_Ts = TypeVarTuple('_Ts')
_P = ParamSpec('_P')
_R = TypeVar('_R')

@type_check_only
class _TaskFunc(Protocol):

    def __call__(self, fn: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs):
        ...
from concurrent.futures.thread import BrokenThreadPool, WorkerContext as ThreadWorkerContext
from concurrent.interpreters import Interpreter, Queue

def do_call(results: Queue, func: Callable[..., _R], args: tuple[Any, ...], kwargs: dict[str, Any]) -> _R:
    ...

class WorkerContext(ThreadWorkerContext):
    interp: Interpreter | None
    results: Queue | None

    @classmethod
    def prepare(cls, initializer: Callable[[Unpack[_Ts]], object], initargs: tuple[Unpack[_Ts]]) -> tuple[Callable[[], Self], _TaskFunc]:
        ...

    def __init__(self, initdata: _Task) -> None:
        ...

    def __del__(self) -> None:
        ...

    def run(self, task: _Task) -> None:
        ...

class BrokenInterpreterPool(BrokenThreadPool):
    ...

class InterpreterPoolExecutor(ThreadPoolExecutor):
    BROKEN: type[BrokenInterpreterPool]

    @classmethod
    def prepare_context(cls, initializer: Callable[[], object], initargs: tuple[()]) -> tuple[Callable[[], WorkerContext], _TaskFunc]:
        ...

    def __init__(self, max_workers: int | None=None, thread_name_prefix: str='', initializer: Callable[[], object] | None=None, initargs: tuple[()]=()) -> None:
        ...
