"""Rule blocking-wait: an async function waits for a thread in the thread of its loop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.blocking.known import LAST_NAMES, Kind
from asyncproof.check.insight.blocking.looking import blocking_call, last_name
from asyncproof.check.insight.blocking.telling import tell
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_SHORT = frozenset(("join", "acquire", "get"))
"""What most often waits for something that is all but there: a thread's end, a lock, a filled queue."""


class BlockingWait(Rule):
    """An async function waits for a thread by a call that blocks the event loop.

    ## What it does

    Finds `get` of a `queue.Queue`, `join` of a `threading.Thread`, `wait` and `acquire` of `threading`'s
    events and locks, and `result` of a `concurrent.futures.Future` in async functions. With a timeout, for
    threads at their end, locks and queues, and for objects in attributes, it is an advice only.

    ## Why it is bad

    The event loop stands still until the thread is done. If the thread needs the loop for that, as with
    `run_coroutine_threadsafe(...).result()`, both wait for ever, and no timeout of asyncio can end it.

    ## Example

    ```python bad title="test_thread.py"
    import asyncio
    import threading


    async def test_the_thread_reports():
        loop = asyncio.get_running_loop()
        reports = []
        thread = threading.Thread(target=loop.call_soon_threadsafe, args=(reports.append, 1))
        thread.start()
        thread.join()  # AP508
        await asyncio.sleep(0)
        assert reports == [1]
    ```

    ## What to do instead

    ```python good title="test_thread.py"
    import asyncio
    import threading


    async def test_the_thread_reports():
        loop = asyncio.get_running_loop()
        reports = asyncio.Queue()
        thread = threading.Thread(target=loop.call_soon_threadsafe, args=(reports.put_nowait, 1))
        thread.start()
        async with asyncio.timeout(5):
            await asyncio.to_thread(thread.join)
            assert await reports.get() == 1
    ```

    ## What it cannot see

    Objects whose class it does not know. It is silent where what is waited for is certainly there already:
    the same function has called `set`, `put` or `set_result` of the same object, or asked `done()`. Futures
    of a class of the project's own are most often made with their result, and left alone.
    """

    code = "AP508"
    name = "blocking-wait"
    severity = Severity.WARNING
    guide = "A lock or a queue of threads has no place in async code."

    @only(called=LAST_NAMES[Kind.WAIT], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        if blocking_call(node, here, Kind.WAIT) is None:
            return
        is_short = last_name(node, here) in _SHORT or _is_bounded(node) or _is_kept(node)
        severity = Severity.INFO if is_short else None
        cure = "await it by `asyncio.to_thread` or `asyncio.wrap_future`, or use what asyncio has"
        tell(self, node, here, Kind.WAIT, cure=cure, severity=severity)


def _is_kept(node: ast.Call) -> bool:
    """Tell whether what is waited for is in an attribute: others may know that it is done."""
    return isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Attribute)


def _is_bounded(node: ast.Call) -> bool:
    """Tell whether a call gives up after some time."""
    values = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "timeout")]
    return any(not (isinstance(value, ast.Constant) and value.value in {None, True}) for value in values)
