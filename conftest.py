"""What the whole repository's tests share: documentation pages are tests too, and who runs which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sybil import Sybil

from tests.docs.page import close_page, open_page, parse_page

if TYPE_CHECKING:
    from tests.spread import Spread

pytest_plugins = ["pytester"]

pytest_collect_file = Sybil(
    parsers=[parse_page],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["tests/**"],
    setup=open_page,
    teardown=close_page,
).pytest()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread | None:
    """Let several processes share the zoo."""
    from tests.spread import spread  # noqa: PLC0415 - who runs tests in one process need not have pytest-xdist

    return spread(config, log)
