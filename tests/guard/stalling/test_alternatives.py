from __future__ import annotations

import pytest

from asyncproof.guard.stalling.alternatives import alternative_to


@pytest.mark.parametrize(
    ("callee", "library", "text", "word"),
    [
        ("", "", "time.sleep(1)", "asyncio.sleep"),
        ("subprocess.run", "", "run(...)", "create_subprocess_exec"),
        ("queue.get", "", "items.get()", "asyncio.Queue"),
        ("concurrent.futures.result", "", "future.result()", "wrap_future"),
        ("", "requests", "requests.get(url)", "AsyncClient"),
        ("", "", "lock.acquire()", "asyncio's Lock"),
    ],
)
def test_each_way_to_block_has_its_counterpart(callee: str, library: str, text: str, word: str) -> None:
    """What is told to do is what fits the call."""
    found = alternative_to(callee, library, text)
    assert found is not None
    assert word in found.cure


def test_unknown_calls_have_none() -> None:
    """A call that nobody knows is not said to wait."""
    assert alternative_to("json.loads", "", "json.loads(text)") is None
    assert alternative_to("", "", "compute(7)") is None
