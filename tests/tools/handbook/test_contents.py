from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tools.handbook.contents import Part, add_contents, collapse_contents, contents

if TYPE_CHECKING:
    from pathlib import Path

INDEX = """\
# Book

Begin with the [tour](../README.md), and [not](https://x.y/z.md).

## First

- [One](one.md) after [two](two.md#part), and ![no page](picture.md).
- [One again](one.md). [Rules](rules/index.md).

## Nothing here

## Last

- [Rule a](rules/a.md)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with two indexes."""
    (tmp_path / "docs/rules").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text(INDEX)
    (tmp_path / "docs/rules/index.md").write_text("# Rules\n\nSee [two](../two.md).\n\n[a](a.md) [b](b.md)\n")
    return tmp_path


def test_the_contents_are_the_links_of_the_indexes(root: Path) -> None:
    """Each page is listed under the heading of its first link, by that link's words."""
    first = Part("First", [("One", "docs/one"), ("Rules", "docs/rules/index")])
    last = Part("Last", [("Rule a", "docs/rules/a")])
    assert contents(root)["docs/index"] == [Part("", [("tour", "README")]), first, last]


def test_an_index_below_lists_only_what_is_beside_it(root: Path) -> None:
    """What it names of other folders has its place elsewhere."""
    assert contents(root)["docs/rules/index"] == [Part("", [("b", "docs/rules/b")])]


def test_a_page_beside_a_folder_of_its_name_is_its_index(root: Path) -> None:
    """Unless the folder has an index itself."""
    (root / "docs/one").mkdir()
    (root / "docs/one.md").write_text("# One\n\n[More](one/more.md), [two](two.md)\n")
    (root / "docs/rules.md").write_text("# Rules\n")
    assert contents(root)["docs/one"] == [Part("", [("More", "docs/one/more")])]
    assert "docs/rules" not in contents(root)


def test_contents_stand_at_the_end_of_an_index(root: Path) -> None:
    """Sphinx reads them there, and shows them at the side only; other pages stay as they are."""
    index, page = ["# Book\n"], ["# One\n"]
    app = SimpleNamespace(srcdir=root)
    add_contents(app, "docs/index", index)  # type: ignore[arg-type] # all that is asked of an application
    add_contents(app, "docs/one", page)  # type: ignore[arg-type] # as above
    assert ":hidden:\n:caption: First\n\nOne </docs/one>\nRules </docs/rules/index>\n```" in index[0]
    assert page == ["# One\n"]


def test_the_pages_of_other_indexes_are_folded_away() -> None:
    """Whatever the theme asks for: a side bar of all pages, on every page, would be most of the site."""
    asked: list[dict[str, object]] = []
    context = {"toctree": lambda **wanted: asked.append(wanted)}
    collapse_contents(None, "", "", context, None)  # type: ignore[arg-type] # nothing is asked of it
    context["toctree"](collapse=False, maxdepth=-1)
    assert asked == [{"collapse": True, "maxdepth": -1}]
