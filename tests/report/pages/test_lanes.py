"""The picture of a test: chosen, zoomed, moved, searched and printed, by mouse and by keyboard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.report.pages.browser import CTRL, SHIFT
from tests.report.pages.runs import BLOCK, CANCEL, LEFT, QUEUE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.report.pages.browser import Page


@pytest.fixture
def lanes(page: Page, shop_page: Path) -> Page:
    """The page of a test with a queue and two workers, its picture in the focus."""
    return at(page, shop_page, QUEUE)


def at(page: Page, path: Path, number: int, step: str = "") -> Page:
    """Open the page of a test."""
    page.open(path, f"#/test/{number}{step}")
    page.until("document.querySelector('.stage canvas')?.width > 0")
    page.js("document.querySelector('.stage').focus()")
    frame(page)
    return page


def frame(page: Page) -> None:
    """Wait until what was asked for is drawn."""
    page.js("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go())))")


def view(page: Page) -> int:
    """Return what is drawn, as a number: without the names of the lanes."""
    frame(page)
    found: int = page.js(
        """(() => {
            const c = document.querySelector('.stage canvas');
            const seen = c.getContext('2d').getImageData(c.width * 0.2, 0, c.width * 0.8, c.height).data;
            return seen.reduce((sum, each) => (sum * 31 + each) | 0, 0);
        })()"""
    )
    return found


def point_of(page: Page, lane: str, share: float = 0.5) -> tuple[float, float]:
    """Return a point on the lane of a task, so far from its left end."""
    rows: list[str] = page.js(
        "[...document.querySelectorAll('.rows tr[data-row]')].map((row) => row.children[2].textContent)"
    )
    order = list(dict.fromkeys(rows))
    tasks = [name for name in order if name not in {"timers", "callbacks", "network", "threads"}]
    box: dict[str, float] = page.js("document.querySelector('.stage').getBoundingClientRect().toJSON()")
    number = tasks.index(lane)
    return box["x"] + 190 + share * (box["width"] - 204), box["y"] + 26 + 24 * number + 12


def chosen(page: Page) -> str:
    """Return what a screen reader hears of the step that is chosen."""
    return page.text("#told")


def test_arrows_walk_along_a_lane_and_between_lanes(lanes: Page) -> None:
    """With the keyboard alone every step is reached, and each is told to a screen reader."""
    lanes.key("ArrowRight")
    assert chosen(lanes).startswith("Task-1, step 0, at 0 s: waits for the join() of Queue `inbox`")
    lanes.key("ArrowDown")
    assert chosen(lanes) == "worker-0, step 1, at 0 s: waits for a sleep (1 s)"
    lanes.key("ArrowRight")
    assert chosen(lanes) == "worker-0, step 4, at 1 s: waits for a sleep (3 s)"
    lanes.key("ArrowLeft")
    lanes.key("ArrowUp")
    assert chosen(lanes).startswith("Task-1, step 0")
    lanes.key("ArrowUp")
    assert chosen(lanes).startswith("Task-1, step 0")
    lanes.key("Escape")
    lanes.key("ArrowDown")
    assert chosen(lanes).startswith("Task-1, step 0")
    lanes.key("End")
    assert "step 14" in chosen(lanes)
    lanes.key("Home")
    assert "step 0" in chosen(lanes)


def test_who_called_and_what_is_called_is_a_key_away(lanes: Page) -> None:
    """`w` goes to the step that called this one, `c` to the first that it calls, and links do the same."""
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "w"):
        lanes.key(key)
    assert chosen(lanes).startswith("timers, step 3, at 1 s: a sleep is over")
    lanes.key("c")
    assert chosen(lanes).startswith("worker-0, step 4")
    lanes.press(".details dd button.link")
    assert chosen(lanes).startswith("timers, step 3")


def test_enter_goes_to_the_details(lanes: Page) -> None:
    """The details have the focus after Enter: time, caller, and the source where the task stands."""
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        lanes.key(key)
    assert lanes.js("document.activeElement.innerText") == "worker-0, step 1"
    details = lanes.text(".details")
    assert "Task-1, step 0" in details
    assert "await asyncio.sleep(await inbox.get())" in lanes.text(".details details[open] .marked")


def test_a_click_chooses_and_shows_the_source(lanes: Page) -> None:
    """A click on a lane chooses the step whose wait is there, and its source is shown."""
    lanes.click(*point_of(lanes, "worker-1", 0.3))
    assert "worker-1, step 2" in lanes.text(".details h3")
    assert "tests/report/scenes.py" in lanes.text(".details .frames")
    assert lanes.js("document.querySelectorAll('.details .source .line').length") > 3


def test_the_mouse_over_a_step_gives_line_and_stack(lanes: Page) -> None:
    """The tooltip has who, when, what for, for how long, and the frames; it goes when the mouse does."""
    x, y = point_of(lanes, "worker-1", 0.3)
    lanes.mouse("mouseMoved", x, y)
    told = lanes.text(".tooltip")
    assert "worker-1 at 0 s, step 2" in told
    assert "waits for a sleep (2 s)" in told
    assert "for 2 s" in told
    assert "tests/report/scenes.py:" in told
    assert "asyncio/tasks.py:" in told
    assert "await asyncio.sleep(await inbox.get())" in told
    lanes.mouse("mouseMoved", 5, 5)
    assert lanes.js("document.querySelector('.tooltip').hidden")


def test_keys_zoom_and_move(lanes: Page) -> None:
    """Plus and minus zoom, Shift and arrows move along, zero shows all of it."""
    whole = view(lanes)
    lanes.key("+")
    near = view(lanes)
    assert near != whole
    lanes.key("ArrowRight", SHIFT)
    assert view(lanes) != near
    lanes.key("0")
    assert view(lanes) == whole
    lanes.key("-")
    assert view(lanes) == whole


@pytest.mark.parametrize("button", ["in", "out", "all", "axis"])
def test_buttons_do_the_same(lanes: Page, button: str) -> None:
    """What keys do can be done with buttons."""
    lanes.key("+")
    before = view(lanes)
    lanes.press(f"[data-do={button}]")
    lanes.mouse("mouseMoved", 5, 5)
    assert view(lanes) != before


def test_the_wheel_zooms_and_moves(lanes: Page) -> None:
    """Ctrl and the wheel zoom where the mouse is, Shift and the wheel move; the wheel alone is the page's."""
    x, y = point_of(lanes, "worker-0")
    whole = view(lanes)
    lanes.mouse("mouseWheel", x, y, deltaX=0, deltaY=-400, modifiers=CTRL)
    near = view(lanes)
    assert near != whole
    lanes.mouse("mouseWheel", x, y, deltaX=80, deltaY=0, modifiers=SHIFT)
    moved = view(lanes)
    assert moved != near
    lanes.mouse("mouseWheel", x, y, deltaX=0, deltaY=40)
    assert view(lanes) == moved


