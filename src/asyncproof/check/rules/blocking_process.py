"""Rule blocking-process: an async function waits for a process in the thread of its loop."""

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


class BlockingProcess(Rule):
    """An async function runs a process and blocks the thread until it has ended.

    ## What it does

    Finds `subprocess.run` and its relatives, `wait` and `communicate` of a `subprocess.Popen`, `os.system`
    and `os.waitpid` in async functions.

    ## Why it is bad

    The event loop stands still while the process runs. A server of the test that the process talks to can't
    answer, and no timeout of asyncio can end the wait.

    ## Example

    ```python bad title="test_version.py"
    import subprocess


    async def version_of(program):
        return subprocess.check_output([program, "--version"])  # AP504
    ```

    ## What to do instead

    ```python good title="test_version.py"
    import asyncio
    import subprocess


    async def version_of(program):
        process = await asyncio.create_subprocess_exec(program, "--version", stdout=subprocess.PIPE)
        out, _ = await process.communicate()
        return out
    ```

    ## What it cannot see

    Calls behind an attribute or a parameter whose class it does not know, and functions that block and are
    not in its tables. A test that replaces what it names, by `patch` or `monkeypatch`, is left alone.
    """

    code = "AP504"
    name = "blocking-process"
    severity = Severity.WARNING
    guide = "In async code, processes are run by asyncio."
    also = ("ASYNC220", "ASYNC221", "ASYNC222")

    @only(called=LAST_NAMES[Kind.PROCESS], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        tell(
            self,
            node,
            here,
            Kind.PROCESS,
            cure="use `asyncio.create_subprocess_exec`, or hand it to `asyncio.to_thread`",
        )
