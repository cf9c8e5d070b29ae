"""The text form of a schedule: versioned, checksummed, and safe in shells and URLs.

`ap1.<payload>.<checksum>`: the payload is base64url of a table of kinds and then of runs of equal choices, as
little-endian base-128 varints, deflated where that is shorter. The checksum is a CRC-32 of what is before it.
"""

from __future__ import annotations

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import groupby
from typing import TYPE_CHECKING

from asyncproof.core.choice import Choice
from asyncproof.core.errors import ScheduleError

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = "ap1"
_PLAIN, _DEFLATED = b"\x00", b"\x01"
_LIMIT = 64 * 1024 * 1024
"""Bytes that a payload may inflate to: far above any real schedule, far below what hurts."""
_LONGEST_NUMBER = 128
"""Bits in the longest number: a seed may be large, a choice never is."""


def encode(choices: Iterable[Choice], *, seed: int) -> str:
    """Write choices and seed as one word."""
    if seed < 0:
        message = f"a schedule's seed is a whole number from 0, not {seed}"
        raise ScheduleError(message)
    runs = [(choice, sum(1 for _ in group)) for choice, group in groupby(choices)]
    kinds = list(dict.fromkeys(choice.kind for choice, _ in runs))
    body = bytearray(_varint(seed) + _varint(len(kinds)))
    for kind in kinds:
        name = kind.encode()
        body += _varint(len(name)) + name
    for choice, count in runs:
        for number in (kinds.index(choice.kind), choice.options, choice.picked, count):
            body += _varint(number)
    payload = _to_base64(_squeeze(bytes(body)))
    return f"{VERSION}.{payload}.{_checksum(payload)}"


def decode(text: str) -> tuple[tuple[Choice, ...], int]:
    """Read choices and seed, or raise `ScheduleError` saying what is wrong."""
    payload = _checked_payload(text.strip())
    reader = _Reader(_unsqueeze(payload, text))
    try:
        seed = reader.number()
        kinds = [reader.word() for _ in range(reader.number())]
        choices: list[Choice] = []
        while not reader.at_end:
            kind, options, picked, count = (reader.number() for _ in range(4))
            if len(choices) + count > _LIMIT:
                raise ScheduleError(_damage(text, "it names more choices than any run makes"))
            choices += [Choice(kinds[kind], options, picked)] * count
    except (IndexError, ValueError) as error:
        raise ScheduleError(_damage(text, f"its content makes no sense ({error})")) from error
    return tuple(choices), seed


def _checked_payload(text: str) -> str:
    version, dot, rest = text.partition(".")
    if not dot or not version.startswith("ap"):
        raise ScheduleError(_damage(text, f"a schedule starts with '{VERSION}.'"))
    if version != VERSION:
        message = f"{_shorten(text)} is of version {version!r}; this asyncproof reads {VERSION!r}"
        raise ScheduleError(f"{message}. Replay it with the asyncproof that printed it, or explore again.")
    payload, dot, checksum = rest.partition(".")
    if not dot:
        raise ScheduleError(_damage(text, "its checksum is missing, so it was cut short"))
    if _checksum(payload) != checksum:
        raise ScheduleError(
            _damage(text, f"its checksum is {_checksum(payload)!r}, but {checksum!r} was given")
        )
    return payload


def _damage(text: str, why: str) -> str:
    return f"{_shorten(text)} is no whole schedule: {why}. Copy it once more from the report, the whole word."


def _shorten(text: str) -> str:
    return repr(text) if len(text) <= 60 else f"{text[:40]!r}… ({len(text)} characters)"  # noqa: PLR2004 - it is short enough to be read


def _checksum(payload: str) -> str:
    return _to_base64(zlib.crc32(f"{VERSION}.{payload}".encode()).to_bytes(4, "big"))


def _squeeze(body: bytes) -> bytes:
    deflated = zlib.compress(body, 9)
    return _DEFLATED + deflated if len(deflated) < len(body) else _PLAIN + body


def _unsqueeze(payload: str, text: str) -> bytes:
    try:
        raw = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    except (binascii.Error, ValueError) as error:
        raise ScheduleError(
            _damage(text, f"it has characters that a schedule never has ({error})")
        ) from error
    marker, body = raw[:1], raw[1:]
    if marker == _PLAIN:
        return body
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(body, _LIMIT) if marker == _DEFLATED else b""
    except zlib.error as error:
        raise ScheduleError(_damage(text, f"it does not inflate ({error})")) from error
    if not inflater.eof:
        raise ScheduleError(_damage(text, "it is packed in a way that this version does not know"))
    return inflated


def _to_base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:  # noqa: PLR2004 - seven bits a byte
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


class _Reader:
    """Reads numbers and words off the front of a payload."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._data)

    def number(self) -> int:
        value = shift = 0
        while shift < _LONGEST_NUMBER:
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 - the top bit says that more follows
                return value
            shift += 7
        message = "a number in it has no end"
        raise ValueError(message)

    def word(self) -> str:
        length = self.number()
        if self._at + length > len(self._data):
            message = "a name in it is cut short"
            raise ValueError(message)
        word = self._data[self._at : self._at + length].decode()
        self._at += length
        return word
