"""The page is one file that needs nothing else, and whatever users wrote is data in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files

from asyncproof.report.page import SCRIPTS, as_json, draw
from asyncproof.report.run import Run, Test

NASTY = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "\u2028\u2029\x00\udcff",
    "'\"><img src=x onerror=alert(1)>",
    "$script ${data} $$",
    "&lt;b&gt;",
]


class Elements(HTMLParser):
    """Collects the elements of a page, and the text of each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = [("", {})]
        self.texts = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


def elements(page: str) -> Elements:
    """Read a page as a browser does."""
    parser = Elements()
    parser.feed(page)
    return parser


def nasty_run() -> Run:
    """Return a run in which every text wants to be markup."""
    run = Run(about={"python": NASTY[0]})
    for text in NASTY:
        finding = {"code": text, "message": text, "text": text, "severity": "error"}
        run.add(Test(text, "failed", error=text, texts=[[text, text]], findings=[finding], picture="abc"))
    return run


def test_nothing_that_users_write_is_markup() -> None:
    """Whatever stands in names and messages, the page has the same elements, and the data is whole."""
    parsed = elements(draw(nasty_run()))
    assert [tag for tag, _ in parsed.found] == [tag for tag, _ in elements(draw(Run())).found]
    place = next(number for number, (_, given) in enumerate(parsed.found) if given.get("id") == "data")
    data = json.loads(parsed.texts[place])
    assert [test["id"] for test in data["tests"]] == NASTY


def test_nothing_is_fetched() -> None:
    """The page names no address, and forbids all but its own script and style."""
    page = draw(Run())
    parsed = elements(page)
    assert not [given for _, given in parsed.found if {"src", "href"} & set(given)]
    policy = next(given["content"] for _, given in parsed.found if given.get("http-equiv"))
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/]+='; style-src 'sha256-[\w+/]+='; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )


def test_json_has_no_sign_that_html_knows() -> None:
    """All that means something to HTML, or ends a line of JavaScript, is written as a number."""
    text = as_json(NASTY)
    assert not set(text) & set("<>&'\u2028\u2029")
    assert json.loads(text) == NASTY


def test_every_asset_is_used_and_small() -> None:
    """There is no script that the page leaves out, and none that is too long to be read."""
    folder = files("asyncproof.report") / "assets"
    names = sorted(each.name for each in folder.iterdir())
    assert names == sorted([*SCRIPTS, "page.html", "style.css"])
    for name in names:
        assert len((folder / name).read_text("utf-8").splitlines()) <= 350, name


def test_scripts_make_no_markup_of_text() -> None:
    """No script has a way to turn text into markup, or into code."""
    folder = files("asyncproof.report") / "assets"
    for name in SCRIPTS:
        text = (folder / name).read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
        ), name
