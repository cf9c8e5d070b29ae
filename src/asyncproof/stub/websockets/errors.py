"""What a handler sees when its client is gone, and what a script does when a message is another."""

from __future__ import annotations

ABNORMAL = 1006
"""What stands for a close that never came."""

MEANINGS = {
    1000: "a normal closure",
    1001: "going away",
    1002: "a protocol error",
    1003: "data of a kind that it can't take",
    1005: "no code",
    ABNORMAL: "the connection ended without a close",
    1007: "data that is not what it says",
    1008: "a violation of its policy",
    1009: "a message that is too big",
    1010: "an extension is missing",
    1011: "an internal error",
    1012: "it starts again",
    1013: "try again later",
}


class Disconnected(Exception):  # noqa: N818 - it is what happened
    """The client has gone: `code` and `reason` say how."""

    def __init__(self, code: int, reason: str = "") -> None:
        """Keep the code and the reason."""
        meaning = f" ({MEANINGS[code]})" if code in MEANINGS else ""
        because = f": {reason}" if reason else ""
        super().__init__(f"the client closed the WebSocket with {code}{meaning}{because}")
        self.code = code
        self.reason = reason


class Differs(Exception):  # noqa: N818 - it is what happened
    """The client did something else than the script says."""

    def __init__(self, what: str, lines: list[str]) -> None:
        """Keep what is to be told."""
        super().__init__(what)
        self.what = what
        self.lines = lines
