"""Whose line keeps the loop busy, and with which call: the nearest line of the user's, if it is theirs."""

from __future__ import annotations

import ast
import linecache
from itertools import islice
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.core.record import frozen
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, FrameType

_CLIENTS = frozenset(
    {
        *("requests", "urllib3", "httpx", "httpcore", "httpx2", "httpcore2", "anyio", "redis", "psycopg"),
        *("psycopg2", "pymysql", "MySQLdb", "pymongo", "elasticsearch", "elastic_transport", "boto3"),
        *("botocore", "kafka", "pika", "paramiko", "stripe", "tenacity", "backoff", "retrying", "retry"),
        *("simple_websocket", "websocket", "ldap3", "grpc", "openai", "sqlite_utils", "freezegun", "certifi"),
    }
)
"""Packages that do in a blocking way what the user's line asked them for."""
_OURS = frozenset({"asyncio", "uvloop", "anyio", "backports"})
"""What blocks in there was thought about by those who wrote it."""
_EXCUSED = frozenset(
    {
        *("importlib", "_frozen_importlib", "_frozen_importlib_external", "zipimport", "pdb", "bdb"),
        *("IPython", "ipdb", "pudb", "pydevd", "debugpy", "_pydevd_bundle", "_pytest", "pluggy"),
        *("coverage", "pytest_cov", "cProfile", "pyinstrument", "linecache", "traceback", "tracemalloc"),
        *("logging", "warnings", "faulthandler", "syrupy", "inline_snapshot", "hypothesis", "doctest"),
    }
)
"""Imports, debuggers, reports: slow once, or slow because somebody looks."""
_TLS_ONCE = frozenset({"create_default_context", "_create_unverified_context", "load_default_certs"})
"""Functions of `ssl` that read all certificates there are, for clients that live long."""
_LONGEST = 60
_NOWHERE = (None, None, None, None)


@frozen
class Blame:
    """A line of the user's code that blocks, or calls what does."""

    file: str
    line: int
    code: CodeType
    call: str
    """The call as it is written there; the whole line where its limits can't be told."""
    callee: str
    """The function of the standard library or of a client that it called; empty if it is written in C."""
    library: str
    """The installed package that it called; empty for none."""
    module: str = ""
    """The user's module."""

    @property
    def place(self) -> Place:
        """The line as a place."""
        return Place(self.file, self.line)

    @property
    def names(self) -> tuple[str, ...]:
        """What an allow-list may call it: the user's function, and what it calls."""
        function = getattr(self.code, "co_qualname", self.code.co_name)
        return tuple(filter(None, (function, f"{self.module}.{function}", self.callee)))


def blame(frames: Iterable[FrameType]) -> Blame | None:
    """Find the line to blame, given the frames of one step, innermost first; None if nobody is."""
    callee, library, found = None, "", None
    for frame in frames:
        module = str(frame.f_globals.get("__name__"))
        package = module.partition(".")[0]
        if package in _EXCUSED or (package == "ssl" and frame.f_code.co_name in _TLS_ONCE):
            return None
        if found is not None:
            continue
        file = frame.f_code.co_filename
        if file.startswith("<") and not file.startswith("<frozen"):
            callee = frame
        elif not is_foreign(file) and not file.startswith("<"):
            found = _made(frame, callee, library)
        elif package == "asyncproof":
            continue
        elif _is_installed(file):
            if package not in _CLIENTS:
                return None
            callee, library = frame, package
        elif package in _OURS or _is_a_start(frame):
            return None
        else:
            callee = frame
    return found


def _made(frame: FrameType, callee: FrameType | None, library: str) -> Blame:
    name = ""
    if callee is not None:
        module = str(callee.f_globals.get("__name__")).replace("._base", "")
        name = f"{module}.{callee.f_code.co_name}"
    code = frame.f_code
    return Blame(
        code.co_filename,
        frame.f_lineno,
        code,
        call_text(frame),
        name,
        library,
        str(frame.f_globals.get("__name__", "")),
    )


def _is_installed(file: str) -> bool:
    return "site-packages" in file or "dist-packages" in file


def _is_a_start(frame: FrameType) -> bool:
    """Tell whether a thread is just being started, which waits for it for a moment."""
    return frame.f_code.co_name == "start" and frame.f_globals.get("__name__") == "threading"


def call_text(frame: FrameType) -> str:
    """Return the call that a frame is in, as it is written."""
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    text = _exactly(frame, line) or _only_call(line.strip()) or line.strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _only_call(line: str) -> str:
    """Return the first call in a line that is whole by itself; empty if there is none."""
    for text in (line, f"{line} pass"):
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                return ast.get_source_segment(text, node) or ""
    return ""


def _exactly(frame: FrameType, line: str) -> str:
    positions: Any = getattr(frame.f_code, "co_positions", tuple)()  # since Python 3.11
    first, last, begin, end = next(islice(positions, max(frame.f_lasti, 0) // 2, None), _NOWHERE)
    if first is None or first != last or begin is None or end is None:
        return ""
    return line.encode()[begin:end].decode(errors="replace")
