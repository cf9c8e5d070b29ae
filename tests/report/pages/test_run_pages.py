"""The overview, the list of tests, and what explore has found; and nothing that users wrote is ever run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from asyncproof.report.page import draw
from asyncproof.report.run import Run, Test
from asyncproof.report.writing import leads_to
from tests.report.pages.runs import BAD, DROPPED, NASTY, QUEUE, RACE, REPLAY, SYNC, shop_run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.report.pages.browser import Browser, Page


def test_the_overview_says_what_the_run_comes_to(page: Page, shop_page: Path) -> None:
    """Outcomes, time saved, explorations, findings by cause and the longest waits are there."""
    page.open(shop_page)
    text = page.text("main")
    assert "3 tests of 8 failed" in text
    assert "5 passed, 1 error, 2 failed" in text
    assert "2 tests" in text
    assert "leaked-task" in text
    assert "task `sleep` was left" in text
    assert "a sleep (100 s)" in text
    assert "breaks: latency" in text
    assert "proven" in text
    assert "asyncproof 1.2 · python 3.11" in text


def test_a_wait_leads_to_its_step(page: Page, shop_page: Path) -> None:
    """A wait in the overview is a link to its test, where the step is chosen already."""
    page.open(shop_page)
    page.js(
        "[...document.querySelectorAll('.plain a')].find((link) => link.hash.startsWith('#/test/0/')).click()"
    )
    page.until("document.querySelector('.details h3')")
    assert page.text("h1") == "test_shop.py::test_queue"
    assert page.text(".details h3") == "Task-1, step 0"
    assert page.js("document.title") == "test_shop.py::test_queue · asyncproof"


def test_tests_are_searched_filtered_and_sorted(page: Page, shop_page: Path) -> None:
    """The list follows the search, the outcome and the order that is asked for, and keeps them."""
    page.open(shop_page, "#/tests")
    assert len(names(page)) == 8
    page.js("document.querySelector('input[type=search]').focus()")
    page.type("queue")
    assert names(page) == ["test_shop.py::test_queue"]
    page.js("location.hash = '#/'")
    page.until("document.querySelector('.cards')")
    page.js("location.hash = '#/tests'")
    page.until("document.querySelector('.rows')")
    assert names(page) == ["test_shop.py::test_queue"]
    write(page, "input", "")
    page.press("th[data-sort=seconds] button")
    assert names(page)[:2] == ["test_shop.py::test_blocked", "test_shop.py::test_queue"]
    assert (
        page.js("document.querySelector('th[data-sort=seconds]').getAttribute('aria-sort')") == "descending"
    )
    page.press("th[data-sort=seconds] button")
    assert names(page)[-1] == "test_shop.py::test_blocked"
    write(page, "select", "error")
    assert names(page) == ["test_shop.py::test_left"]


def write(page: Page, box: str, text: str) -> None:
    """Have a text stand in a box, and its page hear of that."""
    page.js(f"document.querySelector({box!r}).value = {text!r}")
    for event in ("input", "change"):
        page.js(f"document.querySelector({box!r}).dispatchEvent(new Event({event!r}))")


def names(page: Page) -> list[str]:
    """Return the tests that are listed."""
    found: list[str] = page.js("[...document.querySelectorAll('.rows td a')].map((link) => link.innerText)")
    return found


def test_a_test_is_opened_with_the_keyboard(page: Page, shop_page: Path) -> None:
    """In the list arrows choose a test, and Enter opens it; links lead to the next one."""
    page.open(shop_page, "#/tests")
    page.js("document.querySelector('.window').focus()")
    page.key("ArrowDown")
    page.key("Enter")
    page.until("document.querySelector('.stage')")
    assert page.text("h1") == "test_shop.py::test_queue"
    page.press("a[rel=next]")
    page.until("document.querySelector('h1').innerText.includes('test_cancel')")


def test_both_orders_stand_side_by_side(page: Page, shop_page: Path) -> None:
    """Of a failure that explore has found both orders are shown, with the steps lit up that conflict."""
    page.open(shop_page, f"#/test/{RACE}")
    panel = page.text(".explored")
    assert "latency" in panel
    assert "Explored in 120 runs: sampled by 120 runs." in panel
    assert "Task-3 reads `self.left`" in panel
    lit = "[...order.querySelectorAll('li.met code')].map((code) => code.innerText)"
    orders = page.js(f"[...document.querySelectorAll('.order')].map((order) => {lit})")
    assert orders == [["self.left -= 1", "if self.left:"], ["if self.left:", "self.left -= 1"]]
    left, right = (
        page.js(f"document.querySelector('.order.is-{name}').getBoundingClientRect().x")
        for name in ("works", "breaks")
    )
    assert left < right
    assert "is cancelled" in page.text(".order.is-breaks")


def test_what_matters_is_lit_up_in_the_lanes(page: Page, shop_page: Path) -> None:
    """A moment of the order that breaks leads to its step in the picture, where it stands out."""
    page.open(shop_page, f"#/test/{RACE}")
    page.until("document.querySelector('.stage')")
    page.js("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go())))")
    lit = page.js(
        """(() => {
            const c = document.querySelector('.stage canvas');
            const style = document.createElement('canvas').getContext('2d');
            style.fillStyle = getComputedStyle(c).getPropertyValue('--lock');
            const [r, g, b] = [1, 3, 5].map((at) => parseInt(style.fillStyle.slice(at, at + 2), 16));
            const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
            let seen = 0;
            for (let i = 0; i < d.length; i += 4) seen += d[i] === r && d[i + 1] === g && d[i + 2] === b;
            return seen;
        })()"""
    )
    assert lit > 100
    assert "a step whose order matters" in page.text(".legend")
    page.press(".order.is-breaks li button")
    assert page.text(".details h3") == "Task-3, step 4"
    assert "if self.left:" in page.text(".details")
    page.js("document.querySelectorAll('.order.is-breaks li button')[1].click()")
    assert page.text(".details h3").startswith("Task-2, step")
    assert "ends" in page.text("#told")


def test_the_replay_line_is_copied(page: Page, shop_page: Path) -> None:
    """The button copies the line that does the run again, and says so."""
    page.open(shop_page, f"#/test/{RACE}")
    assert page.text(".replay code") == REPLAY
    clipboard = "{ writeText: async (text) => { window.copied = text; } }"
    page.js(f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})")
    page.press(".replay button")
    page.until("document.querySelector('.replay [role=status]').innerText === 'copied'")
    assert page.js("window.copied") == REPLAY


def test_the_line_is_copied_without_a_clipboard(page: Page, shop_page: Path) -> None:
    """A page from a disk may have no clipboard: then it is done in the old way."""
    page.open(shop_page, f"#/test/{RACE}")
    page.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.js("document.execCommand = () => { window.copied = document.activeElement.value; return true; }")
    page.press(".replay button")
    page.until("document.querySelector('.replay [role=status]').innerText === 'copied'")
    assert page.js("window.copied") == REPLAY


def test_nothing_that_users_wrote_is_run(page: Page, shop_page: Path) -> None:
    """Names, messages, source and task names that want to be markup are shown letter by letter."""
    page.open(shop_page)
    assert NASTY.partition("\u2028")[0] in page.text("main")
    page.js("location.hash = '#/tests'")
    page.until("document.querySelector('.rows')")
    page.js(f"location.hash = '#/test/{BAD}/1'")
    page.until("document.querySelector('.details h3')")
    assert "<script>window.hit = 1</script>" in page.text(".details h3")
    assert "<b>also in the source</b></script>" in page.js("document.querySelector('.details').textContent")
    page.js("for (const each of document.querySelectorAll('details')) each.open = true")
    box = page.js("document.querySelector('.stage').getBoundingClientRect().toJSON()")
    page.mouse("mouseMoved", box["x"] + 300, box["y"] + 62)
    assert "onerror" in page.text(".tooltip")
    assert page.js("window.hit ?? null") is None
    assert page.js("document.querySelectorAll('main img, main script, main b').length") == 0


def test_a_terminal_leads_to_a_test(page: Page, tmp_path: Path) -> None:
    """The address that a terminal prints opens that test, of two of its name the one that failed."""
    run, name = Run(), f"test_a.py::test_b[{NASTY} 100% #/é]"
    for each in (Test("test_a.py::test_b"), Test(name), Test(name, "error", error="late")):
        run.add(each)
    path = tmp_path / "run.html"
    path.write_text(draw(run), "utf-8")
    page.open(path, leads_to("", name))
    assert page.js("document.querySelector('h1').textContent") == name
    assert page.text(".summary .badge") == "error"
    page.press("nav.near a")
    page.until("document.querySelector('.summary .badge').innerText === 'passed'")
    page.js(f"location.hash = {json.dumps(leads_to('', 'test_a.py::test_b'))}")
    page.until("document.querySelector('h1').innerText === 'test_a.py::test_b'")


@pytest.mark.parametrize("name", ["test_gone", "100%"])
def test_a_test_that_is_not_there_is_looked_for(page: Page, shop_page: Path, name: str) -> None:
    """An address of another run, or one that was not copied well, leads to the list of tests."""
    page.open(shop_page, f"#test={name}")
    assert page.text("main h1") == "Tests"
    assert page.js("document.querySelector('input[type=search]').value") == name
    assert "0 tests" in page.text("main")


def test_a_picture_that_is_not_there_is_explained(page: Page, shop_page: Path) -> None:
    """Why there is no picture is said: it was left out, or nothing ran."""
    page.open(shop_page, f"#/test/{DROPPED}")
    assert "was left out" in page.text(".place")
    page.open(shop_page, f"#/test/{SYNC}")
    page.until("document.querySelector('.place').innerText.includes('no task ran')")


def test_what_could_not_be_seen_is_said(page: Page, tmp_path: Path) -> None:
    """A test on a loop at which nobody can look says so, and the overview how many there are."""
    run, picture = Run(), shop_run().tests[QUEUE]
    run.add(Test("test_a", unseen=["uvloop.Loop"]))
    run.add(Test("test_b", unseen=["trio"], facts=picture.facts, picture=picture.picture))
    (tmp_path / "run.html").write_text(draw(run))
    page.open(tmp_path / "run.html")
    assert "1 test ran on uvloop.Loop, whose steps can't be recorded." in page.text(".limits")
    page.open(tmp_path / "run.html", "#/test/0")
    assert "It ran on uvloop.Loop, whose steps can't be recorded. Run it on a loop of asyncio" in page.text(
        "main"
    )
    assert page.text(".place") == "There is no picture of it."
    page.open(tmp_path / "run.html", "#/test/1")
    assert "It ran on trio, whose steps can't be recorded. What ran there is not in" in page.text("main")


def test_a_picture_that_is_damaged_is_told(page: Page, tmp_path: Path) -> None:
    """A picture that can't be opened says so, and the rest of the page stays."""
    run = Run()
    run.add(Test("test_a", picture="AAAA"))
    (tmp_path / "run.html").write_text(draw(run))
    page.open(tmp_path / "run.html", "#/test/0")
    page.until("document.querySelector('[role=alert]')")
    assert "can't be opened" in page.text("[role=alert]")


