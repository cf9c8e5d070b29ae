from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    class Client:
        limit = 1
        async def get(self): ...
        def close(self): ...
    async def fetch(): ...
    def plain(): ...
    client = Client()
"""


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("reveal(Mock())", "Mock"),
        ("reveal(MagicMock().a.b)", "MagicMock"),
        ("reveal(AsyncMock().a())", "coroutine of AsyncMock"),
        ("reveal(Mock()())", "Mock"),
        ("reveal(await AsyncMock()())", "AsyncMock"),
        ("reveal(Mock(spec=app.Client).get)", "AsyncMock"),
        ("reveal(Mock(spec=app.Client).close)", "Mock"),
        ("reveal(AsyncMock(spec=app.Client).close)", "MagicMock"),
        ("reveal(AsyncMock(app.Client).limit)", "MagicMock"),
        ("reveal(Mock(spec=app.Client).typo)", "unknown"),
        ("reveal(Mock(spec=strange).get)", "unknown"),
        ("reveal(Mock(return_value=1)())", "int"),
        ("reveal(AsyncMock(return_value=1)())", "coroutine of int"),
        ("reveal(AsyncMock(side_effect=plain)())", "coroutine of unknown"),
        ("reveal(Mock(get=AsyncMock()).get())", "coroutine of AsyncMock"),
        ("reveal(Mock(**config).get)", "unknown"),
        ("reveal(create_autospec(app.Client).get)", "AsyncMock"),
        ("reveal(create_autospec(app.Client)().get)", "AsyncMock"),
        ("reveal(create_autospec(app.fetch))", "AsyncMock"),
        ("reveal(Mock().assert_called_once)", "unknown"),
        ("m = Mock()\n        m.get.return_value = 1\n        reveal(m.get())", "int"),
        ("m = AsyncMock()\n        m.get.side_effect = [1]\n        reveal(m.get())", "coroutine of int"),
        (
            "m = AsyncMock()\n        m.get.side_effect = plain\n        reveal(m.get())",
            "coroutine of unknown",
        ),
        ("m = Mock()\n        m.get = AsyncMock()\n        reveal(m.get())", "coroutine of AsyncMock"),
        ("with patch('app.fetch') as m:\n            reveal(m)", "AsyncMock"),
        ("with patch('app.plain') as m:\n            reveal(m)", "MagicMock"),
        ("with patch('app.client.get') as m:\n            reveal(m)", "AsyncMock"),
        ("with patch('app.fetch', new_callable=Mock) as m:\n            reveal(m)", "Mock"),
        ("with patch('app.fetch', 1) as m:\n            reveal(m)", "int"),
        ("with patch('app.Client', autospec=True) as m:\n            reveal(m().get)", "AsyncMock"),
        ("with patch('nowhere.fetch') as m:\n            reveal(m)", "unknown"),
        ("with patch.object(app.Client, 'get') as m:\n            reveal(m)", "AsyncMock"),
        ("m = patch('app.fetch').start()\n        reveal(m)", "AsyncMock"),
        ("reveal(mocker.patch('app.fetch'))", "AsyncMock"),
        ("reveal(mocker.patch.object(app, 'plain'))", "MagicMock"),
        ("reveal(mocker.AsyncMock())", "AsyncMock"),
        ("reveal(mocker.patch('app.x', new_callable=mocker.AsyncMock))", "AsyncMock"),
        ("reveal(mocker.patch('app.x', new_callable=other.AsyncMock))", "unknown"),
        ("async with MagicMock() as m:\n            reveal(m)", "AsyncMock"),
        ("with MagicMock() as m:\n            reveal(m)", "MagicMock"),
        ("async with Mock() as m:\n            reveal(m)", "unknown"),
        ("reveal(Mock(spec=app.fetch)())", "unknown"),
    ],
)
def test_mocks_have_the_children_that_python_gives_them(tmp_path: Path, line: str, known: str) -> None:
    """Kinds of mocks follow their specs, their settings and what they replace."""
    test = f"""
    import app
    from app import plain
    from unittest.mock import AsyncMock, MagicMock, Mock, create_autospec, patch

    async def test_it(mocker):
        {line}
    """
    assert revealed(tmp_path, {"app.py": APP, "test_it.py": test}) == [known]


def test_patch_hands_mocks_to_the_first_parameters(tmp_path: Path) -> None:
    """From the lowest decorator up, those with a given object left out; what follows are fixtures."""
    test = """
    import pytest
    from unittest.mock import patch

    @pytest.fixture
    def number():
        return 1

    class TestIt:
        @patch("app.fetch")
        @patch("app.plain", 1)
        @patch("app.plain")
        async def test_it(self, plain, fetch, number):
            reveal(plain)
            reveal(fetch)
            reveal(number)
    """
    assert revealed(tmp_path, {"app.py": APP, "test_it.py": test}) == ["MagicMock", "AsyncMock", "int"]
