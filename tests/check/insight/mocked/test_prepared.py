from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.rules.mock_for_async import MockForAsync
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    class Shop:
        def __init__(self, api, log=None):
            self.api = api
            self.log = log

        async def load(self):
            return await self.api.get()

    def make(api) -> Shop:
        return Shop(api)

    async def made() -> Shop:
        return Shop(None)
"""
TEST = """
    import pytest
    from unittest.mock import AsyncMock, MagicMock

    import app

    @pytest.fixture
    def api():
        return MagicMock()

    @pytest.fixture
    {fixture}

    async def test_it(shop{parameters}):
        {line}await shop.load()
"""


@pytest.mark.parametrize(
    ("fixture", "parameters", "line", "number"),
    [
        ("def shop(api): return app.Shop(api)", "", "", 1),
        ("def shop(api): yield app.Shop(api=api)", "", "", 1),
        ("async def shop(api): return app.Shop(api)", "", "", 1),
        ("def shop(): return app.Shop(MagicMock())", "", "", 1),
        ("def shop(): return app.Shop(AsyncMock())", "", "", 0),
        ("def shop(api): return app.Shop(None, api)", "", "", 0),
        ("def shop(api): return app.Shop(*api)", "", "", 0),
        ("def shop(api): return app.Shop(api or 1)", "", "", 0),
        ("def shop(api): return app.unknown(api)", "", "", 0),
        ("def shop(api): return 1", "", "", 0),
        ("def shop(api): return app.Shop(api) if api else None", "", "", 0),
        ("def shop(api, x): return app.Shop(api); return x", "", "", 0),
        ("def shop(api): shop = app.Shop(api); return shop", "", "", 1),
        ("def shop(api): shop = app.Shop(api); shop.api = AsyncMock(); return shop", "", "", 0),
        ("def shop(): m = MagicMock(); return app.Shop(m)", "", "", 1),
        ("def shop(): m = MagicMock(); m.get = AsyncMock(); return app.Shop(m)", "", "", 0),
        ("def shop(use): m = MagicMock(); use(m); return app.Shop(m)", "", "", 0),
        ("async def shop(): m = MagicMock(); return app.Shop(m)", "", "", 0),
        ("def shop(api): return app.Shop(api)", ", api", "api.get = AsyncMock(); ", 0),
        ("def shop(api): return app.Shop(api)", ", use", "use(shop); ", 0),
        ("def shop(api): return app.Shop(api)", "", "shop = app.Shop(AsyncMock()); ", 0),
        ("def other(api): return app.Shop(api)", "", "", 0),
        ("def shop(api): return app.make(api)", "", "", 0),
        ("def shop(api): return app.Shop(api)", "", "await (await app.made()).load(); ", 1),
        ("def shop(api): return app.Shop(api)", ", nothing: app.Shop", "await nothing.load(); ", 1),
        ("def shop(api): yield app.Shop(api); yield app.Shop(api)", "", "", 0),
        ("def shop(api, m): m = MagicMock(); m = api; return app.Shop(m)", "", "", 0),
        ("def shop(api): return app.Shop(api); shop = 1", "", "shop.api.get.return_value = 1; ", 1),
    ],
)
def test_what_a_fixture_gives_an_object(
    tmp_path: Path, fixture: str, parameters: str, line: str, number: int
) -> None:
    """It is followed where the fixture makes the object in one way, and nobody else changes it."""
    test = TEST.format(fixture=fixture, parameters=parameters, line=line)
    project = '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'
    write(tmp_path, {"pyproject.toml": project, "app.py": APP, "test_it.py": test})
    found = Checker(tmp_path, [MockForAsync()]).check([tmp_path / "test_it.py"])
    assert len(found.hits) == number


SET_UP = """
    from unittest.mock import AsyncMock, MagicMock

    import app

    class TestShop:
        limit = 3

        def {name}(self, *_):
            {body}

        async def test_it(self, use=print):
            {line}

    async def test_plain(other):
        await other.shop.load()
"""


@pytest.mark.parametrize(
    ("name", "body", "line", "number"),
    [
        ("setup_method", "self.shop = app.Shop(MagicMock())", "await self.shop.load()", 1),
        (
            "setup_method",
            "self.api = MagicMock(); self.shop = app.Shop(self.api)",
            "await self.shop.load()",
            1,
        ),
        (
            "setup_method",
            "self.api = AsyncMock(); self.shop = app.Shop(self.api)",
            "await self.shop.load()",
            0,
        ),
        ("setup_method", "self.shop = app.Shop(app.api)", "await self.shop.load()", 0),
        ("setup_method", "self.shop = app.Shop(1)", "await self.shop.load()", 0),
        ("setup_method", "self.shop = app.Shop(*self.limit)", "await self.shop.load()", 0),
        ("setup_method", "self.shop = app.unknown(MagicMock())", "await self.shop.load()", 0),
        ("setup_method", "self.shop = app.Shop(MagicMock())", "use(self); await self.shop.load()", 0),
        (
            "setup_method",
            "self.shop = app.Shop(MagicMock())",
            "self.shop.api = AsyncMock(); await self.shop.load()",
            0,
        ),
        ("setup_method", "self.shop = app.Shop(MagicMock())", "await use.shop.load()", 0),
        (
            "setup_method",
            "self.shop = app.Shop(MagicMock())",
            "async def inner(): await self.shop.load()",
            0,
        ),
        ("prepare", "self.shop = app.Shop(MagicMock())", "await self.shop.load()", 0),
        ("setup_method", "self.shop = app.shop", "await self.shop.load()", 0),
    ],
)
def test_what_a_set_up_gives_an_object(tmp_path: Path, name: str, body: str, line: str, number: int) -> None:
    """It is followed where the set-up alone makes the object, and the test changes nothing of it."""
    test = SET_UP.format(name=name, body=body, line=line)
    project = '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'
    write(tmp_path, {"pyproject.toml": project, "app.py": APP, "test_it.py": test})
    found = Checker(tmp_path, [MockForAsync()]).check([tmp_path / "test_it.py"])
    assert len(found.hits) == number
