"""How `make docs` makes a site of the pages: Sphinx reads them where they are, as GitHub shows them."""

from __future__ import annotations

import sys
from pathlib import Path

from asyncproof import __version__

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `tools` is there

project = "asyncproof"
author = "The asyncproof authors"
copyright = author  # noqa: A001 - Sphinx calls it so
release = version = __version__

extensions = ["myst_parser", "tools.handbook.extension"]
root_doc = "docs/index"
include_patterns = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "examples/README.md", "docs/**.md"]
exclude_patterns = [".*", "benchmarks", "build", "changelog.d", "dist", "quality", "src", "tests", "tools"]
nitpicky = True
myst_heading_anchors = 6  # links to headings are those of GitHub
smartquotes = False  # quotes are what somebody types

html_theme = "furo"
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"
html_title = f"asyncproof {release}"
html_static_path = ["assets"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
html_show_search_summary = False  # it would ask for the pages, which a browser forbids on files