def test_light_and_dark(chromium: Browser, shop_page: Path) -> None:
    """Colours follow the system until somebody chooses, also those of the picture."""
    ground = "getComputedStyle(document.body).backgroundColor"
    with chromium.page(dark=True) as page:
        page.open(shop_page, f"#/test/{QUEUE}")
        page.until("document.querySelector('.stage canvas')?.width > 0")
        dark = page.js(ground)
        page.press("[data-do=theme]")
        light = page.js(ground)
        assert light != dark
        page.press("[data-do=theme]")
        assert page.js(ground) == dark
        assert page.text("[data-do=theme]") == "Colours: dark"
        assert page.complaints() == []


def test_a_narrow_screen_has_all_of_it(page: Page, shop_page: Path) -> None:
    """On a telephone nothing is wider than the screen."""
    page.resize(390, 800)
    for place in ("#/", "#/tests", f"#/test/{QUEUE}/3", f"#/test/{RACE}"):
        page.open(shop_page, place)
        assert page.js("document.documentElement.scrollWidth") <= 390, place


def test_an_empty_run_has_a_page(page: Page, tmp_path: Path) -> None:
    """A run without tests says so."""
    (tmp_path / "run.html").write_text(draw(Run()))
    page.open(tmp_path / "run.html")
    assert "No test has run" in page.text("main")
    assert "no guard had anything to say" in page.text("main")
