"""Subprotocols as a header that a handshake has to have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.websockets.offers import Offer, with_offer
from tests.stub.websockets.talkers import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub import Host, Net


def test_one_of_ours_is_enough() -> None:
    """An offer is met by any text that names one of the host's subprotocols."""
    assert Offer(["a", "b"]) == "c, b"
    assert Offer(["a", "b"]) != "c, ab"
    assert Offer(["a"]) != 3
    assert repr(Offer(["a", "b"])) == "a or b"


def test_headers_stay() -> None:
    """Without subprotocols the headers are as they were; with them there is one more."""
    assert with_offer(None, ()) is None
    assert with_offer({"a": "b"}, ["x"]) == {"a": "b", "sec-websocket-protocol": "y, x"}


@pytest.mark.parametrize("wrong", ["chat", [""], [3]], ids=repr)
def test_what_is_no_list_of_names(wrong: Any) -> None:
    """Text in the place of a list, and names that are none, are errors."""
    with pytest.raises(UsageError, match="subprotocols is a list of names"):
        with_offer(None, wrong)


@pytest.mark.asyncio
async def test_a_client_that_does_not_offer(net: Net, chat: Host, opened: Callable[..., Any]) -> None:
    """A client without one of the subprotocols is not the expected one, and told what was missing."""
    chat.websocket("/a", subprotocols=["chat.v1"])
    with pytest.raises(Refused):
        async with opened("/a", ["chat.v2"]):
            pass
    assert "header sec-websocket-protocol: expected chat.v1, got 'chat.v2'" in net.story(net.wrong())
    net.allow("unexpected", "unused")
