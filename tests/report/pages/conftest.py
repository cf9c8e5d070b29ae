"""One browser for all tests of pages, and a page of its own for each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from asyncproof.report.page import draw
from tests.report.pages.browser import PROGRAMS, browser, program
from tests.report.pages.runs import shop_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.report.pages.browser import Browser, Page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running browser; without one on this machine the test is skipped, or fails where all is required."""
    if program() is None:
        reason = f"no browser here: none of {', '.join(PROGRAMS)} is installed"
        if os.environ.get("ASYNCPROOF_REQUIRE_SERVERS"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def shop_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run with one test of each kind."""
    path = tmp_path_factory.mktemp("report") / "run.html"
    path.write_text(draw(shop_run()), "utf-8")
    return path


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page, light, of a usual size, in which no error may happen, and from which nothing is fetched."""
    with chromium.page() as page:
        yield page
        assert page.complaints() == []
        assert [address for address in page.requests() if not address.startswith("file:")] == []
