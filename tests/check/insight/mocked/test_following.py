from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.mocked.following import reached
from tests.check.insight.mocked.asked import answers
from tests.check.world import describe

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here

APP = """
    from dataclasses import dataclass
    from unknown import strange

    async def read(client, name="x", *, other=None):
        await client.session.get(name)
        client.close()
        async with client.lock:
            pass
        async for row in other.rows():
            pass

    async def waits(future):
        await future

    async def asks(client):
        if isinstance(client, int):
            await client.get()

    async def rebinds(client):
        client.session = strange()
        await client.session.get()

    class Service:
        def __init__(self, client, store=None):
            self.client = client
            self._store = store or strange()
            self.twice = client
        def set(self):
            self.twice = None
        async def read(self):
            await self.client.get()
            await self.twice.get()
        async def store(self):
            await self._store.get()
        @staticmethod
        async def help(client):
            await client.get()

    @dataclass
    class Box:
        client: object
        async def read(self):
            await self.client.get()

    class Bare:
        client: object
        async def read(self):
            await self.client.get()

    class Two:
        def __init__(self, client): ...
        def __init__(self, client): self.client = client
        async def read(self):
            await self.client.get()
"""
HEAD = """
    import app
    import pytest
    from app import Bare, Box, Service, Two
    from unittest.mock import AsyncMock, Mock, patch
"""


def told(here: Here, call: ast.Call) -> str | None:
    """Return the uses that a call comes to, as words."""
    found = [
        f"{one.place} {one.use.kind} {one.written}: {describe(one.source)} gives {describe(one.value)}"
        for one in reached(here, call)
    ]
    return "; ".join(found) or None


ALL = (
    "read await client.session.get(): Mock gives Mock; read drop client.close(): Mock gives Mock; "
    "read async with client.lock: Mock gives Mock"
)
SERVICE = "Service.read await self.client.get(): Mock gives Mock"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("await app.read(Mock())", ALL),
        ("await app.read(client=Mock())", ALL),
        ("await app.waits(AsyncMock())", "waits await future: AsyncMock gives AsyncMock"),
        ("await app.asks(Mock())", None),
        ("await strange.gather(app.waits(Mock()))", "waits await future: Mock gives Mock"),
        ("app.waits(Mock())", None),
        ("await app.rebinds(Mock())", None),
        ("await app.read(*strange)", None),
        ("await app.strange(Mock())", None),
        ("await strange(Mock())", None),
        ("await Service(Mock()).read()", SERVICE),
        ("await Service(store=1, client=Mock()).read()", SERVICE),
        ("one = Service(Mock())\n        await one.read()", SERVICE),
        ("await Service(1, Mock()).store()", "Service.store await self._store.get(): Mock gives Mock"),
        ("await Service.help(Mock())", "Service.help await client.get(): Mock gives Mock"),
        ("one = two = Service(Mock())\n        await two.read()", SERVICE),
        ("one = Service(Mock())\n        one = strange\n        await one.read()", None),
        ("one: Service = strange\n        await one.read()", None),
        ("await Box(Mock()).read()", "Box.read await self.client.get(): Mock gives Mock"),
        ("await Bare(Mock()).read()", None),
        ("await Two(Mock()).read()", None),
        ("await Service().read()", None),
        ("await strange.make(Mock()).read()", None),
        ("m = Mock()\n        print(m)\n        await app.waits(m)", "waits await future: Mock gives Mock"),
        ("m = Mock()\n        strange(m)\n        await app.waits(m)", None),
        ("m = Mock()\n        strange.x = m\n        await app.waits(m)", None),
        ("m = Mock()\n        m.configure_mock(a=1)\n        await app.waits(m)", None),
        (
            "m = Mock()\n        m.assert_has_calls(m)\n        await app.waits(m)",
            "waits await future: Mock gives Mock",
        ),
        ("await app.waits([Mock()][0])", None),
        ("one = Service(1)\n        one.client = Mock()\n        await one.read()", SERVICE),
        ("one = Service(1)\n        m = one.client = Mock()\n        await one.read()", None),
        ("one = Service(1)\n        m = Mock()\n        one.client = m\n        await one.read()", SERVICE),
        ("one = Service(Mock())\n        one.client = strange\n        await one.read()", None),
        ("one = Service(1)\n        if strange: one.client = Mock()\n        await one.read()", None),
        ("one = Service(1)\n        await one.read()\n        one.client = Mock()", None),
        ("with pytest.raises(OSError): await app.waits(Mock())", None),
        ("with patch('app.waits'): await app.waits(Mock())", None),
        ("with patch(strange): await app.waits(Mock())", None),
    ],
)
def test_what_code_does_with_a_mock(tmp_path: Path, lines: str, words: str | None) -> None:
    """Only what each call does for certain, with an object that nobody else has."""
    test = f"{HEAD}\n    async def test_it(strange):\n        {lines}\n"
    found = answers(tmp_path, {"app.py": APP, "test_it.py": test}, told)
    assert found == ([] if words is None else [words])


def test_each_argument_is_followed(tmp_path: Path) -> None:
    """Also those by keyword, and what was set on them."""
    test = f"{HEAD}\n    async def test_it():\n        await app.read(AsyncMock(lock=1), other=Mock())\n"
    (found,) = answers(tmp_path, {"app.py": APP, "test_it.py": test}, told)
    assert str(found).split("; ") == [
        "read await client.session.get(): AsyncMock gives coroutine of AsyncMock",
        "read drop client.close(): AsyncMock gives coroutine of AsyncMock",
        "read async with client.lock: int gives int",
        "read async for other.rows(): Mock gives Mock",
    ]


def test_files_without_mocks_are_left_alone(tmp_path: Path) -> None:
    """Nothing is followed where nobody knows mocks, or outside of functions."""
    test = "import app\nasync def test_it(mock):\n    app.waits(mock)\n"
    assert answers(tmp_path, {"app.py": APP, "test_it.py": test}, told) == []
    top = f"{HEAD}\n    m = Mock()\n    await app.waits(m)\n"
    assert answers(tmp_path / "top", {"app.py": APP, "test_it.py": top}, told) == []
