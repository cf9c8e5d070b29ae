"""Messages of a WebSocket: what a test sends, what it expects of a client, and how they are shown."""

from __future__ import annotations

import json as json_module
from collections.abc import Mapping
from typing import Any, TypeAlias

from asyncproof.core import UsageError
from asyncproof.stub.matching.values import differences, same, shown
from asyncproof.stub.replies.body import json_bytes

Message: TypeAlias = "str | bytes"


def read_message(message: Any, json: Any) -> Message:
    """Return the message that a test sends: text, bytes, or a value as JSON."""
    _one_of(message, json, "sends")
    if json is not ...:
        return json_bytes(json).decode()
    if isinstance(message, str):
        return message
    if isinstance(message, (bytes, bytearray, memoryview)):
        return bytes(message)
    if message is ...:
        raise UsageError(
            '.sends() needs a message; write .sends("text"), .sends(b"bytes") or .sends(json=...).'
        )
    raise UsageError(
        f"a message is text or bytes, not {message!r}; write json={message!r} to send it as JSON."
    )


class WantedMessage:
    """A message that a test expects: equal to a value, as a pattern says, JSON, or any for `...`."""

    def __init__(self, message: Any = ..., json: Any = ...) -> None:
        """Expect a message, or the JSON in it."""
        _one_of(message, json, "receives")
        if isinstance(message, (Mapping, list, tuple)) or message is None:
            raise UsageError(
                f"no message is ever equal to {message!r}: messages are text or bytes; "
                f"write json={message!r}."
            )
        self._message = message
        self._json = json

    def differences(self, got: Message) -> list[str]:
        """Tell in what a message differs from the expected one."""
        if self._json is not ...:
            try:
                value = json_module.loads(got)
            except ValueError:
                return [f"json: expected {shown(self._json)}, got what is no JSON: {shown(got)}"]
            return list(differences(self._json, value, "json"))
        if same(self._message, got):
            return []
        return [f"message: expected {shown(self._message)}, got {shown(got)}"]

    def __str__(self) -> str:
        """Show what is expected."""
        if self._json is not ...:
            return f"json={shown(self._json)}"
        return "any message" if self._message is ... else shown(self._message)


def _one_of(message: Any, json: Any, name: str) -> None:
    if message is not ... and json is not ...:
        raise UsageError(f".{name}() takes a message or json=, not both: {shown(message)} and {shown(json)}.")
