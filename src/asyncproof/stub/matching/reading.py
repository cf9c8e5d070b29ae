"""From what a test writes to the pattern that requests are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from asyncproof.core import UsageError
from asyncproof.stub.matching.path import Path
from asyncproof.stub.matching.pattern import ANY_METHOD, Pattern, grouped

if TYPE_CHECKING:
    from asyncproof.stub.matching.path import Template

BODYLESS = frozenset({"GET", "HEAD"})


def read_pattern(
    method: str, path: Template, base: str, *, query: Any, headers: Any, json: Any, content: Any, form: Any
) -> Pattern:
    """Read what is expected; what no request can ever be, is an error."""
    method = _method(method)
    path, query = _split(path, query)
    bodies = [
        name for name, value in (("json", json), ("content", content), ("form", form)) if value is not ...
    ]
    if len(bodies) > 1:
        raise UsageError(
            f"a request has one body, and {' and '.join(bodies)} are both given; give one of them."
        )
    if bodies and method in BODYLESS:
        raise UsageError(
            f"a {method} request has no body, so {bodies[0]}={json or content or form!r} never matches."
        )
    if json is not ...:
        _check_json(json)
    return Pattern(
        method,
        Path(path, base),
        _texts("query", query),
        _headers(headers),
        json,
        content,
        _texts("form", form),
    )


def _method(method: object) -> str:
    if not isinstance(method, str) or not method or not (method.isalpha() or method == ANY_METHOD):
        raise UsageError(f"a method is a word as 'GET', or '*' for any, not {method!r}.")
    return method.upper()


def _split(path: Template, query: Any) -> tuple[Template, Any]:
    """Take the query off a path that has one."""
    if not isinstance(path, str) or "?" not in path:
        return path, query
    path, _, text = path.partition("?")
    if query is not ...:
        raise UsageError(
            f"the query is said twice, in the path ({text!r}) and as query={query!r}; say it once."
        )
    return path, grouped(parse_qsl(text, keep_blank_values=True))


def _texts(what: str, values: Any) -> Any:
    """Return a mapping whose plain values are text, as they are on the wire."""
    if not isinstance(values, Mapping):
        return values
    for name in values:
        if not isinstance(name, str):
            raise UsageError(f"a name in {what} is text, not {name!r}; on the wire everything is text.")
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return [_text(each) for each in value] if isinstance(value, (list, tuple)) else value


def _headers(headers: Any) -> Mapping[str, Any]:
    if headers is None or headers is ...:
        return {}
    if not isinstance(headers, Mapping):
        raise UsageError(f"expected headers are a mapping of names to values, not {headers!r}.")
    return dict(headers)


def _check_json(value: Any) -> None:
    """Refuse what JSON can never say, so that no request would match: bytes, sets, names that aren't text."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if not isinstance(key, str):
                raise UsageError(f"json={value!r} never matches: names in JSON are text; write {str(key)!r}.")
            _check_json(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            _check_json(each)
    elif isinstance(value, (bytes, bytearray, set, frozenset)):
        raise UsageError(
            f"json={value!r} never matches: JSON has no {type(value).__name__}; write text or a list."
        )
