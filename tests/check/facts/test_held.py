from __future__ import annotations

import pytest

from tests.check.facts.test_doing import function


@pytest.mark.parametrize(
    ("body", "held"),
    [
        ("a = Mock()\n    return a", ("a",)),
        ("a = mock.MagicMock()\n    a.b.return_value = 1\n    yield a", ("a",)),
        ("a = AsyncMock()\n    b = Mock()\n    a.x = b\n    yield a\n    return b", ("a",)),
        ("a = Mock()\n    use(a)\n    return a", ()),
        ("a = Mock()\n    a.b.configure(1)\n    return a", ()),
        ("a = Mock()\n    a.b['c'] = 1\n    return a", ()),
        ("a = Mock()\n    a.b = a.c\n    return a", ()),
        ("a = Mock()\n    a = Mock()\n    return a", ()),
        ("a = b = Mock()\n    return a", ()),
        ("a = Client()\n    return a", ()),
        ("a, b = Mock(), 1\n    return a", ()),
        ("a = Mock()\n    def f():\n        a.b = 1\n    return a", ()),
        ("a = Mock()\n    b = lambda: a\n    return a", ()),
        ("a = Mock()\n    return [a]", ()),
        ("yield\n    return", ()),
    ],
)
def test_mocks_that_nobody_else_gets(body: str, held: tuple[str, ...]) -> None:
    """A mock is held if its function makes it once, sets attributes of it, gives it, and does no more."""
    assert function(f"def f():\n    {body}\n").held == held
