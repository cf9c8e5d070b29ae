"""The page of a guard, made from its docstring: for docs/guards/ and for `asyncproof explain`."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.guard.guard import Guard


def summary_of(guard: type[Guard]) -> str:
    """Return the one sentence that says what a guard finds."""
    return " ".join(_docstring(guard).split("\n\n", 1)[0].split())


def page_of(guard: type[Guard], *, made: str = "") -> str:
    """Return a guard's page as Markdown; *made* is a remark for who would edit it."""
    _, _, text = _docstring(guard).partition("\n\n")
    head = [f"# {guard.name}", *([made] if made else []), summary_of(guard), _settings(guard)]
    return "\n\n".join([*head, text.strip()]).rstrip() + "\n"


def section_of(guard: type[Guard], title: str) -> str:
    """Return what stands below a heading of a guard's page; empty if it has no such heading."""
    found = re.search(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", _docstring(guard), re.MULTILINE | re.DOTALL
    )
    return "" if found is None else found[1].strip()


def _settings(guard: type[Guard]) -> str:
    names = dict.fromkeys(f"`{name}`" for name in guard.names())
    return (
        f"**Settings:** {' or, with its like, '.join(names)}; default level `{guard.default.value}`; "
        f"since {guard.since}."
    )


def _docstring(guard: type[Guard]) -> str:
    return inspect.cleandoc(guard.__doc__ or "")
