from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ("n = m\n        reveal(n.read())", "Mock"),
        ("m.read = AsyncMock()\n        n = m\n        reveal(n.read())", "unknown"),
        ("n = m\n        m.read = AsyncMock()\n        reveal(n.read())", "unknown"),
        ("m.read = AsyncMock()\n        reveal(m.read())", "coroutine of AsyncMock"),
        ("n = Mock(return_value=m)\n        m.read = AsyncMock()\n        reveal(n().read())", "unknown"),
        ("n = Mock(return_value=m)\n        reveal(n().read())", "Mock"),
        (
            "n = Mock()\n        n.child = m\n        m.read = AsyncMock()\n        reveal(n.child.read())",
            "unknown",
        ),
    ],
)
def test_a_mock_under_a_second_name(tmp_path: Path, lines: str, known: str) -> None:
    """What the first name is told is not known of the second, and so nothing is."""
    test = f"""
    from unittest.mock import AsyncMock, Mock

    async def test_it():
        m = Mock()
        {lines}
    """
    assert revealed(tmp_path, {"test_it.py": test}) == [known]
