from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.explain import explain
from tests.explain.failing import DidNotFailError, failure_of

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = ["def test_it():\n    {}", "async def test_it():\n    {}"]
VALUES = ("None", "(5)", "object()", "print", "(lambda: 1)", "iter([])", "type")
USES = (".missing", "['a']", "[0]['x']", " + {}", " < {}", " @ 1", "().x")
OPERANDS = ("2", "'b'", "{}", "object()", "print")
FUNCTIONS = ("len", "iter", "next", "int", "sum", "sorted", "dict", "max")
ERRORS = ("ValueError", "RuntimeError", "TypeError", "AssertionError", "OSError")
TEXTS = ("", "the event loop", "coroutine", "await", "loop is closed", "task", "timeout", "a lock")
MOCK = "from unittest.mock import AsyncMock, Mock; "
ORDINARY = [
    *(f"assert {left} is {right}" for left in ("1", "'a'", "None", "[]") for right in OPERANDS),
    *(f"assert {left} == {right}" for left in ("1", "'a'", "None", "[]") for right in OPERANDS),
    *(value + use for value in VALUES for use in USES),
    *(
        f"{function}({value})"
        for function in FUNCTIONS
        for value in ("None", "print", "object()", "[None, 1]")
    ),
    *(f"raise {kind}('{text}')" for kind in ERRORS for text in TEXTS),
    "import json; json.loads('')",
    "import json; json.dumps({1: object()})",
    "import asyncio; asyncio.missing",
    "import queue; queue.Queue().get_nowait()",
    "import asyncio; asyncio.Queue('a').get_nowait()",
    *("a, b = 1", "a, b = [1]", "x = undefined", "del undefined", "import missing_module", "eval('1 +')"),
    *(
        "1 / 0",
        "[][1]",
        "{}['a']",
        "print(1)(2)",
        "for x in 5: pass",
        "with 5: pass",
        "print(*5)",
        "print(**5)",
    ),
    *(MOCK + use for use in ("Mock().assert_called()", "Mock(return_value=1)().x", "Mock(spec=[]).x")),
    *(
        MOCK + use
        for use in ("len(Mock())", "AsyncMock().assert_awaited()", "AsyncMock().assert_awaited_with(1)")
    ),
    "import pytest; pytest.fail('async')",
    "import pytest; pytest.raises(ValueError, int, 5)",
]


@pytest.mark.parametrize("setting", SETTINGS, ids=["sync", "async"])
def test_ordinary_failures_are_not_explained(tmp_path: Path, setting: str) -> None:
    """What is not about async code gets no section, in a sync test or an async one; hundreds are tried."""
    told, failed = {}, 0
    for line in ORDINARY:
        try:
            failure = failure_of(tmp_path, setting.format(line))
        except DidNotFailError:
            continue
        failed += 1
        text = explain(failure)
        if text is not None:
            told[line] = text
    assert not told
    assert failed > 150
