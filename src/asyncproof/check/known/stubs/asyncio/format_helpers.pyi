# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import functools
import sys
import traceback
from collections.abc import Iterable
from types import FrameType, FunctionType
from typing import Any, TypeAlias, overload, type_check_only

@type_check_only
class _HasWrapper:
    __wrapper__: _HasWrapper | FunctionType
_FuncType: TypeAlias = FunctionType | _HasWrapper | functools.partial[Any] | functools.partialmethod[Any]

def _get_function_source(func: _FuncType):
    ...

def _format_callback_source(func: object, args: Iterable[Any], *, debug: bool=False) -> str:
    ...

def _format_args_and_kwargs(args: Iterable[Any], kwargs: dict[str, Any], *, debug: bool=False) -> str:
    ...

def _format_callback(func: object, args: Iterable[Any], kwargs: dict[str, Any], *, debug: bool=False, suffix: str='') -> str:
    ...

def extract_stack(f: FrameType | None=None, limit: int | None=None) -> traceback.StackSummary:
    ...
