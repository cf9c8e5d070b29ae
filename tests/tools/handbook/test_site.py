"""The site as somebody sees it who has unpacked it somewhere, without a network."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.house.sources import ROOT
from tests.report.pages.conftest import chromium
from tools.handbook.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.report.pages.browser import Browser, Page

__all__ = ["chromium"]

ATTRIBUTE = re.compile(r'<([a-z]+)\b[^>]*?\s(href|src)="([^"]*)"')
NAMED = re.compile(r'\sid="([^"]*)"')
LOST = re.compile(r"navigated or closed|context was destroyed|context with specified id")
READABLE = 4.5
"""How far a text must stand out from what is behind it (WCAG 2, level AA)."""
FAINTEST = """(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = numbers(getComputedStyle(element).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('article *, .sidebar-tree *, .toc-tree *')]
    .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((e) => !e.matches('.headerlink'));
  const found = texts.map((e) => {
    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.outerHTML.slice(0, 200)];
  });
  return found.sort((x, y) => x[0] - y[0])[0];
})()"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, made once; a lost link, an unlisted page or any other warning fails it."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "tools.handbook", str(out)]  # Sphinx leaves much behind in a process
    made = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    assert made.stdout == f"The handbook: {out / 'index.html'}\n"
    return out


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in which no error may happen, and which asks nobody for anything."""
    with chromium.page() as page:
        yield page
        assert page.complaints() == []
        assert [address for address in page.requests() if not address.startswith(("file:", "data:"))] == []


def visit(page: Page, path: Path, then: str = "true") -> None:
    """Open a page of the site, and wait until it is there."""
    page.ask("Page.navigate", url=path.as_uri())
    arrive(page, f"document.readyState === 'complete' && !!document.querySelector('article h1') && {then}")


def arrive(page: Page, expression: str) -> None:
    """Wait until something is true, also while one page follows another."""
    while not is_reached(page, expression):
        pass  # what was asked of the page before is lost, and asked again


def is_reached(page: Page, expression: str) -> bool:
    """Wait until something is true, or the page goes away meanwhile."""
    try:
        page.until(expression)
    except AssertionError as error:
        if LOST.search(str(error)):
            return False
        raise
    return True


@cache
def named_in(path: Path) -> set[str]:
    """Return the places of a page that links can lead to."""
    return {html.unescape(name) for name in NAMED.findall(path.read_text("utf-8"))}


def lost_in(path: Path) -> list[str]:
    """Return what a page asks of others, or leads to, and is not there."""
    found = []
    for tag, kind, address in ATTRIBUTE.findall(path.read_text("utf-8")):
        target, _, place = html.unescape(address).partition("#")
        if re.match(r"\w+:", target):
            if (
                tag != "a" or kind != "href"
            ):  # a reader may follow a link out of here; a browser may not by itself
                found.append(address)
            continue
        there = (path.parent / unquote(target).partition("?")[0]).resolve() if target else path
        if not there.exists() or (
            place and there.suffix == ".html" and unquote(place) not in named_in(there)
        ):
            found.append(address)
    return found


def test_nothing_leads_nowhere(site: Path) -> None:
    """Every link, picture, style and script of every page is in the folder, with the place it names."""
    pages = sorted(site.rglob("*.html"))
    assert {site / "index.html", site / "docs/index.html", site / "examples/counter.html"} <= set(pages)
    assert {str(path): lost for path in pages if (lost := lost_in(path))} == {}


def test_the_styles_ask_for_nothing_outside(site: Path) -> None:
    """No font and no picture comes from the network."""
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"""(?:@import|url\()\s*["']?(?:https?:)?//[^)]*""", styles) == []


def test_the_door_leads_in(site: Path, page: Page) -> None:
    """Who opens `index.html` from the disk sees the handbook, with its contents at the side."""
    visit(page, site / "index.html", "location.pathname.endsWith('/docs/index.html')")
    assert page.text("h1").startswith("asyncproof")
    assert "Virtual time" in page.text(".sidebar-tree")


def test_the_search_works_from_disk(site: Path, page: Page) -> None:
    """With the keyboard alone: what Python has printed leads first to the page that says what it means."""
    visit(page, site / "docs/index.html")
    page.key("/")
    page.until("document.activeElement.matches('.sidebar-search')")
    page.type("no running event loop")
    page.key("Enter")
    arrive(page, "document.querySelectorAll('#search-results li a').length > 1")
    page.js("document.querySelector('#search-results li a').focus()")
    page.key("Enter")
    arrive(page, "location.pathname.endsWith('/docs/explain/no-running-loop.html')")


def test_the_first_key_leads_past_the_side_bar(site: Path, page: Page) -> None:
    """Who has no mouse need not go through all of the contents to read."""
    visit(page, site / "docs/guards.html")
    page.key("Tab")
    assert page.js("document.activeElement.className") == "skip-to-content muted-link"
    page.key("Enter")
    page.until("location.hash === '#furo-main-content'")


def test_the_contents_show_where_the_reader_is(site: Path, page: Page) -> None:
    """Also far down in them."""
    visit(page, site / "docs/errors/deadlock.html")
    assert page.text(".sidebar-tree .current-page") == "deadlock"
    place = page.js("document.querySelector('.sidebar-tree .current-page > a').getBoundingClientRect().top")
    assert 0 < place < page.js("innerHeight")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_texts_stand_out(site: Path, chromium: Browser, *, dark: bool) -> None:
    """Whatever the reader's system prefers: prose, tables, code and contents can be read."""
    with chromium.page(dark=dark) as page:
        for name in ("docs/virtual-time", "docs/rules/check-then-act", "examples/counter"):
            visit(page, site / f"{name}.html")
            contrast, text = page.js(FAINTEST)
            assert contrast >= READABLE, text


def test_a_narrow_page_stays_in_its_bounds(site: Path, chromium: Browser) -> None:
    """On a telephone, long lines and tables scroll by themselves, and the page does not."""
    with chromium.page(width=400, height=800) as page:
        for name in ("docs/what-are-you-testing", "docs/why-does-my-test"):
            visit(page, site / f"{name}.html")
            assert page.js("document.documentElement.scrollWidth") <= 400


def test_a_mistyped_command_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a folder can be named."""
    assert main(["--out", str(tmp_path)]) == 2
    assert "usage: " in capsys.readouterr().err
