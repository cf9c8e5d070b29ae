"""Lets the search find a page by what Python or pytest prints, as explanations and guards know it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from asyncproof.explain import all_cases
from asyncproof.guard import all_guards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

SHORTEST = 8
"""How many letters a text needs to lead anywhere in particular."""


def add_printed(_app: Sphinx, name: str, source: list[str]) -> None:
    """Write index entries below the title of a page: who looks for one of these texts is led there first."""
    title, end, rest = source[0].partition("\n")
    entries = "".join(f"\n```{{index}} ! single: {text}\n```\n" for text in printed().get(name, ()))
    source[0] = title + end + entries + rest


@cache
def printed() -> dict[str, list[str]]:
    """Return what is printed of what pages are about, by their names."""
    cases = {f"docs/explain/{case.slug}": constant(case.texts) for case in all_cases()}
    guards = {f"docs/guards/{guard.name}": constant(guard.texts) for guard in all_guards()}
    return {**cases, **guards}


def constant(texts: Iterable[str]) -> list[str]:
    """Return of each text the longest part that is always the same, and that an index entry can hold."""
    parts = [max(text.replace(";", "...").split("..."), key=len).strip(" :'") for text in texts]
    return sorted({part for part in parts if len(part) >= SHORTEST})