def test_dragging_moves_and_chooses_nothing(lanes: Page) -> None:
    """Who drags moves the picture; that is no click."""
    lanes.key("+")
    before = view(lanes)
    x, y = point_of(lanes, "worker-0", 0.8)
    lanes.mouse("mousePressed", x, y, button="left", clickCount=1)
    lanes.mouse("mouseMoved", x - 90, y, button="left", buttons=1)
    lanes.mouse("mouseReleased", x - 90, y, button="left", clickCount=1)
    lanes.mouse("mouseMoved", 5, 5)
    assert view(lanes) != before
    assert chosen(lanes) == ""


def test_time_may_be_shown_as_it_passed(lanes: Page) -> None:
    """The axis turns from even steps to true distances, and says which it is."""
    assert lanes.text("[data-do=axis]") == "Axis: even steps"
    before = view(lanes)
    lanes.key("t")
    assert lanes.text("[data-do=axis]") == "Axis: virtual time"
    assert view(lanes) != before


def test_a_search_leaves_the_lanes_that_match(lanes: Page) -> None:
    """Lanes are found by task or by what they wait for; the table below follows."""
    lanes.key("/")
    lanes.type("worker-1")
    assert lanes.text(".toolbar [aria-live]") == "2 lanes"
    assert set(table(lanes, 2)) == {"worker-1", "Task-1"}
    lanes.js("document.querySelector('.toolbar input').value = ''")
    lanes.type("join()")
    assert set(table(lanes, 2)) == {"Task-1"}


