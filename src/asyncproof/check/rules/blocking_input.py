"""Rule blocking-input: an async function waits for somebody to type."""

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


class BlockingInput(Rule):
    """An async function waits in the thread of the event loop until somebody has typed a line.

    ## What it does

    Finds `input` and `getpass.getpass` in async functions.

    ## Why it is bad

    A person takes seconds, and the event loop stands still for all of them: connections time out, and tasks
    that should have run do not.

    ## Example

    ```python bad title="test_greeting.py"
    async def ask_for_name():
        return input("Your name: ")  # AP505
    ```

    ## What to do instead

    ```python good title="test_greeting.py"
    import asyncio


    async def ask_for_name():
        return await asyncio.to_thread(input, "Your name: ")
    ```

    ## What it cannot see

    Calls behind an attribute or a parameter whose class it does not know, and functions that block and are
    not in its tables. A test that replaces what it names, by `patch` or `monkeypatch`, is left alone.
    """

    code = "AP505"
    name = "blocking-input"
    severity = Severity.WARNING
    guide = "Nothing in async code waits for a keyboard."
    also = ("ASYNC250",)

    @only(called=LAST_NAMES[Kind.INPUT], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        tell(self, node, here, Kind.INPUT, cure="hand it to `asyncio.to_thread`")
