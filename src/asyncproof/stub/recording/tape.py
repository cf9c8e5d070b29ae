"""The file of a recording: requests and replies in their order, as JSON that a person can read and change."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "recording 1"
HOW = "run pytest once with --asyncproof-record to make it anew"


@dataclass(slots=True)
class Tape:
    """What went over the wire between a test and one host."""

    host: str
    exchanges: list[dict[str, Any]] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it, all or nothing."""
        content = {"asyncproof": FORMAT, "host": self.host, "exchanges": self.exchanges}
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            new.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, host: str) -> Tape:
        """Read it; what is no recording of this host is an error that names the file."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise UsageError(f"there is no recording {str(path)!r} yet; {HOW}.") from None
        except (OSError, ValueError) as error:
            raise UsageError(f"the recording {str(path)!r} can't be read: {error}; {HOW}.") from None
        if not isinstance(content, dict) or content.get("asyncproof") != FORMAT:
            raise UsageError(f"{str(path)!r} is no recording of this version of asyncproof; {HOW}.")
        if content.get("host") != host:
            raise UsageError(
                f"{str(path)!r} is a recording of {content.get('host')!r}, not of {host!r}; {HOW}."
            )
        exchanges = content.get("exchanges")
        if not isinstance(exchanges, list) or not all(map(_is_exchange, exchanges)):
            raise UsageError(
                f"the recording {str(path)!r} is damaged: an exchange has no request or reply; {HOW}."
            )
        return cls(host, exchanges)


def body_of(content: bytes) -> dict[str, Any]:
    """Return a body as it is written: as JSON, as text, or as base64 where it is neither."""
    if not content:
        return {}
    try:
        return {"json": json.loads(content)}
    except ValueError:
        pass
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def content_of(entry: dict[str, Any]) -> bytes:
    """Return the bytes of a body that was written."""
    if "json" in entry:
        return json.dumps(entry["json"], ensure_ascii=False).encode()
    if "text" in entry:
        return str(entry["text"]).encode()
    return base64.b64decode(entry.get("base64", ""))


def _is_exchange(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    request, reply = entry.get("request"), entry.get("reply")
    if not isinstance(request, dict) or not isinstance(reply, dict):
        return False
    return {"method", "path"} <= request.keys() and isinstance(reply.get("status"), int)
