"""A documentation page as tests: which blocks are run, and what they are compared with.

- `python` blocks run, one after the other, as one module.
- A `text` block right after a `python` block is what that block prints.
- A block with a title, as in `python title="test_x.py"`, is a file of that name.
- A `console` block is run beside these files; its lines after `$ ` are commands, the others what they print.
- All other blocks are left alone.
"""

from __future__ import annotations

import contextlib
import io
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sybil import Region

from tests.docs.fences import find_fences
from tests.docs.matching import describe_difference
from tests.docs.session import check_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Document, Example

MODULE = "asyncproof_docs_page"


def open_page(namespace: dict[str, Any]) -> None:
    """Give the page a module of its own for its `python` blocks."""
    module = ModuleType(MODULE)
    sys.modules[MODULE] = module
    namespace["module"] = module
    namespace["printed"] = ""


def close_page(namespace: dict[str, Any]) -> None:
    """Forget the page's module."""
    sys.modules.pop(MODULE, None)
    namespace.clear()


def run_python(example: Example) -> None:
    """Run a block in the page's module and keep what it prints."""
    module: ModuleType = example.namespace["module"]
    source = "\n" * example.line + example.parsed.body
    code = compile(source, example.path, "exec", dont_inherit=True)
    module.__file__ = example.path
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, module.__dict__)
    example.namespace["printed"] = printed.getvalue()


def compare_output(example: Example) -> str | None:
    """Compare a block with what the `python` block above it printed."""
    return describe_difference(example.parsed.body, example.namespace["printed"])


def run_session(example: Example) -> str | None:
    """Run a session beside the files shown so far."""
    fence, files = example.parsed
    return check_session(fence.body, files)


def parse_page(document: Document) -> Iterator[Region]:
    """Find the blocks of a page that are tests."""
    files: dict[str, str] = {}
    before = ""
    for fence in find_fences(document.text):
        if fence.title is not None:
            files[fence.title] = fence.body
        elif fence.language == "python":
            yield Region(fence.start, fence.end, fence, run_python)
        elif fence.language == "text" and before == "python":
            yield Region(fence.start, fence.end, fence, compare_output)
        elif fence.language == "console":
            yield Region(fence.start, fence.end, (fence, dict(files)), run_session)
        before = "" if fence.title is not None else fence.language
