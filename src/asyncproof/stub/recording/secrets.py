"""What must not get into a recording: passwords, tokens, cookies, and where else they turn up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

FILTERED = "filtered"
"""What stands in a recording in the place of a secret."""

NAMES = re.compile(
    r"authorization|cookie|token|secret|passw(or)?d|api[-_]?key|access[-_]?key|signature|credential|session",
    re.IGNORECASE,
)
SHORTEST = 6
"""A secret that is shorter is not looked for elsewhere: it would be found in innocent words."""

_COOKIE = re.compile(r"^([^=;]+)=([^;]*)")


class Secrets:
    """Takes secrets out of what is recorded, by the names of headers and fields."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Filter the usual names, and some more."""
        self._names = {name.lower() for name in names}
        self._values: set[str] = set()

    def is_secret(self, name: str) -> bool:
        """Say whether what has this name is a secret."""
        return name.lower() in self._names or NAMES.search(name) is not None

    def header(self, name: str, value: str) -> str:
        """Return a header's value as it is recorded."""
        if name.lower() == "set-cookie":
            found = _COOKIE.match(value)
            if found is not None:
                self._learn(found.group(2))
                return f"{found.group(1)}={FILTERED}{value[found.end() :]}"
        return self.hide(value) if self.is_secret(name) else value

    def value(self, name: str, value: Any) -> Any:
        """Return the value of a field, and of all fields in it, as it is recorded."""
        if isinstance(value, dict):
            return {key: self.value(key, each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.value(name, each) for each in value]
        return self.hide(value) if self.is_secret(name) and value is not None else value

    def hide(self, value: Any) -> str:
        """Remember a secret, and return what stands in its place."""
        self._learn(str(value))
        return FILTERED

    def anywhere(self, text: str) -> str:
        """Return a text without the secrets that were found so far."""
        for value in sorted(self._values, key=len, reverse=True):
            text = text.replace(value, FILTERED)
        return text

    def _learn(self, value: str) -> None:
        for part in (value, value.rpartition(" ")[2]):  # "Bearer abc" is one, and so is "abc"
            if len(part) >= SHORTEST:
                self._values.add(part)
