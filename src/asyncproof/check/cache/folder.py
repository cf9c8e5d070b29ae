"""The folder of the cache, `.asyncproof_cache`: made where there is none, its files whole or not there.

Imported before anything else of a run, so it takes nothing that is slow to import.
"""

from __future__ import annotations

import marshal
import os
import sys

try:
    from _blake2 import blake2b  # what hashlib has, without OpenSSL, which takes longer than all the rest
except ImportError:  # pragma: no cover - CPython has it, and others have the same under this name
    from hashlib import blake2b

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

NAME = ".asyncproof_cache"
_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
_FORM = f"asyncproof 2 {sys.implementation.cache_tag} {sys.version_info[:3]}\n".encode()
"""What each file begins with: those of another form or Python are made again."""
_DIGEST = 16
_LENGTH = 8
_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This folder is the cache of asyncproof. It can be deleted at any time.
# https://bford.info/cachedir/
"""


def digest_of(data: bytes) -> bytes:
    """Return a short digest, which no two different texts have."""
    return blake2b(data, digest_size=_DIGEST).digest()


def home_of(path: str) -> str:
    """Return the folder of the project that a path is in, where its cache is: as `root_of` does."""
    folder = os.path.realpath(path)
    start = folder = folder if os.path.isdir(folder) else os.path.dirname(folder)
    while not any(os.path.exists(f"{folder}{os.sep}{name}") for name in _PROJECT):
        parent = os.path.dirname(folder)
        if parent == folder:
            return start
        folder = parent
    return folder


def made(folder: str) -> bool:
    """Make the folder of a cache, if it isn't there; tell whether it can be written to."""
    try:
        os.makedirs(folder, exist_ok=True)
        for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def write(path: str, value: Any, tail: bytes = b"") -> None:
    """Write plain data as a file that is whole at every moment; what can't be written is not.

    The *tail* is for much that is seldom needed: who reads it has to see for himself whether it is whole.
    """
    try:
        data = marshal.dumps(value)
    except ValueError:
        return
    beside = f"{path}.{os.getpid()}"
    lengths = len(data).to_bytes(_LENGTH, "big") + len(tail).to_bytes(_LENGTH, "big")
    try:
        with open(beside, "wb") as file:
            file.writelines((_FORM, digest_of(data), lengths, data, tail))
        os.replace(beside, path)
    except OSError:
        remove(beside)


def read(path: str) -> object:
    """Return what was written; None if there is nothing, or nothing that can be trusted."""
    return read_both(path)[0]


def read_both(path: str) -> tuple[object, bytes]:
    """Return what was written, and its tail; None and nothing if it can't be trusted."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None, b""
    begin = len(_FORM) + _DIGEST + 2 * _LENGTH
    end = begin + int.from_bytes(content[begin - 2 * _LENGTH : begin - _LENGTH], "big")
    whole = end + int.from_bytes(content[begin - _LENGTH : begin], "big")
    data, said = content[begin:end], content[len(_FORM) : len(_FORM) + _DIGEST]
    if content[: len(_FORM)] != _FORM or len(content) != whole or said != digest_of(data):
        return None, b""
    try:
        return marshal.loads(data), content[end:]  # noqa: S302 - plain data only, and whole: its digest says so
    except (EOFError, ValueError, TypeError):
        return None, b""


def remove(path: str) -> None:
    """Remove a file, if it is there and can be."""
    try:
        os.unlink(path)
    except OSError:
        return


def keep_few(folder: str, prefix: str, most: int) -> None:
    """Remove the oldest files of a kind, so that a cache does not grow without end."""
    try:
        with os.scandir(folder) as entries:
            found = [
                (entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.name.startswith(prefix)
            ]
    except OSError:
        return
    for path in _oldest(found, most):
        remove(path)


def _oldest(found: Iterable[tuple[int, str]], most: int) -> list[str]:
    return [path for _, path in sorted(found, reverse=True)[most:]]
