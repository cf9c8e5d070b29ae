"""What the whole repository's tests share: documentation pages are tests too."""

from __future__ import annotations

from sybil import Sybil

from tests.docs.page import close_page, open_page, parse_page

pytest_plugins = ["pytester"]

pytest_collect_file = Sybil(
    parsers=[parse_page],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["tests/**"],
    setup=open_page,
    teardown=close_page,
).pytest()
