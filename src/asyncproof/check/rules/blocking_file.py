"""Rule blocking-file: a file is opened, read or written in an async function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.insight.blocking.known import LAST_NAMES, Kind
from asyncproof.check.insight.blocking.telling import tell
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here


class BlockingFile(Rule):
    """An async function opens, reads or writes a file in the thread of the event loop.

    ## What it does

    Finds `open`, the reading and writing methods of `pathlib.Path`, and the copying functions of `shutil` in
    async functions. It is off by default: for a small local file the wait is short, and a thread costs more.

    ## Why it is bad

    A disk that is slow, or far away, keeps the event loop waiting. Nothing else runs meanwhile.

    ## Example

    ```python bad title="test_report.py"
    from pathlib import Path


    async def read_report(folder):
        return Path(folder, "report.txt").read_text()  # AP503
    ```

    ## What to do instead

    ```python good title="test_report.py"
    import asyncio
    from pathlib import Path


    async def read_report(folder):
        return await asyncio.to_thread(Path(folder, "report.txt").read_text)
    ```

    ## What it cannot see

    Calls behind an attribute or a parameter whose class it does not know, and functions that block and are
    not in its tables. A test that replaces what it names, by `patch` or `monkeypatch`, is left alone.
    """

    code = "AP503"
    name = "blocking-file"
    severity = Severity.INFO
    default = False
    guide = "Files are read in a thread, or with an async library."
    also = ("ASYNC230", "ASYNC240")

    @only(called=LAST_NAMES[Kind.FILE], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        tell(self, node, here, Kind.FILE, cure="hand it to `asyncio.to_thread`")
