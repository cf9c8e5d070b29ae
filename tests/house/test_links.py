"""The pages lead somewhere: every link to a file of the project finds it, and the heading that it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.docs.fences import FENCE
from tests.house.sources import ROOT
from tools.handbook.contents import ROOT_PAGE, contents

TOPS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "examples/README.md")
PAGES = sorted([*(ROOT / name for name in TOPS), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


@cache
def prose(path: Path) -> str:
    """Return a page without its blocks of code."""
    return FENCE.sub("", path.read_text("utf-8"))


@cache
def anchors(path: Path) -> set[str]:
    """Return what the headings of a page are called in links."""
    titles = re.findall(r"^#+ (.*)$", prose(path), re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title) for title in titles]
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in plain}


def lost_in(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    found = []
    for name, anchor in LINK.findall(prose(page)):
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            found.append(f"{page.relative_to(ROOT)}: {name}" + (f"#{anchor}" if anchor else ""))
    return found


def test_every_link_leads_somewhere() -> None:
    """A renamed page or heading is found here, not by a reader."""
    assert [link for page in PAGES for link in lost_in(page)] == []


def test_every_page_is_in_the_contents() -> None:
    """A page that no index names is found by nobody; `make docs` would stop at it."""
    listed = {page for parts in contents(ROOT).values() for part in parts for _, page in part.pages}
    pages = {path.relative_to(ROOT).with_suffix("").as_posix() for path in PAGES}
    assert pages - listed == {ROOT_PAGE}, "Name it in docs/index.md, or on the page beside its folder."
