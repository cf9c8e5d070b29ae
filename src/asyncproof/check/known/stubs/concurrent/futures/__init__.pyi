# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from ._base import ALL_COMPLETED as ALL_COMPLETED, FIRST_COMPLETED as FIRST_COMPLETED, FIRST_EXCEPTION as FIRST_EXCEPTION, BrokenExecutor as BrokenExecutor, CancelledError as CancelledError, Executor as Executor, Future as Future, InvalidStateError as InvalidStateError, TimeoutError as TimeoutError, as_completed as as_completed, wait as wait
from .process import ProcessPoolExecutor as ProcessPoolExecutor
from .thread import ThreadPoolExecutor as ThreadPoolExecutor
from .interpreter import InterpreterPoolExecutor as InterpreterPoolExecutor
__all__ = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError', 'InvalidStateError', 'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed', 'ProcessPoolExecutor', 'ThreadPoolExecutor', 'InterpreterPoolExecutor']

def __dir__() -> tuple[str, ...]:
    ...
