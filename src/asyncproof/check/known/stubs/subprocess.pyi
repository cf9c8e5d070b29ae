# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from _typeshed import MaybeNone, ReadableBuffer, StrOrBytesPath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import GenericAlias, TracebackType
from typing import IO, Any, AnyStr, Final, Generic, Literal, TypeAlias, TypeVar, overload
from typing_extensions import Self
__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput', 'check_output', 'run', 'CalledProcessError', 'DEVNULL', 'SubprocessError', 'TimeoutExpired', 'CompletedProcess']
_FILE: TypeAlias = None | int | IO[Any]
_InputString: TypeAlias = ReadableBuffer | str
_CMD: TypeAlias = StrOrBytesPath | Sequence[StrOrBytesPath]
_ENV: TypeAlias = Mapping[bytes, StrOrBytesPath] | Mapping[str, StrOrBytesPath]
_T = TypeVar('_T')
_USE_VFORK: Final[bool]
_USE_POSIX_SPAWN: Final[bool]

class CompletedProcess(Generic[_T]):
    args: Any
    returncode: int
    stdout: _T
    stderr: _T

    def __init__(self, args: _CMD, returncode: int, stdout: _T | None=None, stderr: _T | None=None) -> None:
        ...

    def check_returncode(self) -> None:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...

def run(args: _CMD, bufsize: int=-1, executable: StrOrBytesPath | None=None, stdin: _FILE=None, stdout: _FILE=None, stderr: _FILE=None, preexec_fn: Callable[[], object] | None=None, close_fds: bool=True, shell: bool=False, cwd: StrOrBytesPath | None=None, env: _ENV | None=None, universal_newlines: Literal[True] | None=None, startupinfo: Any=None, creationflags: int=0, restore_signals: bool=True, start_new_session: bool=False, pass_fds: Collection[int]=(), *, capture_output: bool=False, check: bool=False, encoding: str | None=None, errors: str | None=None, input: str | None=None, text: Literal[True], timeout: float | None=None, user: str | int | None=None, group: str | int | None=None, extra_groups: Iterable[str | int] | None=None, umask: int=-1, pipesize: int=-1, process_group: int | None=None):
    ...

def call(args: _CMD, bufsize: int=-1, executable: StrOrBytesPath | None=None, stdin: _FILE=None, stdout: _FILE=None, stderr: _FILE=None, preexec_fn: Callable[[], object] | None=None, close_fds: bool=True, shell: bool=False, cwd: StrOrBytesPath | None=None, env: _ENV | None=None, universal_newlines: bool | None=None, startupinfo: Any=None, creationflags: int=0, restore_signals: bool=True, start_new_session: bool=False, pass_fds: Collection[int]=(), *, encoding: str | None=None, timeout: float | None=None, text: bool | None=None, user: str | int | None=None, group: str | int | None=None, extra_groups: Iterable[str | int] | None=None, umask: int=-1, pipesize: int=-1, process_group: int | None=None) -> int:
    ...

def check_call(args: _CMD, bufsize: int=-1, executable: StrOrBytesPath | None=None, stdin: _FILE=None, stdout: _FILE=None, stderr: _FILE=None, preexec_fn: Callable[[], object] | None=None, close_fds: bool=True, shell: bool=False, cwd: StrOrBytesPath | None=None, env: _ENV | None=None, universal_newlines: bool | None=None, startupinfo: Any=None, creationflags: int=0, restore_signals: bool=True, start_new_session: bool=False, pass_fds: Collection[int]=(), timeout: float | None=None, *, encoding: str | None=None, text: bool | None=None, user: str | int | None=None, group: str | int | None=None, extra_groups: Iterable[str | int] | None=None, umask: int=-1, pipesize: int=-1, process_group: int | None=None) -> int:
    ...

def check_output(args: _CMD, bufsize: int=-1, executable: StrOrBytesPath | None=None, stdin: _FILE=None, stderr: _FILE=None, preexec_fn: Callable[[], object] | None=None, close_fds: bool=True, shell: bool=False, cwd: StrOrBytesPath | None=None, env: _ENV | None=None, universal_newlines: Literal[True] | None=None, startupinfo: Any=None, creationflags: int=0, restore_signals: bool=True, start_new_session: bool=False, pass_fds: Collection[int]=(), *, timeout: float | None=None, input: _InputString | None=None, encoding: str | None=None, errors: str | None=None, text: Literal[True], user: str | int | None=None, group: str | int | None=None, extra_groups: Iterable[str | int] | None=None, umask: int=-1, pipesize: int=-1, process_group: int | None=None):
    ...
PIPE: Final[int]
STDOUT: Final[int]
DEVNULL: Final[int]

class SubprocessError(Exception):
    ...

class TimeoutExpired(SubprocessError):

    def __init__(self, cmd: _CMD, timeout: float, output: str | bytes | None=None, stderr: str | bytes | None=None) -> None:
        ...
    cmd: Any
    timeout: float
    output: Any
    stdout: bytes | None
    stderr: bytes | None

class CalledProcessError(SubprocessError):
    returncode: int
    cmd: Any
    output: Any
    stdout: Any
    stderr: Any

    def __init__(self, returncode: int, cmd: _CMD, output: str | bytes | None=None, stderr: str | bytes | None=None) -> None:
        ...

class Popen(Generic[AnyStr]):
    args: _CMD
    stdin: IO[AnyStr] | None
    stdout: IO[AnyStr] | None
    stderr: IO[AnyStr] | None
    pid: int
    returncode: int | MaybeNone
    universal_newlines: bool

    def __init__(self: Popen[str], args: _CMD, bufsize: int=-1, executable: StrOrBytesPath | None=None, stdin: _FILE | None=None, stdout: _FILE | None=None, stderr: _FILE | None=None, preexec_fn: Callable[[], object] | None=None, close_fds: bool=True, shell: bool=False, cwd: StrOrBytesPath | None=None, env: _ENV | None=None, universal_newlines: bool | None=None, startupinfo: Any | None=None, creationflags: int=0, restore_signals: bool=True, start_new_session: bool=False, pass_fds: Collection[int]=(), *, text: bool | None=None, encoding: str, errors: str | None=None, user: str | int | None=None, group: str | int | None=None, extra_groups: Iterable[str | int] | None=None, umask: int=-1, pipesize: int=-1, process_group: int | None=None) -> None:
        ...

    def poll(self) -> int | None:
        ...

    def wait(self, timeout: float | None=None) -> int:
        ...

    def communicate(self, input: AnyStr | None=None, timeout: float | None=None) -> tuple[AnyStr, AnyStr]:
        ...

    def send_signal(self, sig: int) -> None:
        ...

    def terminate(self) -> None:
        ...

    def kill(self) -> None:
        ...

    def __enter__(self) -> Self:
        ...

    def __exit__(self, exc_type: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        ...

    def __del__(self) -> None:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...

def getstatusoutput(cmd: _CMD, *, encoding: str | None=None, errors: str | None=None) -> tuple[int, str]:
    ...

def getoutput(cmd: _CMD, *, encoding: str | None=None, errors: str | None=None) -> str:
    ...

def list2cmdline(seq: Iterable[StrOrBytesPath]) -> str:
    ...
