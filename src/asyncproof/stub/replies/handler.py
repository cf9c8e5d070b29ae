"""A reply that a function of the test makes, when the request is there."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.stub.replies.reply import Reply
from asyncproof.stub.replies.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.replies.exchange import Exchange
    from asyncproof.stub.request import Request


class Handler:
    """Calls a function with the request and sends what it returns."""

    def __init__(self, function: Callable[[Request], Any]) -> None:
        """Keep a function, sync or async."""
        self.function = function

    def play(self, exchange: Exchange) -> None:
        """Call the function; one that is async runs in a task of the host."""
        value = self.function(exchange.request)
        if inspect.isawaitable(value):
            exchange.spawn(self._answer_later(value, exchange))
        else:
            Sending(self.as_reply(value)).play(exchange)

    async def _answer_later(self, value: Any, exchange: Exchange) -> None:
        Sending(self.as_reply(await value)).play(exchange)

    def as_reply(self, value: Any) -> Reply:
        """Return the reply that a value stands for."""
        if isinstance(value, Reply):
            return value
        if isinstance(value, str):
            return Reply(text=value)
        if isinstance(value, (bytes, bytearray)):
            return Reply(content=bytes(value))
        if isinstance(value, (dict, list)):
            return Reply(json=value)
        raise UsageError(
            f"{self} returned {value!r}, which is no reply; return Reply(status, json=...), a dict or list "
            "for JSON, text, or bytes."
        )

    def __str__(self) -> str:
        """Say what is sent."""
        return f"{getattr(self.function, '__qualname__', self.function)}()"
