"""Pages with the code of the examples, for links that lead to a folder."""

from __future__ import annotations

import ast
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from docutils import nodes  # type: ignore[import-untyped] # docutils has no types
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

FOLDER = "examples"
LANGUAGES = {".py": "python", ".ini": "ini", ".json": "json", ".md": "text"}
BACK = '<p><a href="README.html">All examples</a></p>'


class FolderLinks(SphinxPostTransform):
    """Leads a link to a folder of examples to the page with its code."""

    default_priority = 8  # MyST, which knows no folders, comes at 9

    def run(self, **_: Any) -> None:
        """Look at the links of one page."""
        for link in list(self.document.findall(addnodes.pending_xref)):
            here = PurePosixPath(self.env.docname)
            page = normpath((here.parent / str(link["reftarget"])).as_posix())
            if link.get("refdomain") is None and page in systems(Path(self.env.srcdir)):
                leads = nodes.reference(refuri=relative_uri(f"{here}.html", f"{page}.html"), internal=True)
                leads += link.children
                link.replace_self(leads)


def systems(root: Path) -> list[str]:
    """Return the folders with examples, as a link from the top names them."""
    found = (path for path in (root / FOLDER).iterdir() if (path / "__init__.py").exists())
    return sorted(path.relative_to(root).as_posix() for path in found)


def pages_of_systems(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make a page of each folder: its files, one after the other."""
    highlighter = app.builder.highlighter  # type: ignore[attr-defined] # this event is one of builders of HTML
    root = Path(app.srcdir)
    for name in systems(root):
        body = [f"<h1>{name}</h1>", f"<p>{escape(purpose_of(root / name))}</p>", BACK]
        for path in files_of(root / name):
            shown = path.relative_to(root / name).as_posix()
            code = highlighter.highlight_block(path.read_text("utf-8"), LANGUAGES[path.suffix])
            body.append(f'<h2 id="{shown}">{shown}</h2>\n{code}')
        yield name, {"title": name, "body": "\n".join(body)}, "page.html"


def purpose_of(folder: Path) -> str:
    """Return what the package says that it is for."""
    return ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""


def files_of(folder: Path) -> list[Path]:
    """List the files of an example: the code, its tests, and then what is bad."""
    found = [path for path in folder.rglob("*") if path.suffix in LANGUAGES and path.name != "__init__.py"]
    return sorted(found, key=lambda path: (len(path.parts), path.name.startswith("test_"), path.name))
