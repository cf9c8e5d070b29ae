# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeGuard, TypeVar, overload
from typing_extensions import TypeIs, deprecated
__all__ = ('iscoroutinefunction', 'iscoroutine')
_T = TypeVar('_T')
_FunctionT = TypeVar('_FunctionT', bound=Callable[..., Any])
_P = ParamSpec('_P')

def iscoroutine(obj: object) -> TypeIs[Coroutine[Any, Any, Any]]:
    ...

@deprecated('Deprecated; will be removed in Python 3.16. Use `inspect.iscoroutinefunction()` instead.')
def iscoroutinefunction(func: Callable[..., Coroutine[Any, Any, Any]]):
    ...
