# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
import types
from _typeshed import OpenBinaryMode, OpenBinaryModeReading, OpenBinaryModeUpdating, OpenBinaryModeWriting, OpenTextMode, ReadableBuffer, StrOrBytesPath, StrPath, Unused
from collections.abc import Callable, Generator, Iterator, Sequence
from io import BufferedRandom, BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from os import PathLike, stat_result
from types import GenericAlias, TracebackType
from typing import IO, Any, BinaryIO, ClassVar, Literal, TypeVar, overload
from typing_extensions import Never, Self, deprecated
_PathT = TypeVar('_PathT', bound=PurePath)
__all__ = ['PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path', 'PosixPath', 'WindowsPath']
from pathlib.types import PathInfo
__all__ += ['UnsupportedOperation']

class PurePath(PathLike[str]):
    __slots__ = ('_raw_paths', '_drv', '_root', '_tail_cached', '_str', '_str_normcase_cached', '_parts_normcase_cached', '_hash')
    parser: ClassVar[types.ModuleType]

    def full_match(self, pattern: StrPath, *, case_sensitive: bool | None=None) -> bool:
        ...

    @property
    def parts(self) -> tuple[str, ...]:
        ...

    @property
    def drive(self) -> str:
        ...

    @property
    def root(self) -> str:
        ...

    @property
    def anchor(self) -> str:
        ...

    @property
    def name(self) -> str:
        ...

    @property
    def suffix(self) -> str:
        ...

    @property
    def suffixes(self) -> list[str]:
        ...

    @property
    def stem(self) -> str:
        ...

    def __new__(cls, *args: StrPath, **kwargs: Unused) -> Self:
        ...

    def __init__(self, *args: StrPath) -> None:
        ...

    def __hash__(self) -> int:
        ...

    def __fspath__(self) -> str:
        ...

    def __lt__(self, other: PurePath) -> bool:
        ...

    def __le__(self, other: PurePath) -> bool:
        ...

    def __gt__(self, other: PurePath) -> bool:
        ...

    def __ge__(self, other: PurePath) -> bool:
        ...

    def __truediv__(self, key: StrPath) -> Self:
        ...

    def __rtruediv__(self, key: StrPath) -> Self:
        ...

    def __bytes__(self) -> bytes:
        ...

    def as_posix(self) -> str:
        ...

    @deprecated('Deprecated; will be removed in Python 3.19. Use `Path.as_uri()` instead.')
    def as_uri(self) -> str:
        ...

    def is_absolute(self) -> bool:
        ...

    @deprecated('Deprecated since Python 3.13; removed in Python 3.15. Use `os.path.isreserved()` to detect reserved paths on Windows.')
    def is_reserved(self) -> bool:
        ...

    def is_relative_to(self, other: StrPath) -> bool:
        ...

    def match(self, path_pattern: str, *, case_sensitive: bool | None=None) -> bool:
        ...

    def relative_to(self, other: StrPath, *, walk_up: bool=False) -> Self:
        ...

    def with_name(self, name: str) -> Self:
        ...

    def with_stem(self, stem: str) -> Self:
        ...

    def with_suffix(self, suffix: str) -> Self:
        ...

    def joinpath(self, *other: StrPath) -> Self:
        ...

    @property
    def parents(self) -> Sequence[Self]:
        ...

    @property
    def parent(self) -> Self:
        ...

    def with_segments(self, *args: StrPath) -> Self:
        ...

class PurePosixPath(PurePath):
    __slots__ = ()

class PureWindowsPath(PurePath):
    __slots__ = ()

class Path(PurePath):
    __slots__ = ('_info',)

    def __new__(cls, *args: StrPath, **kwargs: Unused) -> Self:
        ...

    @classmethod
    def cwd(cls) -> Self:
        ...

    def stat(self, *, follow_symlinks: bool=True) -> stat_result:
        ...

    def chmod(self, mode: int, *, follow_symlinks: bool=True) -> None:
        ...

    @classmethod
    def from_uri(cls, uri: str) -> Self:
        ...

    def is_dir(self, *, follow_symlinks: bool=True) -> bool:
        ...

    def is_file(self, *, follow_symlinks: bool=True) -> bool:
        ...

    def read_text(self, encoding: str | None=None, errors: str | None=None, newline: str | None=None) -> str:
        ...

    def glob(self, pattern: str, *, case_sensitive: bool | None=None, recurse_symlinks: bool=False) -> Iterator[Self]:
        ...

    def rglob(self, pattern: str, *, case_sensitive: bool | None=None, recurse_symlinks: bool=False) -> Iterator[Self]:
        ...

    def exists(self, *, follow_symlinks: bool=True) -> bool:
        ...

    def is_symlink(self) -> bool:
        ...

    def is_socket(self) -> bool:
        ...

    def is_fifo(self) -> bool:
        ...

    def is_block_device(self) -> bool:
        ...

    def is_char_device(self) -> bool:
        ...

    def is_junction(self) -> bool:
        ...

    def iterdir(self) -> Generator[Self]:
        ...

    def lchmod(self, mode: int) -> None:
        ...

    def lstat(self) -> stat_result:
        ...

    def mkdir(self, mode: int=511, parents: bool=False, exist_ok: bool=False) -> None:
        ...

    @property
    def info(self) -> PathInfo:
        ...

    def move_into(self, target_dir: _PathT):
        ...

    def move(self, target: _PathT):
        ...

    def copy_into(self, target_dir: _PathT, *, follow_symlinks: bool=True, preserve_metadata: bool=False):
        ...

    def copy(self, target: _PathT, *, follow_symlinks: bool=True, preserve_metadata: bool=False):
        ...

    def open(self, mode: OpenTextMode='r', buffering: int=-1, encoding: str | None=None, errors: str | None=None, newline: str | None=None):
        ...

    def owner(self, *, follow_symlinks: bool=True) -> str:
        ...

    def group(self, *, follow_symlinks: bool=True) -> str:
        ...

    def is_mount(self) -> bool:
        ...

    def readlink(self) -> Self:
        ...

    def rename(self, target: StrPath) -> Self:
        ...

    def replace(self, target: StrPath) -> Self:
        ...

    def resolve(self, strict: bool=False) -> Self:
        ...

    def rmdir(self) -> None:
        ...

    def symlink_to(self, target: StrOrBytesPath, target_is_directory: bool=False) -> None:
        ...

    def hardlink_to(self, target: StrOrBytesPath) -> None:
        ...

    def touch(self, mode: int=438, exist_ok: bool=True) -> None:
        ...

    def unlink(self, missing_ok: bool=False) -> None:
        ...

    @classmethod
    def home(cls) -> Self:
        ...

    def absolute(self) -> Self:
        ...

    def expanduser(self) -> Self:
        ...

    def read_bytes(self) -> bytes:
        ...

    def samefile(self, other_path: StrPath) -> bool:
        ...

    def write_bytes(self, data: ReadableBuffer) -> int:
        ...

    def write_text(self, data: str, encoding: str | None=None, errors: str | None=None, newline: str | None=None) -> int:
        ...

    def walk(self, top_down: bool=True, on_error: Callable[[OSError], object] | None=None, follow_symlinks: bool=False) -> Iterator[tuple[Self, list[str], list[str]]]:
        ...

    def as_uri(self) -> str:
        ...

class PosixPath(Path, PurePosixPath):
    __slots__ = ()

class WindowsPath(Path, PureWindowsPath):
    __slots__ = ()

class UnsupportedOperation(NotImplementedError):
    ...
