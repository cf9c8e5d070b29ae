"""The requests that a double saw, and the assertions about them."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from yarl import URL

from asyncproof.stub.aioresponses.urls import merged, normal

Key = tuple[str, URL]


class RequestCall(NamedTuple):
    """The arguments of one request."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def call_of(method: str, args: tuple[Any, ...], sent: dict[str, Any]) -> RequestCall:
    """Return the arguments of a request as they are now, with what is there by itself."""
    kwargs = {**sent, "allow_redirects": sent.get("allow_redirects", True)}
    if method.upper() == "POST":
        kwargs.setdefault("data", None)
    try:
        return RequestCall(args, copy.deepcopy(kwargs))
    except (TypeError, ValueError):  # a generator, an open file: kept as it is
        return RequestCall(args, kwargs)


class Calls:
    """What was asked for, by method and URL."""

    requests: dict[Key, list[RequestCall]]

    def assert_called(self) -> None:
        """Fail unless something was asked for."""
        if not self.requests:
            raise AssertionError("a request was expected, and none was made.")

    def assert_not_called(self) -> None:
        """Fail if anything was asked for."""
        if self.requests:
            raise AssertionError(f"no request was expected, and these were made: {self._made()}.")

    def assert_called_once(self) -> None:
        """Fail unless there was exactly one request."""
        if sum(map(len, self.requests.values())) != 1:
            raise AssertionError(f"one request was expected, and these were made: {self._made()}.")

    def assert_any_call(self, url: URL | str, method: str = "GET", *args: Any, **kwargs: Any) -> None:
        """Fail unless this URL was asked for at any time."""
        del args
        key = _key(url, method, kwargs)
        if key not in self.requests:
            raise AssertionError(
                f"{key[0]} {key[1]} was expected, and these requests were made: {self._made()}."
            )

    def assert_called_with(self, url: URL | str, method: str = "GET", *args: Any, **kwargs: Any) -> None:
        """Fail unless the last request for this URL had these arguments."""
        self.assert_any_call(url, method, *args, **kwargs)
        made = self.requests[_key(url, method, kwargs)][-1]
        expected = call_of(method, args, kwargs)
        if made != expected:
            raise AssertionError(f"{method.upper()} {url} was made with {made}, and {expected} was expected.")

    def assert_called_once_with(self, *args: Any, **kwargs: Any) -> None:
        """Fail unless there was exactly one request, with these arguments."""
        self.assert_called_once()
        self.assert_called_with(*args, **kwargs)

    def _made(self) -> str:
        made = [f"{method} {url}, {len(calls)} times" for (method, url), calls in self.requests.items()]
        return "; ".join(made) or "none"


def _key(url: URL | str, method: str, kwargs: dict[str, Any]) -> Key:
    return method.upper(), normal(merged(url, kwargs.get("params")))
