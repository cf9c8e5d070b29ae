"""Path templates: `/users/{id}`, `/files/{name:path}`, `/items/{id:int}`, or a compiled pattern."""

from __future__ import annotations

import re
from typing import Any, TypeAlias
from urllib.parse import quote, unquote

from asyncproof.core import UsageError

Template: TypeAlias = "str | re.Pattern[str]"

KINDS: dict[str, tuple[str, type]] = {"str": ("[^/]+", str), "path": (".+", str), "int": ("[0-9]+", int)}

_PART = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_SAFE = "/:@!$&'()*+,;=-._~%"


class Path:
    """A template, ready to be compared with the paths of requests."""

    def __init__(self, template: Template, base: str = "") -> None:
        """Read a template; `base` is what the host's URL puts in front of it."""
        self._kinds: dict[str, type] = {}
        if isinstance(template, re.Pattern):
            self.text = template.pattern
            self._pattern = template
            self._base = base
            return
        self.text = base + _checked(template)
        self._base = ""
        self._pattern = re.compile(self._translate(self.text))

    def match(self, raw_path: str) -> dict[str, Any] | None:
        """Return the parameters that a path gives, or None if it is another path."""
        if not raw_path.startswith(self._base):
            return None
        found = self._pattern.fullmatch(raw_path[len(self._base) :])
        if found is None:
            return None
        return {
            name: self._kinds.get(name, str)(unquote(value))
            for name, value in found.groupdict().items()
            if value is not None
        }

    def _translate(self, text: str) -> str:
        pattern, end = "", 0
        for part in _PART.finditer(text):
            name, kind = part.group(1), part.group(2) or "str"
            self._check(text, name, kind)
            expression, self._kinds[name] = KINDS[kind]
            pattern += _literal(text[end : part.start()]) + f"(?P<{name}>{expression})"
            end = part.end()
        rest = text[end:]
        if "{" in pattern_free(text) or "}" in pattern_free(text):
            raise UsageError(f"the path {text!r} has a brace without its other half; write {{name}}.")
        return pattern + _literal(rest)

    def _check(self, text: str, name: str, kind: str) -> None:
        if not name.isidentifier():
            raise UsageError(f"the path {text!r} has a parameter {name!r}, which is no name; write {{id}}.")
        if kind not in KINDS:
            kinds = ", ".join(KINDS)
            raise UsageError(f"the path {text!r} has a parameter of kind {kind!r}; there are {kinds}.")
        if name in self._kinds:
            raise UsageError(f"the path {text!r} has two parameters {name!r}; give one another name.")


def pattern_free(text: str) -> str:
    """Return what is left of a template without its parameters."""
    return _PART.sub("", text)


def _literal(text: str) -> str:
    """Return a pattern for text as clients send it, percent signs in either case."""
    return re.sub(
        r"%([0-9A-Fa-f]{2})",
        lambda found: f"%(?i:{found.group(1)})",
        re.escape(quote(text, safe=_SAFE)).replace(r"\%", "%"),
    )


def _checked(template: object) -> str:
    if not isinstance(template, str):
        raise UsageError(f"a path is text or a compiled pattern, not {template!r}; write '/users/{{id}}'.")
    if "://" in template:
        raise UsageError(
            f"{template!r} is a whole URL where a path is meant; the host has scheme and name already: "
            'net.http("https://api.example.com").get("/users").'
        )
    if template and not template.startswith("/"):
        raise UsageError(f"the path {template!r} does not begin with a slash; write {'/' + template!r}.")
    if "#" in template:
        raise UsageError(
            f"the path {template!r} has a fragment, which no client sends; leave out what follows #."
        )
    return template
