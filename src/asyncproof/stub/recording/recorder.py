"""Makes a recording of a real host, or plays one."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from asyncproof.stub.recording.asking import ask
from asyncproof.stub.recording.secrets import FILTERED, Secrets
from asyncproof.stub.recording.tape import Tape, body_of, content_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asyncproof.stub.host import Host
    from asyncproof.stub.replies.reply import Reply
    from asyncproof.stub.request import Request

ANY_PATH = re.compile(r".*", re.DOTALL)


class Recorder:
    """Stands between a test and the real host, and keeps what they say."""

    def __init__(self, host: Host, path: Path, secrets: Iterable[str]) -> None:
        """Record all that is asked of a host."""
        self._host = host
        self._path = path
        self._secrets = Secrets(secrets)
        self._tape = Tape(host.address.origin)
        host.request("*", ANY_PATH).reply(self._answer, times="any")

    async def _answer(self, request: Request) -> Reply:
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(None, ask, self._host.address, request)
        self._tape.exchanges.append({"request": self._request(request), "reply": self._reply(reply)})
        return reply

    def save(self) -> None:
        """Write the file, without the secrets that came up anywhere."""
        exchanges = [_everywhere(each, self._secrets.anywhere) for each in self._tape.exchanges]
        Tape(self._tape.host, exchanges).save(self._path)

    def _request(self, request: Request) -> dict[str, Any]:
        for name, value in request.headers.items():
            self._secrets.header(name, value)  # so that it is known where else it turns up
        query = [(name, self._secrets.value(name, value)) for name, value in request.query_pairs]
        path = request.raw_path + (f"?{urlencode(query, quote_via=quote)}" if query else "")
        return {"method": request.method, "path": path, **self._body(request.content, request)}

    def _reply(self, reply: Reply) -> dict[str, Any]:
        headers = [[name, self._secrets.header(name, value)] for name, value in reply.headers]
        return {"status": reply.status, "headers": headers, **self._body(reply.body.content)}

    def _body(self, content: bytes, request: Request | None = None) -> dict[str, Any]:
        body = body_of(content)
        if "json" in body:
            return {"json": self._secrets.value("", body["json"])}
        if request is not None and "urlencoded" in request.headers.get("content-type", ""):
            return {"form": self._secrets.value("", request.form)}
        return body


def play(host: Host, path: Path) -> None:
    """Expect the requests of a recording, each as often as it was made, and answer as the real host did."""
    for exchange in Tape.load(path, host.address.origin).exchanges:
        said, answer = exchange["request"], exchange["reply"]
        parts = urlsplit(str(said["path"]))
        query = [(name, _wanted(value)) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        body = {name: _everywhere(said[name], _wanted) for name in ("json", "form") if name in said}
        if {"text", "base64"} & said.keys():
            body["content"] = content_of(said)
        expectation = host.request(
            said["method"],
            _relative(parts.path, host),
            query=_by_name(query),
            **body,
        )
        headers = [(str(name), str(value)) for name, value in answer.get("headers", ())]
        expectation.reply(answer["status"], content=content_of(answer), headers=headers)


def _relative(path: str, host: Host) -> re.Pattern[str]:
    """Return a pattern for exactly this path, without what the host's own URL puts in front."""
    return re.compile(re.escape(path.removeprefix(host.address.path)))


def _by_name(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def _wanted(value: Any) -> Any:
    """Return what is expected in the place of a recorded value: a secret may be anything."""
    return ... if value == FILTERED else value


def _everywhere(value: Any, change: Any) -> Any:
    """Return a value with all texts in it changed."""
    if isinstance(value, dict):
        return {key: _everywhere(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_everywhere(each, change) for each in value]
    return change(value) if isinstance(value, str) else value
