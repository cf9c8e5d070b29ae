"""The double itself: a context manager or decorator that answers what aiohttp's sessions ask for."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

from aiohttp import ClientConnectionError

from asyncproof.stub.aioresponses.calls import Calls, call_of
from asyncproof.stub.aioresponses.match import read_match
from asyncproof.stub.aioresponses.session import watch
from asyncproof.stub.aioresponses.stage import running_stage
from asyncproof.stub.aioresponses.urls import normal

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from typing_extensions import Self
    from yarl import URL

    from asyncproof.stub.aioresponses.match import CallbackResult, Match
    from asyncproof.stub.aioresponses.session import Asked
    from asyncproof.stub.aioresponses.stage import Stage


class aioresponses(Calls):  # noqa: N801 - the name that suites import
    """Answers requests of aiohttp's sessions, over the network of the test."""

    def __init__(
        self,
        *,
        param: str | None = None,
        passthrough: Sequence[str] = (),
        passthrough_unmatched: bool = False,
    ) -> None:
        """Make a double that is not there yet.

        `param`: the argument by which a decorated function gets it. `passthrough`: beginnings of URLs that go
        to the real network; `passthrough_unmatched`: so does whatever nothing is added for.
        """
        self._param = param
        self._passthrough = tuple(passthrough)
        self._passthrough_unmatched = passthrough_unmatched
        self._matches: list[Match] = []
        self._stages: list[Stage] = []
        self._stop: Callable[[], None] | None = None
        self.requests = {}

    # -- when it is there

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Let a function, sync or async, run with the double, and give it the double."""
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def run_async(*args: Any, **kwargs: Any) -> Any:
                with self:
                    return await function(*args, *self._given(), **kwargs, **self._named())

            return self._without_us(run_async)

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, *self._given(), **kwargs, **self._named())

        return self._without_us(run)

    def _without_us(self, function: Any) -> Callable[..., Any]:
        """Hide our argument from whoever asks a function for its arguments, as pytest does for fixtures."""
        signature = inspect.signature(function)
        names = list(signature.parameters)
        ours = self._param or (names[-1] if names else None)
        left = [parameter for name, parameter in signature.parameters.items() if name != ours]
        function.__signature__ = signature.replace(parameters=left)
        return function  # type: ignore[no-any-return] # a function takes any attribute

    def start(self) -> None:
        """Stand between sessions and the network."""
        self._stop = watch(self._request)

    def stop(self) -> None:
        """Be gone, with all hosts."""
        if self._stop is not None:
            self._stop()
            self._stop = None
        for stage in self._stages:
            stage.leave(self._ask)
        self._stages.clear()
        self.clear()

    def clear(self) -> None:
        """Forget what was added."""
        self._matches.clear()

    def _given(self) -> tuple[Any, ...]:
        return () if self._param else (self,)

    def _named(self) -> dict[str, Any]:
        return {self._param: self} if self._param else {}

    # -- what is answered

    def add(self, url: URL | str | re.Pattern[str], method: str = "GET", **answer: Any) -> None:
        """Answer a request.

        With `status`, `reason`, `headers`, `content_type`, `body` or `payload` (JSON), with what `callback`
        returns, or by raising `exception` or, with `timeout`, TimeoutError; once, or as `repeat` says.
        """
        self._matches.append(read_match(url, method, **answer))

    def get(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer a GET request, see `add`."""
        self.add(url, method="GET", **answer)

    def post(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer a POST request, see `add`."""
        self.add(url, method="POST", **answer)

    def put(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer a PUT request, see `add`."""
        self.add(url, method="PUT", **answer)

    def patch(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer a PATCH request, see `add`."""
        self.add(url, method="PATCH", **answer)

    def delete(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer a DELETE request, see `add`."""
        self.add(url, method="DELETE", **answer)

    def head(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer a HEAD request, see `add`."""
        self.add(url, method="HEAD", **answer)

    def options(self, url: URL | str | re.Pattern[str], **answer: Any) -> None:
        """Answer an OPTIONS request, see `add`."""
        self.add(url, method="OPTIONS", **answer)

    # -- what sessions ask

    async def _request(self, asked: Asked) -> Any:
        if asked.session.closed:
            raise RuntimeError("Session is closed")
        method, url = asked.method, normal(asked.whole_url)
        if str(url).startswith(self._passthrough):
            return await self._really(asked)
        sent = asked.arguments
        self.requests.setdefault((method, url), []).append(call_of(method, asked.args, sent))
        answer = await self._ask(method, url, **{"allow_redirects": True, **sent})
        if answer is None:
            if self._passthrough_unmatched:
                return await self._really(asked)
            raise _refused(method, url)
        stage = self._stage()
        stage.prepare(method, url, answer)
        try:
            return await asked.make(answer.response_class)
        except ClientConnectionError as error:
            if stage.was_left_alone():
                raise _refused(method, url) from error
            raise

    async def _really(self, asked: Asked) -> Any:
        self._stage().allow_real(asked.whole_url.host or "")
        return await asked.pass_on()

    async def _ask(self, method: str, url: URL, **sent: Any) -> CallbackResult | None:
        """Return the answer to a request, or None if nothing was added for it."""
        for match in self._matches:
            if match.meets(method, url):
                try:
                    return await match.reply(url, **sent)
                finally:
                    if not match.use() and match in self._matches:
                        self._matches.remove(match)
        return None

    def _stage(self) -> Stage:
        stage = running_stage()
        if stage not in self._stages:
            self._stages.append(stage)
            stage.enter(self._ask)
        return stage


def _refused(method: str, url: URL) -> ClientConnectionError:
    return ClientConnectionError(f"Connection refused: {method} {url}")
