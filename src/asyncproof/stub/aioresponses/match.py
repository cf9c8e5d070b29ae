"""A request that is expected, and how it is answered."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.stub.aioresponses.urls import normal
from asyncproof.stub.replies.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yarl import URL


@dataclass
class CallbackResult:
    """What a callback answers with."""

    method: str = "GET"
    status: int = 200
    body: str | bytes = ""
    content_type: str = "application/json"
    payload: Any = None
    headers: Mapping[str, str] | None = None
    response_class: type | None = None
    reason: str | None = None


@dataclass
class Match:
    """A method and a URL, or a pattern of URLs, and what comes back."""

    url: URL | re.Pattern[str]
    method: str
    answer: CallbackResult
    exception: BaseException | type[BaseException] | None = None
    repeat: bool | int = False
    callback: Callable[..., Any] | None = None

    def meets(self, method: str, url: URL) -> bool:
        """Say whether a request is the one that is meant."""
        if self.method != method.upper():
            return False
        return bool(self.url.match(str(url))) if isinstance(self.url, re.Pattern) else self.url == url

    def use(self) -> bool:
        """Count a request, and say whether there is an answer left for another one."""
        if isinstance(self.repeat, bool):
            return self.repeat
        self.repeat -= 1
        return self.repeat > 0

    async def reply(self, url: URL, **sent: Any) -> CallbackResult:
        """Return what is to be answered, or raise what is to be raised."""
        result = None
        if self.callback is not None:
            result = self.callback(url, **sent)
            if inspect.isawaitable(result):
                result = await result
        if self.exception is not None:
            raise self.exception
        return self.answer if result is None else result


def read_match(url: URL | str | re.Pattern[str], method: str, **given: Any) -> Match:
    """Read what a test adds."""
    exception = given.pop("exception", None)
    if given.pop("timeout", False):
        exception = asyncio.TimeoutError("Connection timeout test")
    repeat, callback = given.pop("repeat", False), given.pop("callback", None)
    place = url if isinstance(url, re.Pattern) else normal(url)
    answer = CallbackResult(method=method, **given)
    return Match(place, method.upper(), answer, exception, repeat, callback)


def as_reply(answer: CallbackResult) -> Reply:
    """Return an answer as it is sent over the wire."""
    body: Any = answer.body if answer.payload is None else json.dumps(answer.payload)
    content = body if isinstance(body, bytes) else str(body).encode()
    headers = [("Content-Type", answer.content_type)]
    for name, value in (answer.headers or {}).items():
        if name.lower() == "content-type":
            headers.clear()
        headers.append((name, str(value)))
    return Reply(answer.status, content=content, headers=headers, reason=answer.reason)
