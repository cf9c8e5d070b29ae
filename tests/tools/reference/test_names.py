from __future__ import annotations

from importlib import import_module

import pytest

from tools.reference.internal import INTERNAL
from tools.reference.names import KIT, OWN, PARTS, STUB, Page, members, names_of, names_page

PAGES = [OWN, PARTS, KIT, STUB]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_public_name_is_on_the_page(page: Page) -> None:
    """Once, with a heading to lead to."""
    text = names_page(page)
    assert [name for name in names_of(page) if text.count(f"\n### `{name}`\n") != 1] == []


def test_what_the_package_offers_is_offered_once() -> None:
    """All of it is on its page, and what parts have besides is on theirs."""
    own = [name for name in import_module("asyncproof").__all__ if not name.startswith("_")]
    assert sorted(names_of(OWN)) == sorted(own)
    assert not names_of(PARTS).keys() & set(own)
    assert {"Result", "Failure", "Verdict", "Call"} <= names_of(PARTS).keys()


def test_an_enumeration_says_what_there_is() -> None:
    """Each member with its value."""
    assert "- `TIMING`: `'timing'`" in names_page(PARTS)


def test_a_class_says_how_it_is_made_and_what_it_can_do() -> None:
    """But what only the package makes and calls is left out, and so is what asyncio's loops can do."""
    page = names_page(OWN)
    assert "```py\nclass Limits(steps, jumps, patience, hang)\n```" in page
    assert "- `async advance(seconds: float) -> None`:\n  Let this many seconds pass; " in page
    assert "class VirtualClock" not in page
    assert "`call_soon" not in page
    assert "### `Deadlock`\n\nA subclass of `StuckError`.\n\nNothing can happen any more" in page
    assert "### `WrongCall`\n\nA subclass of `FakeError`." in names_page(PARTS)


def test_what_is_left_out_is_there() -> None:
    """A name that is gone from a class is gone from the list of those that are no user's business."""
    modules = [import_module(name) for page in PAGES for name in page.modules]
    for name, left_out in INTERNAL.items():
        home = next(module for module in modules if name in module.__all__)
        known = {node.name for _, node in members(getattr(home, name))}
        assert left_out - {"__init__"} <= known, name


def test_a_name_without_a_part_is_missed() -> None:
    """A public name from a new part of the package is an error, and not left out."""
    with pytest.raises(SystemExit, match=r"has no part for Connection, .*explore"):
        names_page(OWN._replace(parts={"asyncproof.core": ("Core", "index")}))
