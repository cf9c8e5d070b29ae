"""What fixes make of calls that block, of old ways to the loop, and of arguments that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.rules.test_fixes import fixed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("head", "before", "after_head", "after"),
    [
        ("import time", "time.sleep(0.1)", "import asyncio\nimport time", "await asyncio.sleep(0.1)"),
        ("import asyncio as aio\nfrom time import sleep", "sleep(1 + 1)", "", "await aio.sleep(1 + 1)"),
        ("import time\nasyncio = None", "time.sleep(0.1)", "", None),
        ("import time\nimport anyio", "time.sleep(0.1)", "", None),
    ],
)
def test_sleep_becomes_that_of_asyncio(
    head: str, before: str, after_head: str, after: str | None, tmp_path: Path
) -> None:
    """Under the name that asyncio has in the file; not where that is taken, or another library is there."""
    text = "{}\n\n\nasync def work():\n    {}\n"
    found = fixed(tmp_path, "blocking-sleep", text.format(head, before))
    assert found == (None if after is None else text.format(after_head or head, after))


def test_a_sleep_is_mended_by_unsafe_fixes_only(tmp_path: Path) -> None:
    """Other tasks run meanwhile, which is the point, and may change what the code does."""
    text = "import time\n\n\nasync def work():\n    time.sleep(0.1)\n"
    assert fixed(tmp_path, "blocking-sleep", text, unsafe=False) is None


@pytest.mark.parametrize(
    ("head", "given", "after_head", "after"),
    [
        ("import asyncio", "", "", "asyncio.get_running_loop()"),
        (
            "from asyncio import get_event_loop",
            "",
            "from asyncio import get_event_loop, get_running_loop",
            "get_running_loop()",
        ),
        ("from asyncio import get_event_loop", "get_running_loop, asyncio", "", None),
    ],
)
def test_the_running_loop_is_asked_for(
    head: str, given: str, after_head: str, after: str | None, tmp_path: Path
) -> None:
    """It is the same loop in an async function, so that the fix is safe."""
    text = "{}\n\n\nasync def now({}):\n    return {}.time()\n"
    before = "asyncio.get_event_loop()" if head == "import asyncio" else "get_event_loop()"
    found = fixed(tmp_path, "get-event-loop", text.format(head, given, before), unsafe=False)
    assert found == (None if after is None else text.format(after_head or head, given, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("asyncio.sleep(1, loop=loop)", "asyncio.sleep(1)"),
        ("asyncio.sleep(loop=loop, delay=1)", "asyncio.sleep(delay=1)"),
        ("asyncio.Lock(loop=loop)", "asyncio.Lock()"),
        (
            "asyncio.wait_for(\n        thing,\n        loop=loop,\n    )",
            "asyncio.wait_for(\n        thing,\n    )",
        ),
    ],
)
def test_the_loop_is_left_out(before: str, after: str, tmp_path: Path) -> None:
    """With one of the commas around it."""
    text = "import asyncio\n\n\nasync def work(loop, thing):\n    await {}\n"
    assert fixed(tmp_path, "removed-loop-argument", text.format(before)) == text.format(after)


@pytest.mark.parametrize(
    ("head", "before", "after_head", "after"),
    [
        (
            "import httpx",
            "httpx.AsyncClient(app=app)",
            "",
            "httpx.AsyncClient(transport=httpx.ASGITransport(app=app))",
        ),
        (
            "from httpx import AsyncClient",
            'AsyncClient(app=app, base_url="http://app")',
            "from httpx import ASGITransport, AsyncClient",
            'AsyncClient(transport=ASGITransport(app=app), base_url="http://app")',
        ),
        ("import httpx", "httpx.Client(app=app)", "", "httpx.Client(transport=httpx.WSGITransport(app=app))"),
    ],
)
def test_an_app_gets_a_transport(head: str, before: str, after_head: str, after: str, tmp_path: Path) -> None:
    """Whose import is added where it is missing; the fix is safe, for the call could only raise."""
    text = "{}\n\n\ndef client_of(app):\n    return {}\n"
    found = fixed(tmp_path, "removed-app-argument", text.format(head, before), unsafe=False)
    assert found == text.format(after_head or head, after)


def test_a_client_with_a_transport_keeps_its_app(tmp_path: Path) -> None:
    """Nobody can tell which of the two is meant."""
    text = "import httpx\n\n\nasync def work(app, one):\n    httpx.AsyncClient(app=app, transport=one)\n"
    assert fixed(tmp_path, "removed-app-argument", text) is None
