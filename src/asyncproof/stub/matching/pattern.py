"""What a test says of a request that it expects: its method, path, query, headers and body."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from asyncproof.stub.matching.values import differences, same, shown
from asyncproof.stub.request import Params

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from asyncproof.stub.matching.path import Path
    from asyncproof.stub.request import Request

ANY_METHOD = "*"
NO_JSON = object()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The request that is expected; what is `...` may be anything."""

    method: str
    path: Path
    query: Any = ...
    headers: Mapping[str, Any] = field(default_factory=dict)
    json: Any = ...
    content: Any = ...
    form: Any = ...

    def match(self, request: Request) -> Params | None:
        """Return the parameters in the path of a request that is the expected one, else None."""
        if self.method not in (request.method, ANY_METHOD):
            return None
        values = self.path.match(request.raw_path)
        if values is None or not self._rest_is_same(request):
            return None
        return Params(self.path.text, values)

    def differences(self, request: Request) -> Iterator[str]:
        """Tell in what a request differs from the expected one, the method and path first."""
        if self.method not in (request.method, ANY_METHOD):
            yield f"method: expected {self.method}, got {request.method}"
        if self.path.match(request.raw_path) is None:
            yield f"path: expected {self.path.text}, got {request.raw_path}"
        yield from self._differences_in_query(request)
        for name, value in self.headers.items():
            if name not in request.headers:
                yield f"header {name}: expected {shown(value)}, not there"
            elif not same(value, request.headers[name]):
                yield f"header {name}: expected {shown(value)}, got {shown(request.headers[name])}"
        yield from self._differences_in_body(request)

    def __str__(self) -> str:
        """Show the request that is expected."""
        return f"{self.method} {self.path.text}"

    def _rest_is_same(self, request: Request) -> bool:
        if any(self._differences_in_query(request)):
            return False
        for name, value in self.headers.items():
            if name not in request.headers or not same(value, request.headers[name]):
                return False
        if self.json is ... and self.content is ... and self.form is ...:
            return True
        return not any(self._differences_in_body(request))

    def _differences_in_query(self, request: Request) -> Iterator[str]:
        if self.query is not ...:
            yield from differences(self.query, _query(request, self.query), "query")

    def _differences_in_body(self, request: Request) -> Iterator[str]:
        if self.json is not ...:
            got = _json_of(request)
            if got is NO_JSON:
                yield f"json: expected {shown(self.json)}, got what is no JSON: {shown(request.content)}"
            else:
                yield from differences(self.json, got, "json")
        if self.form is not ...:
            yield from differences(self.form, request.form, "form")
        if self.content is not ...:
            got = request.content if isinstance(self.content, (bytes, bytearray)) else request.text
            yield from differences(self.content, got, "content")


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return parameters by name; one that comes several times has the list of its values."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _query(request: Request, expected: Any) -> Any:
    """Return the query of a request in the form in which it is expected: text or by names."""
    return urlsplit(request.url).query if isinstance(expected, str) else grouped(request.query_pairs)


def _json_of(request: Request) -> Any:
    try:
        return json.loads(request.content)
    except ValueError:
        return NO_JSON
