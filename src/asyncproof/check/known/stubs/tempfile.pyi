# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import io
import sys
from _typeshed import BytesPath, GenericPath, OpenBinaryMode, OpenBinaryModeReading, OpenBinaryModeUpdating, OpenBinaryModeWriting, OpenTextMode, ReadableBuffer, StrPath, WriteableBuffer
from collections.abc import Iterable, Iterator
from types import GenericAlias, TracebackType
from typing import IO, Any, AnyStr, Final, Generic, Literal, overload
from typing_extensions import Self, deprecated
__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp', 'mkdtemp', 'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir', 'gettempprefixb', 'gettempdirb']
TMP_MAX: Final[int]
tempdir: str | None
template: str

def NamedTemporaryFile(mode: OpenTextMode, buffering: int=-1, encoding: str | None=None, newline: str | None=None, suffix: AnyStr | None=None, prefix: AnyStr | None=None, dir: GenericPath[AnyStr] | None=None, delete: bool=True, *, errors: str | None=None, delete_on_close: bool=True):
    ...

def TemporaryFile(mode: OpenTextMode, buffering: int=-1, encoding: str | None=None, newline: str | None=None, suffix: AnyStr | None=None, prefix: AnyStr | None=None, dir: GenericPath[AnyStr] | None=None, *, errors: str | None=None):
    ...

class _TemporaryFileWrapper(IO[AnyStr]):
    file: IO[AnyStr]
    name: str
    delete: bool

    def __init__(self, file: IO[AnyStr], name: str, delete: bool=True, delete_on_close: bool=True) -> None:
        ...

    def __enter__(self) -> Self:
        ...

    def __exit__(self, exc: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        ...

    def __getattr__(self, name: str) -> Any:
        ...

    def close(self) -> None:
        ...

    def __iter__(self) -> Iterator[AnyStr]:
        ...

    def __next__(self) -> AnyStr:
        ...

    def fileno(self) -> int:
        ...

    def flush(self) -> None:
        ...

    def isatty(self) -> bool:
        ...

    def read(self, n: int=...) -> AnyStr:
        ...

    def readable(self) -> bool:
        ...

    def readline(self, limit: int=...) -> AnyStr:
        ...

    def readlines(self, hint: int=...) -> list[AnyStr]:
        ...

    def seek(self, offset: int, whence: int=...) -> int:
        ...

    def seekable(self) -> bool:
        ...

    def tell(self) -> int:
        ...

    def truncate(self, size: int | None=...) -> int:
        ...

    def writable(self) -> bool:
        ...

    def write(self: _TemporaryFileWrapper[str], s: str, /) -> int:
        ...

    def writelines(self: _TemporaryFileWrapper[str], lines: Iterable[str]) -> None:
        ...

    @property
    def closed(self) -> bool:
        ...
_SpooledTemporaryFileBase = io.IOBase

class SpooledTemporaryFile(IO[AnyStr], _SpooledTemporaryFileBase):
    _file: IO[AnyStr]

    @property
    def encoding(self) -> str:
        ...

    @property
    def newlines(self) -> str | tuple[str, ...] | None:
        ...

    def __init__(self: SpooledTemporaryFile[bytes], max_size: int=0, mode: OpenBinaryMode='w+b', buffering: int=-1, encoding: str | None=None, newline: str | None=None, suffix: str | None=None, prefix: str | None=None, dir: str | None=None, *, errors: str | None=None) -> None:
        ...

    @property
    def errors(self) -> str | None:
        ...

    def rollover(self) -> None:
        ...

    def __enter__(self) -> Self:
        ...

    def __exit__(self, exc: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        ...

    def close(self) -> None:
        ...

    def fileno(self) -> int:
        ...

    def flush(self) -> None:
        ...

    def isatty(self) -> bool:
        ...

    def read1(self, size: int=..., /) -> AnyStr:
        ...

    def readinto(self, b: WriteableBuffer) -> int:
        ...

    def readinto1(self, b: WriteableBuffer) -> int:
        ...

    def detach(self) -> io.RawIOBase:
        ...

    def read(self, n: int=..., /) -> AnyStr:
        ...

    def readline(self, limit: int | None=..., /) -> AnyStr:
        ...

    def readlines(self, hint: int=..., /) -> list[AnyStr]:
        ...

    def seek(self, offset: int, whence: int=...) -> int:
        ...

    def tell(self) -> int:
        ...

    def truncate(self, size: int | None=None) -> int:
        ...

    def write(self: SpooledTemporaryFile[str], s: str) -> int:
        ...

    def writelines(self: SpooledTemporaryFile[str], iterable: Iterable[str]) -> None:
        ...

    def __iter__(self) -> Iterator[AnyStr]:
        ...

    def readable(self) -> bool:
        ...

    def seekable(self) -> bool:
        ...

    def writable(self) -> bool:
        ...

    def __next__(self) -> AnyStr:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...

class TemporaryDirectory(Generic[AnyStr]):
    name: AnyStr

    def __init__(self: TemporaryDirectory[str], suffix: str | None=None, prefix: str | None=None, dir: StrPath | None=None, ignore_cleanup_errors: bool=False, *, delete: bool=True) -> None:
        ...

    def cleanup(self) -> None:
        ...

    def __enter__(self) -> AnyStr:
        ...

    def __exit__(self, exc: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        ...

    def __class_getitem__(cls, item: Any, /) -> GenericAlias:
        ...

def mkstemp(suffix: str | None=None, prefix: str | None=None, dir: StrPath | None=None, text: bool=False):
    ...

def mkdtemp(suffix: str | None=None, prefix: str | None=None, dir: StrPath | None=None):
    ...

@deprecated('Deprecated since Python 2.3. Use `mkstemp()` or `NamedTemporaryFile(delete=False)` instead.')
def mktemp(suffix: str='', prefix: str='tmp', dir: StrPath | None=None) -> str:
    ...

def gettempdirb() -> bytes:
    ...

def gettempprefixb() -> bytes:
    ...

def gettempdir() -> str:
    ...

def gettempprefix() -> str:
    ...
