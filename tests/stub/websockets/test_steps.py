"""The steps of a script in words."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.stub.websockets import steps
from asyncproof.stub.websockets.errors import Differs
from asyncproof.stub.websockets.messages import WantedMessage

if TYPE_CHECKING:
    from asyncproof.stub.websockets.steps import Step

AT = "test_x.py:1"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (steps.Receives(AT, WantedMessage("a")), "receives 'a'"),
        (steps.Receives(AT, WantedMessage()), "receives any message"),
        (steps.Receives(AT, WantedMessage(re.compile("a+"))), "receives /a+/"),
        (steps.ReceivesClose(AT, None, None), "receives a close"),
        (steps.ReceivesClose(AT, 1001, None), "receives a close with 1001"),
        (steps.Sends(AT, b"a"), "sends b'a'"),
        (steps.Waits(AT, 1.5), "waits 1.5 s"),
        (steps.Pings(AT, b""), "pings"),
        (steps.Closes(AT, 1000, ""), "closes with 1000"),
        (steps.Cuts(AT), "resets the connection"),
        (steps.HangsUp(AT), "hangs up"),
        (steps.Garbage(AT, b"abc"), "sends 3 bytes of garbage"),
    ],
)
def test_steps_in_words(step: Step, said: str) -> None:
    """Each step says what is done, as a message needs it."""
    assert str(step) == said


def test_what_nobody_has_read() -> None:
    """The first message that a script leaves unread is told."""
    channel: Any = SimpleNamespace(unread=["a", "b"])
    with pytest.raises(Differs) as caught:
        steps.refuse_unread(channel)
    assert caught.value.lines == ["not read: 'a'"]
