"""Jobs of executors that can fail by what they are: files, lookups, and processes that may be killed.

What a thread does for the user is the user's own code: whether it can fail is not known, and an `OSError`
out of a function that adds numbers would be a lie. So only those jobs fail that are input or output by
themselves, as `open` and `Path.read_text`, and any job of a process pool: the system may kill processes.
"""

from __future__ import annotations

import errno
import io
import os
import socket
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.loop.real.jobs import unwrapped

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Executor

FILES = frozenset({"io", "_io", "os", "posix", "nt", "shutil", "tempfile", "pathlib"})
"""Modules whose functions touch files."""
LOOKUPS = frozenset({"getaddrinfo", "getnameinfo", "gethostbyname", "gethostbyaddr"})
IN_MEMORY = (io.BytesIO, io.StringIO)


class Trouble(NamedTuple):
    """What a job fails with, and how that is told."""

    what: str
    error: Exception


def failed_job(
    loop: Any, executor: Executor | None, func: Any, args: tuple[Any, ...]
) -> asyncio.Future[Any] | None:
    """Return the future of a job that fails in the place of being done; None if it is to be done."""
    trouble = trouble_of(executor, func, args)
    if trouble is None or not loop.may_fail(trouble.what):
        return None
    future: asyncio.Future[Any] = loop.create_future()
    loop.arrive(trouble.what, _fail, future, trouble.error)
    return future


def trouble_of(executor: Executor | None, func: Any, args: tuple[Any, ...]) -> Trouble | None:
    """Return how a job can fail, if it is known that it can."""
    func, args = unwrapped(func, args)
    name = getattr(func, "__qualname__", None) or repr(func)
    if isinstance(executor, ProcessPoolExecutor):
        return Trouble(
            f"the process that does {name}() is killed",
            BrokenProcessPool("A process in the process pool was terminated abruptly while it was working."),
        )
    given = repr(args[0]) if args else ""
    if getattr(func, "__name__", "").removeprefix("_").removesuffix("_debug") in LOOKUPS:
        return Trouble(
            f"looking up {given}: no answer from the name server",
            socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
        )
    if not _touches_files(func):
        return None
    return Trouble(f"{name}({given}) fails", OSError(errno.EIO, os.strerror(errno.EIO)))


def _touches_files(func: Any) -> bool:
    owner = getattr(func, "__self__", None)
    if isinstance(owner, io.IOBase):
        return not isinstance(owner, IN_MEMORY) and func.__name__ != "close"
    module = getattr(func, "__module__", None) or ""
    return module.partition(".")[0] in FILES


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
