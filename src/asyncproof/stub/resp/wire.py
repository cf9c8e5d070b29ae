"""RESP: commands out of bytes, and replies into bytes, in versions 2 and 3 of the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

END = b"\r\n"


class BadCommand(Exception):  # noqa: N818 - what came is none
    """What came over the wire is no command."""


@dataclass(frozen=True, slots=True)
class Status:
    """A reply of one word, as `OK`."""

    text: str


@dataclass(frozen=True, slots=True)
class Error:
    """A reply that a client raises."""

    text: str


@dataclass(frozen=True, slots=True)
class Push:
    """What is sent without having been asked for: messages of channels."""

    items: list[Any]


OK = Status("OK")


class CommandReader:
    """Reads commands out of the bytes of a connection."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[list[bytes]]:
        """Take bytes and return the commands that are complete."""
        self._buffer += data
        found = []
        while self._buffer:
            end = self._command_end()
            if end is None:
                break
            words, length = end
            del self._buffer[:length]
            if words:
                found.append(words)
        return found

    def _command_end(self) -> tuple[list[bytes], int] | None:
        """Return the first command and its length, or None if it is not complete."""
        line = self._line(0)
        if line is None:
            return None
        head, at = line
        if head[:1] != b"*":
            return head.split(), at  # as a person types it
        words: list[bytes] = []
        for _ in range(_number(head)):
            line = self._line(at)
            if line is None:
                return None
            size, at = _number(line[0]), line[1]
            if line[0][:1] != b"$":
                raise BadCommand(f"expected '$', got {line[0][:1].decode('latin-1')!r}")
            if len(self._buffer) < at + size + len(END):
                return None
            words.append(bytes(self._buffer[at : at + size]))
            at += size + len(END)
        return words, at

    def _line(self, start: int) -> tuple[bytes, int] | None:
        end = self._buffer.find(END, start)
        return None if end < 0 else (bytes(self._buffer[start:end]), end + len(END))


def _number(line: bytes) -> int:
    if not line[1:].isdigit():
        raise BadCommand(f"expected a length, got {line[:20]!r}")
    return int(line[1:])


def encode(reply: Any, version: int) -> bytes:
    """Return a reply as the wire has it: maps, sets and pushes are lists in version 2."""
    if isinstance(reply, Status):
        return b"+%b\r\n" % reply.text.encode()
    if isinstance(reply, Error):
        return b"-%b\r\n" % reply.text.encode()
    if reply is None:
        return b"_\r\n" if version > 2 else b"$-1\r\n"  # noqa: PLR2004 - RESP3
    if isinstance(reply, int):
        return b":%d\r\n" % reply
    if isinstance(reply, bytes):
        return b"$%d\r\n%b\r\n" % (len(reply), reply)
    return _encode_many(reply, version)


def _encode_many(reply: Any, version: int) -> bytes:
    items: list[Any]
    if isinstance(reply, dict):
        sign, count = "%", len(reply)
        items = [part for pair in reply.items() for part in pair]
    elif isinstance(reply, Push):
        sign, items = ">", reply.items
        count = len(items)
    else:
        sign, items = (
            ("~" if isinstance(reply, set) else "*"),
            sorted(reply) if isinstance(reply, set) else reply,
        )
        count = len(items)
    if version == 2:  # noqa: PLR2004 - RESP2
        sign, count = "*", len(items)
    return f"{sign}{count}\r\n".encode() + b"".join(encode(item, version) for item in items)
