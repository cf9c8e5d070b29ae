"""How a client left, in words."""

from __future__ import annotations

import pytest

from asyncproof.stub import Disconnected


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (Disconnected(1001, "bye"), "the client closed the WebSocket with 1001 (going away): bye"),
        (Disconnected(4000), "the client closed the WebSocket with 4000"),
        (
            Disconnected(1006),
            "the client closed the WebSocket with 1006 (the connection ended without a close)",
        ),
    ],
)
def test_how_it_ended(gone: Disconnected, said: str) -> None:
    """Code, its meaning and the reason are named, and the first and the last can be asked for."""
    assert str(gone) == said
    assert gone.code in {1001, 4000, 1006}
