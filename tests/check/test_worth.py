from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.facts import term_of
from asyncproof.check.linking import UNKNOWN, Coroutine
from asyncproof.check.rule import Rule
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here

TEXT = """
import asyncio
from unittest.mock import AsyncMock, Mock


class Client:
    async def get(self) -> int:
        return 1

    def part(self) -> "Client":
        return self


async def test_all():
    client, mock = Client(), Mock()
    client.part().part().get()
    (await client.get()).real
    mock.thing.return_value = client
    mock.thing().get()
    client.later = AsyncMock()
    client.later()
    asyncio.sleep(1)
    [one.get() for one in [client]]
    (lambda: client.get())()
    client["a"].get
"""


class Compare(Rule):
    """Notes where a node is worth something else than its term."""

    code = "AP994"
    name = "compare"

    def __init__(self) -> None:
        self.seen = 0
        self.others: list[str] = []
        self.last: dict[str, object] = {}

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call, and at what is called."""
        self._look(node, here)
        self._look(node.func, here)

    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what is awaited."""
        self._look(node, here)

    def _look(self, node: ast.expr, here: Here) -> None:
        value = here.written(node)
        term = here.evaluator.value(term_of(node), here.scope, (node.lineno, node.col_offset), here.path)
        self.seen += 1
        self.others += [] if value == term else [ast.unparse(node)]
        self.last[ast.unparse(node)] = value
        assert here.written(node) is value


def compared(root: Path, text: str) -> Compare:
    """Compare the calls of a file."""
    write(root, {"test_it.py": text})
    rule = Compare()
    Checker(root, [rule], raises=True).check([root / "test_it.py"])
    return rule


def test_a_node_is_worth_what_its_term_is(tmp_path: Path) -> None:
    """Calls, attributes, names, what mocks are told, what is assigned, what stands in comprehensions."""
    rule = compared(tmp_path, TEXT)
    assert rule.others == []
    assert rule.seen > 20
    assert isinstance(rule.last["client.part().part().get()"], Coroutine)
    assert isinstance(rule.last["mock.thing().get()"], Coroutine)
    assert isinstance(rule.last["client.later()"], Coroutine)


def test_a_long_chain_ends_in_the_unknown(tmp_path: Path) -> None:
    """It costs neither the stack nor the time of all its parts."""
    chain = "client" + ".part()" * 60 + ".get()"
    rule = compared(tmp_path, TEXT.replace("client.part().part().get()", chain))
    assert rule.last[chain] is UNKNOWN
