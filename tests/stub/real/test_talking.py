"""Clients can't tell a WebSocket that a test plays from one of a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.stub.real.talking import same_as_real
from tests.stub.websockets.talkers import TALKERS

if TYPE_CHECKING:
    from tests.stub.real.talking import Script
    from tests.stub.websockets.talkers import Talker

pytestmark = pytest.mark.parametrize("library", TALKERS)

MUCH = "ü" * 300_000


@pytest.mark.parametrize(
    "message", ["", "hello", "ü", b"", b"\x00\xff", MUCH, b"x" * 1_000_000], ids=lambda each: repr(each[:6])
)
def test_messages(library: str, message: str | bytes) -> None:
    """Text and bytes of any size arrive as they were sent, in both directions."""
    script: Script = [("receives", message), ("sends", message), ("receives_close",)]

    async def scenario(talker: Talker) -> Any:
        await talker.send(message)
        got = await talker.receive()
        await talker.close(1000)
        return got

    assert same_as_real(library, script, scenario)[0] == (None, message)


@pytest.mark.parametrize(("code", "reason"), [(1000, ""), (1001, "away"), (1011, "broken"), (4001, "ü")])
def test_the_host_closes(library: str, code: int, reason: str) -> None:
    """The client sees code and reason after the messages, and the host sees the client's answer."""
    script: Script = [("sends", "a"), ("sends", b"b"), ("closes", code, reason)]
    seen = same_as_real(library, script, lambda talker: talker.rest())
    assert seen[0] == (None, ["a", b"b", (code, reason)])


@pytest.mark.parametrize(("code", "reason"), [(1000, ""), (1001, "away"), (3000, "own"), (4999, "ü")])
def test_the_client_closes(library: str, code: int, reason: str) -> None:
    """The host sees code and reason, after the message before it."""
    script: Script = [("receives", "bye"), ("receives_close",)]

    async def scenario(talker: Talker) -> None:
        await talker.send("bye")
        await talker.close(code, reason)

    assert same_as_real(library, script, scenario)[1] == [(["bye"], code, reason)]


@pytest.mark.parametrize("ends", ["hangs_up", "cuts"])
def test_an_end_without_a_close(library: str, ends: str) -> None:
    """The client sees an abnormal end, after what was sent, and so does the host."""
    script: Script = [("receives", "a"), ("sends", "b"), (ends,)]

    async def scenario(talker: Talker) -> Any:
        await talker.send("a")
        return [await talker.receive(), await talker.rest()]

    seen = same_as_real(library, script, scenario)
    assert seen[0] == (None, ["b", [(1006, "")]])
    assert seen[1] == [(["a"], 1006, "")]


def test_pings(library: str) -> None:
    """A ping of the host's is answered by the library."""
    script: Script = [("pings",), ("sends", "after the pong"), ("receives_close",)]

    async def scenario(talker: Talker) -> Any:
        got = await talker.receive()
        await talker.close(1000)
        return got

    assert same_as_real(library, script, scenario)[0] == (None, "after the pong")


def test_subprotocols(library: str) -> None:
    """The one that both ends know is spoken."""
    script: Script = [("closes", 1000, "")]
    seen = same_as_real(library, script, lambda talker: talker.rest(), ["chat.v2", "chat.v1"])
    assert seen[0] == ("chat.v2", [(1000, "")])
