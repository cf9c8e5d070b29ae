# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'IncompleteReadError', 'LimitOverrunError', 'SendfileNotAvailableError')

class CancelledError(BaseException):
    ...
from builtins import TimeoutError as TimeoutError

class InvalidStateError(Exception):
    ...

class SendfileNotAvailableError(RuntimeError):
    ...

class IncompleteReadError(EOFError):
    expected: int | None
    partial: bytes

    def __init__(self, partial: bytes, expected: int | None) -> None:
        ...

class LimitOverrunError(Exception):
    consumed: int

    def __init__(self, message: str, consumed: int) -> None:
        ...

class BrokenBarrierError(RuntimeError):
    ...