def table(page: Page, column: int) -> list[str]:
    """Return a column of the table below the picture."""
    page.js("document.querySelector('.twin').open = true")
    rows = "[...document.querySelectorAll('.twin tbody tr[data-row]')]"
    found: list[str] = page.js(f"{rows}.map((row) => row.children[{column}].innerText)")
    return found


def test_the_same_stands_in_a_table(lanes: Page) -> None:
    """Each step is a row with time, task, what it does, who called it and where; rows are chosen, too."""
    whats = table(lanes, 3)
    assert whats[1] == "waits for a sleep (1 s)"
    assert "is cancelled, ends" in whats
    assert table(lanes, 5)[4] == "timers, 3"
    assert table(lanes, 6)[1].startswith("tests/report/scenes.py:")
    lanes.js("document.querySelector('.twin .window').focus()")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        lanes.key(key)
    assert chosen(lanes).startswith("worker-0, step 1")
    assert lanes.js("document.querySelector('tr[aria-current]').dataset.row") == "1"


def test_cancellations_leaks_and_blocks_are_seen(page: Page, shop_page: Path) -> None:
    """What is odd about a test is in its first line, in the legend, and told with its steps."""
    at(page, shop_page, CANCEL)
    assert "1 cancellation" in page.text(".summary")
    assert "is cancelled, ends" in table(page, 3)
    at(page, shop_page, LEFT)
    assert "1 task left running" in page.text(".summary")
    assert "left running" in page.text(".legend")
    at(page, shop_page, BLOCK, "/3")
    assert "1 step that kept the loop too long" in page.text(".summary")
    assert "keeps the loop for 400 ms" in page.text("#told")
    assert page.text("[data-do=axis]") == "Axis: even steps"


def test_a_reader_knows_what_is_what(lanes: Page) -> None:
    """Parts have roles and names, and every control is reached by Tab."""
    table(lanes, 0)
    tree: list[dict[str, Any]] = lanes.ask("Accessibility.getFullAXTree")["nodes"]
    named = {
        (node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if "role" in node
    }
    roles = {role for role, _ in named}
    assert {"application", "toolbar", "complementary", "table", "navigation", "main", "heading"} <= roles
    for role, name in named:
        assert name or role not in {"button", "link", "searchbox", "combobox", "application", "table"}, role
    reached = set()
    lanes.js("document.body.focus()")
    for _ in range(24):
        lanes.key("Tab")
        told = "(({ dataset, className, tagName }) => dataset.do || className || tagName)"
        reached.add(str(lanes.js(f"{told}(document.activeElement)")))
    assert {"stage", "theme", "in", "out", "all", "axis", "INPUT", "SUMMARY"} <= reached, json.dumps(
        sorted(reached)
    )


def test_it_prints(lanes: Page) -> None:
    """On paper the picture is light and has all its lanes, whatever the screen shows; it is put back."""
    lanes.resize(900, 200)
    lanes.press("[data-do=theme]")
    lanes.press("[data-do=theme]")
    corner = "(() => { const c = document.querySelector('.stage canvas');"
    corner += " return [c.getContext('2d').getImageData(2, c.height - 2, 1, 1).data[0] > 200, c.height]; })()"
    frame(lanes)
    before = lanes.js(corner)
    lanes.js(f"window.addEventListener('beforeprint', () => {{ window.printed = {corner}; }})")
    assert len(lanes.pdf()) > 20_000
    assert lanes.js("window.printed") == [True, 152]
    frame(lanes)
    assert lanes.js(corner) == before == [False, 124]
    assert lanes.text("[data-do=theme]") == "Colours: dark"
