from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("m.a = 1", "Mock"),
        ("m.read = AsyncMock()", "coroutine of AsyncMock"),
        ("m.read.return_value = 1", "int"),
        ("m.read.return_value.get = 1", "unknown"),
        ("m.read.side_effect = ValueError", "unknown"),
        ("m.read.return_value = 1\n        m.read.return_value = 1", "unknown"),
        ("m.read.return_value = 1\n        m.read.b = 1", "unknown"),
        ("m.read = 1\n        m.read.b = 1", "unknown"),
        ("if flag:\n            m.read = 1", "unknown"),
        ("m.side_effect = print", "unknown"),
        ("m.__aenter__.return_value = 1", "Mock"),
        ("m.return_value = 1", "Mock"),
        ("use(m)", "unknown"),
    ],
)
def test_what_a_function_sets_on_a_mock_is_known_of_what_it_gives(
    tmp_path: Path, lines: str, known: str
) -> None:
    """Each attribute that is set once and for certain is known, and all that may be another is not."""
    test = f"""
    from unittest.mock import AsyncMock, Mock

    def made(flag, use):
        m = Mock()
        {lines}
        return m

    reveal(made().read())
    """
    assert revealed(tmp_path, {"test_it.py": test}) == [known]


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("m = Mock()\n        m.return_value = 1", "int"),
        ("m = Mock()\n        m.return_value.a = 1", "unknown"),
        ("m = Mock(return_value=1)\n        m.a = 1", "int"),
        ("m = Mock(spec=use)\n        m.a = 1", "unknown"),
    ],
)
def test_what_the_mock_itself_returns(tmp_path: Path, lines: str, known: str) -> None:
    """A mock that stands for something may have been told anything."""
    test = f"""
    from unittest.mock import Mock

    def use(): ...

    def made():
        {lines}
        return m

    reveal(made()())
    """
    assert revealed(tmp_path, {"test_it.py": test}) == [known]
