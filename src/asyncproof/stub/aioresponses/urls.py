"""URLs as they are compared: with their parameters merged in and sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Mapping


def merged(url: URL | str, params: Mapping[str, Any] | str | None = None) -> URL:
    """Return a URL with the parameters that a request adds."""
    found = URL(url)
    return found.extend_query(params) if params else found


def normal(url: URL | str) -> URL:
    """Return a URL with its query in order, so that the order in which it is written means nothing."""
    found = URL(url)
    return found.with_query(urlencode(sorted(parse_qsl(found.query_string))))


def key_of(method: str, url: URL | str) -> tuple[str, str]:
    """Return what a request looks like on the wire, where there is no fragment."""
    found = normal(url)
    return method.upper(), f"{found.scheme}://{found.host}:{found.port}{found.raw_path_qs}"
