"""A request as it arrived over the wire, and what a test asks of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, NoReturn
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from asyncproof.core import UsageError
from asyncproof.stub.headers import Headers

FORM = "application/x-www-form-urlencoded"


class Params(dict[str, Any]):
    """The parameters in a path; one that isn't there is explained."""

    def __init__(self, template: str, values: dict[str, Any]) -> None:
        """Keep the values that a path gave to a template."""
        super().__init__(values)
        self.template = template

    def __missing__(self, name: str) -> NoReturn:
        """Say which parameters there are."""
        there = ", ".join(self) or "none"
        raise UsageError(
            f"the path {self.template!r} has no parameter {name!r}; it has: {there}. "
            f"Write {{{name}}} where it stands in the path."
        )


@dataclass(slots=True)
class Request:
    """One request: what was asked for, and with what."""

    method: str
    url: str
    """The whole URL, as the client would write it."""
    headers: Headers = field(default_factory=Headers)
    content: bytes = b""
    at: float = 0.0
    """The second of virtual time at which it had arrived."""
    params: Params = field(default_factory=lambda: Params("", {}))
    """The parameters in its path, by the names that the expectation gives them."""

    @property
    def raw_path(self) -> str:
        """The path as it was sent, with its percent signs."""
        return urlsplit(self.url).path or "/"

    @property
    def path(self) -> str:
        """The path, decoded."""
        return unquote(self.raw_path)

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters; of one that came several times, the last."""
        return dict(self.query_pairs)

    @property
    def query_pairs(self) -> list[tuple[str, str]]:
        """The query's parameters in their order, also those that came several times."""
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that the client sent."""
        jar: SimpleCookie = SimpleCookie()
        for line in self.headers.all("cookie"):
            jar.load(line)
        return {name: morsel.value for name, morsel in jar.items()}

    @property
    def text(self) -> str:
        """The body as text, in the charset that the client names."""
        kind = self.headers.get("content-type", "")
        charset = kind.partition("charset=")[2].partition(";")[0].strip("\"' ") or "utf-8"
        return self.content.decode(charset, "replace")

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form that was sent as the body."""
        return {name: values[-1] for name, values in parse_qs(self.text, keep_blank_values=True).items()}

    def json(self) -> Any:
        """Return the body as JSON says."""
        try:
            return json.loads(self.content)
        except ValueError as error:
            shown = self.content[:60]
            raise UsageError(
                f"the body of {self} is no JSON ({error}): {shown!r}; see request.text."
            ) from None

    def __str__(self) -> str:
        """Show what was asked for."""
        return f"{'WebSocket' if self.url.startswith('ws') else self.method} {self.url}"
