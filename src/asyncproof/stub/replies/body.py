"""The body of a reply: from what a test writes to bytes and their content type."""

from __future__ import annotations

import json
import mimetypes
import os
from collections.abc import AsyncIterable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from asyncproof.core import UsageError

Piece: TypeAlias = "bytes | str | float"
"""A part of a streamed body, or the seconds until the next one."""

Pieces: TypeAlias = (
    "Iterable[Piece] | AsyncIterable[Piece] | Callable[[], Iterable[Piece] | AsyncIterable[Piece]]"
)

SOURCES = ("json", "text", "html", "content", "file", "stream", "sse")


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes, or pieces that come one after the other."""

    content: bytes = b""
    kind: str | None = None
    """The content type, unless the reply names one itself."""
    pieces: Callable[[], Iterable[Piece] | AsyncIterable[Piece]] | None = None


def read_body(given: dict[str, Any]) -> Body:
    """Take the one body that a reply is given, out of what it is given."""
    sources = [name for name in SOURCES if name in given]
    if len(sources) > 1:
        raise UsageError(f"a reply has one body, and {' and '.join(sources)} are given; give one of them.")
    if not sources:
        return Body()
    name = sources[0]
    return _READERS[name](given.pop(name))


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON; what JSON can't say is an error that names its place."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        place, culprit = _find_culprit(value, "json")
        raise UsageError(
            f"{place} can't be sent as JSON: {culprit!r} is a {type(culprit).__name__} ({error}); "
            "write what the real host would send, as text or a number."
        ) from None


def _find_culprit(value: Any, place: str) -> tuple[str, Any]:
    children: Iterable[tuple[str, Any]] = ()
    if isinstance(value, dict):
        children = ((f"{place}.{key}", each) for key, each in value.items())
    elif isinstance(value, (list, tuple)):
        children = ((f"{place}[{number}]", each) for number, each in enumerate(value))
    for inner, each in children:
        if not _is_json(each):
            return _find_culprit(each, inner)
    return place, value


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    except RecursionError:
        return True  # the circle goes through here and many other places: it is told of the outermost one
    return True


def _json(value: Any) -> Body:
    return Body(json_bytes(value), "application/json")


def _text(value: Any) -> Body:
    return Body(_str("text", value).encode(), "text/plain; charset=utf-8")


def _html(value: Any) -> Body:
    return Body(_str("html", value).encode(), "text/html; charset=utf-8")


def _content(value: Any) -> Body:
    if isinstance(value, str):
        return Body(value.encode())
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise UsageError(f"content={value!r} is no bytes; for other values there are json, text and stream.")
    return Body(bytes(value))


def _file(value: Any) -> Body:
    path = Path(os.fspath(value))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"file={str(value)!r} can't be read: {error}; give the path of a file.") from None
    return Body(content, mimetypes.guess_type(path.name)[0] or "application/octet-stream")


def _stream(value: Any) -> Body:
    return Body(pieces=_source("stream", value))


def _sse(value: Any) -> Body:
    source = _source("sse", value)

    def pieces() -> Iterable[Piece] | AsyncIterable[Piece]:
        found = source()
        return _aevents(found) if isinstance(found, AsyncIterable) else (event_bytes(each) for each in found)

    return Body(kind="text/event-stream", pieces=pieces)


async def _aevents(found: AsyncIterable[Any]) -> AsyncIterable[Piece]:
    async for each in found:
        yield event_bytes(each)


def event_bytes(event: Any) -> Piece:
    """Return a server-sent event as it is written on the wire; seconds stay seconds."""
    if isinstance(event, (int, float)):
        return event
    fields = event if isinstance(event, dict) else {"data": event}
    unknown = set(fields) - {"event", "data", "id", "retry"}
    if unknown:
        raise UsageError(f"a server-sent event has event, data, id and retry, not {min(unknown)!r}.")
    lines = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else json_bytes(value).decode()
        lines += [f"{name}: {line}" for line in text.splitlines() or [""]]
    return "\n".join(lines) + "\n\n"


def _source(name: str, value: Any) -> Callable[[], Iterable[Piece] | AsyncIterable[Piece]]:
    if isinstance(value, (list, tuple)):
        return lambda: value
    if callable(value):
        return value  # type: ignore[no-any-return] # what it returns is looked at when it is called
    if isinstance(value, (str, bytes)) or not isinstance(value, (Iterable, AsyncIterable)):
        raise UsageError(
            f"{name}={value!r} has no pieces; give a list of pieces and pauses, or what yields them."
        )
    return _once(name, value)


def _once(name: str, value: Any) -> Callable[[], Iterable[Piece] | AsyncIterable[Piece]]:
    """Hand out an iterator that can be gone through once, and explain the second time."""
    left = [value]

    def take() -> Iterable[Piece] | AsyncIterable[Piece]:
        if not left:
            raise UsageError(
                f"the {name} of a reply is an iterator that an earlier request has used up; give the "
                "function that makes it, without calling it."
            )
        return left.pop()  # type: ignore[no-any-return] # checked when it was given

    return take


def _str(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name}={value!r} is no text; for other values there are json and content.")
    return value


_READERS: dict[str, Callable[[Any], Body]] = {
    "json": _json,
    "text": _text,
    "html": _html,
    "content": _content,
    "file": _file,
    "stream": _stream,
    "sse": _sse,
}
