"""The table of contents of the site: an index page's own links, in their order, under their headings.

An index is the `index.md` of a folder, or a page beside a folder of its name that has none. So no page is
listed twice, and an index holds nothing but what a reader of the plain Markdown wants.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT_PAGE = "docs/index"
HEADING = re.compile(r"^## (.+)$")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!\w+:)([^)#\s]+)\.md\)")


class Part(NamedTuple):
    """The pages under one heading of an index."""

    caption: str
    pages: list[tuple[str, str]]
    """What each is called in the contents, and its name."""


def add_contents(app: Sphinx, name: str, source: list[str]) -> None:
    """Write the contents of an index page at its end, where they are read and not shown."""
    for part in contents(Path(app.srcdir)).get(name, ()):
        entries = [f"{title} </{page}>" for title, page in part.pages]
        caption = [f":caption: {part.caption}"] if part.caption else []
        source[0] += "\n".join(["\n\n```{toctree}", ":hidden:", *caption, "", *entries, "```\n"])


def collapse_contents(
    _app: Sphinx, _name: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Show the pages below an index beside themselves and their index, and not beside every page there is."""
    whole = context["toctree"]

    def collapsed(**wanted: Any) -> str:
        return str(whole(**{**wanted, "collapse": True}))

    context["toctree"] = collapsed


@cache
def contents(root: Path) -> dict[str, list[Part]]:
    """Return the parts of every index page; each page is in one of them, where it is named first."""
    found: dict[str, list[Part]] = {}
    known = {ROOT_PAGE}
    waiting = [ROOT_PAGE]
    while waiting:
        index = waiting.pop(0)
        found[index] = parts_of(root, index, known)
        pages = [page for part in found[index] for _, page in part.pages]
        waiting += [page for page in pages if folder_of(root, page) is not None]
    return found


def folder_of(root: Path, page: str) -> PurePosixPath | None:
    """Return the folder whose pages are listed on a page, if it is an index."""
    path = PurePosixPath(page)
    if path.name == "index":
        return path.parent
    is_index = (root / path).is_dir() and not (root / path / "index.md").exists()
    return path if is_index else None


def parts_of(root: Path, index: str, known: set[str]) -> list[Part]:
    """Read the links of an index that lead to pages of which no other index has spoken."""
    listed = folder_of(root, index)
    folder = PurePosixPath(index).parent
    parts = [Part("", [])]
    for line in (root / f"{index}.md").read_text("utf-8").splitlines():
        if heading := HEADING.match(line):
            parts.append(Part(heading[1], []))
        for title, target in LINK.findall(line):
            page = normpath((folder / target).as_posix())
            is_below = index == ROOT_PAGE or PurePosixPath(page).parent == listed
            if is_below and page not in known:
                known.add(page)
                parts[-1].pages.append((title, page))
    return [part for part in parts if part.pages]
