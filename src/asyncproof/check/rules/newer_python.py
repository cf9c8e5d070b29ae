"""Rule newer-python: a part of asyncio that the oldest Python of the project does not have."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Confidence
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_SINCE = {
    "asyncio.to_thread": (3, 9),
    "contextlib.aclosing": (3, 10),
    "asyncio.Barrier": (3, 11),
    "asyncio.BrokenBarrierError": (3, 11),
    "asyncio.Runner": (3, 11),
    "asyncio.TaskGroup": (3, 11),
    "asyncio.timeout": (3, 11),
    "asyncio.timeout_at": (3, 11),
    "asyncio.create_eager_task_factory": (3, 12),
    "asyncio.eager_task_factory": (3, 12),
    "asyncio.EventLoop": (3, 13),
    "asyncio.QueueShutDown": (3, 13),
}
_MODULES = frozenset(name.partition(".")[0] for name in _SINCE)
_LAST = frozenset(name.partition(".")[2] for name in _SINCE)
_ASKING = frozenset(
    ("hasattr", "importorskip", "skipif", "version_info", "python_version_tuple", "hexversion")
)


class NewerPython(Rule):
    """Code uses what asyncio has only in a newer Python than the project promises to support.

    ## What it does

    Compares uses of `asyncio.TaskGroup`, `asyncio.timeout`, `asyncio.Runner` and some others with the oldest
    Python that `requires-python` lets in. Files that ask for the version of Python anywhere are left alone.

    ## Why it is bad

    On the older Python it is an AttributeError or an ImportError, and whoever runs the tests with a newer one
    never sees it.

    ## Example

    ```python bad title="shop.py"
    import asyncio


    async def deliver(orders):
        async with asyncio.TaskGroup() as group:  # AP222
            for order in orders:
                group.create_task(order.deliver())
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    requires-python = ">=3.10"
    ```

    ## What to do instead

    ```python good title="shop.py"
    import asyncio


    async def deliver(orders):
        await asyncio.gather(*(order.deliver() for order in orders))
    ```

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    requires-python = ">=3.10"
    ```

    Or let `requires-python` say the truth.

    ## What it cannot see

    Files that are only imported, or tests that are only collected, where Python is new enough.
    """

    code = "AP222"
    name = "newer-python"
    severity = Severity.WARNING
    confidence = Confidence.LIKELY
    guide = "TaskGroup and asyncio.timeout need Python 3.11."

    @only(called=_LAST)
    def on_Attribute(self, node: ast.Attribute, here: Here) -> None:
        """Look at a use as `asyncio.timeout`."""
        if node.attr in _LAST and isinstance(node.ctx, ast.Load):
            self._look(node, here.full_name(node), here)

    def on_ImportFrom(self, node: ast.ImportFrom, here: Here) -> None:
        """Look at an import."""
        if node.module in _MODULES and not node.level:
            for alias in node.names:
                self._look(node, f"{node.module}.{alias.name}", here)

    def _look(self, node: ast.Attribute | ast.ImportFrom, name: str | None, here: Here) -> None:
        since = _SINCE.get(name or "")
        oldest = None if since is None else here.configuration.evidence.oldest_python
        if since is None or oldest is None or oldest >= since:
            return
        if any(hit.rule == self.name and f"`{name}`" in hit.message for hit in here.hits):
            return  # one word a file is enough
        if _is_asked_for(here):
            return
        here.report(
            self,
            node,
            f"`{name}` is there since Python {since[0]}.{since[1]}, and the project is for "
            f"{oldest[0]}.{oldest[1]} and later",
            cure="use what the older Python has, or raise `requires-python`",
        )


def _is_asked_for(here: Here) -> bool:
    """Tell whether a file finds out what its Python has, or takes it from elsewhere if it has not."""
    if any(isinstance(one, ast.Try) and one.handlers for one in here.parents):
        return True
    return any(_is_asking(one) for one in nodes_in(here.parents[0]))


def _is_asking(node: ast.AST) -> bool:
    """Tell whether a name or attribute asks for the version of Python, as `version_info` or `PY311`."""
    word: str = getattr(node, "id", getattr(node, "attr", ""))
    return word in _ASKING or word.upper().startswith(("PY3", "PY_3", "IS_PY"))
