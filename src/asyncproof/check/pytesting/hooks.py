"""Finds the hooks in `conftest.py` files that may change which tests there are and how they run.

Nothing is parsed: a word is enough to know that what pytest does by itself is not the whole story.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUNNING = (
    "pytest_pyfunc_call",
    "pytest_pycollect_makeitem",
    "pytest_pycollect_makemodule",
    "pytest_collect_file",
    "pytest_runtest_call",
    "pytest_runtest_protocol",
    "pytest_fixture_setup",
    "pytest_asyncio_loop_factories",
)
"""Hooks that take over how tests are found or run."""
_MARKING = (
    "pytest_collection_modifyitems",
    "pytest_itemcollected",
    "pytest_generate_tests",
    "pytest_configure",
    "pytest_load_initial_conftests",
    "pytest_cmdline_main",
)
"""Hooks that may mark tests or set the mode, and mostly do something else."""
_NAMES = b"(" + "|".join((*_RUNNING, *_MARKING)).encode() + rb")\b"
_HOOK = re.compile(rb"^([ \t]*)def[ ]+" + _NAMES, re.MULTILINE)
_IMPORTED = re.compile(rb"^[ \t]*from[ ]+\S+[ ]+import[ ]+(?:[^\n#(]*?|\([^)]*?)\b" + _NAMES, re.MULTILINE)
_MARKS = re.compile(rb"\.(?:add_marker|own_markers|pytestmark)\b")
_PLAIN_MARK = re.compile(rb"add_marker\(\s*(?:pytest\.mark\.(\w+)|(\w+)\s*[,)]|[\"'](\w+)[\"'])")
_ASSIGNED = rb"\b%s\s*=\s*pytest\.mark\.(?!\w*(?:async|anyio|trio))\w+"
_RUNNERS = re.compile(rb"asyncio|anyio|trio|curio|coroutine|async|event_loop|getattr\(\s*pytest\.mark")
_MODE = re.compile(rb"asyncio_mode|anyio_mode|asyncio_default_\w+")
_PLUGINS = re.compile(rb"^pytest_plugins\b[^=]*=\s*(\([^)]*\)|\[[^\]]*\]|[^\n]*)", re.MULTILINE)
_STRING = re.compile(rb"[\"']([\w.]+)[\"']")


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook of a `conftest.py` or of a plugin that it loads."""

    name: str
    path: str
    line: int
    about_async: bool
    """Whether it may decide how async tests run; False if it plainly does something else."""


@dataclass(frozen=True, slots=True)
class Conftest:
    """What one such file has to say about how tests run."""

    path: str
    hooks: tuple[Hook, ...] = ()
    plugins: tuple[str, ...] = ()
    """The modules in `pytest_plugins`."""
    sets_mode: bool = False
    """Whether it speaks of a mode, which a program may set."""


def read_conftest(path: str) -> Conftest:
    """Read a `conftest.py`, or a module with fixtures and hooks; one that can't be read says nothing."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError:
        return Conftest(path)
    if b"pytest_" not in raw and b"_mode" not in raw:
        return Conftest(path)
    plugins = [name.decode() for group in _PLUGINS.findall(raw) for name in _STRING.findall(group)]
    return Conftest(path, tuple(_hooks(path, raw)), tuple(plugins), _MODE.search(raw) is not None)


def _hooks(path: str, raw: bytes) -> Iterator[Hook]:
    for found in _HOOK.finditer(raw):
        name = found[2].decode()
        about = name in _RUNNING or _may_mark(raw, _body(raw, found.end(), len(found[1])))
        yield Hook(name, path, _line(raw, found.start(2)), about)
    for found in _IMPORTED.finditer(raw):  # what it does stands elsewhere
        yield Hook(found[1].decode(), path, _line(raw, found.start(1)), about_async=True)


def _body(raw: bytes, start: int, indent: int) -> bytes:
    """Return the text up to the next line that stands no deeper than the `def` and isn't a bracket's end."""
    end = re.compile(rb"\n[ \t]{0,%d}[^\s)\]}#]" % indent).search(raw, start)
    return raw[start : end.start()] if end else raw[start:]


def _may_mark(raw: bytes, body: bytes) -> bool:
    """Tell whether the body of a hook may give tests an async runner."""
    if _RUNNERS.search(body):
        return True
    plain = sum(
        bool(mark or text or re.search(_ASSIGNED % variable, raw))
        for mark, variable, text in _PLAIN_MARK.findall(body)
    )
    return len(_MARKS.findall(body)) > plain


def _line(raw: bytes, where: int) -> int:
    return raw.count(b"\n", 0, where) + 1


def conftests(folder: str, top: str) -> list[str]:
    """Return the `conftest.py` files from *top* down to *folder* that are there."""
    chain = [folder]
    while chain[-1] != top and os.path.dirname(chain[-1]) != chain[-1]:
        chain.append(os.path.dirname(chain[-1]))
    files = (os.path.join(place, "conftest.py") for place in reversed(chain))
    return [file for file in files if os.path.isfile(file)]
