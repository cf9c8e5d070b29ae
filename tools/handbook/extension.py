"""The extension of Sphinx: has it call us while it reads our pages and writes the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.handbook.captions import caption_blocks
from tools.handbook.contents import add_contents, collapse_contents
from tools.handbook.printed import add_printed
from tools.handbook.sessions import SessionLexer
from tools.handbook.systems import FolderLinks, pages_of_systems

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    """Have Sphinx call us while it reads and writes."""
    app.connect("source-read", caption_blocks)
    app.connect("source-read", add_contents)
    app.connect("source-read", add_printed)
    app.connect("html-page-context", collapse_contents, priority=400)  # the theme comes at 500
    app.connect("html-collect-pages", pages_of_systems)
    app.add_lexer("console", SessionLexer)
    app.add_post_transform(FolderLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
