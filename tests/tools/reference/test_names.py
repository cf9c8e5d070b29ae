from __future__ import annotations

from importlib import import_module

import pytest

from tools.reference.internal import INTERNAL
from tools.reference.names import KIT, OWN, STUB, Package, members, names_page

PACKAGES = [OWN, KIT, STUB]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_every_public_name_is_on_the_page(package: Package) -> None:
    """Once, with a heading to lead to."""
    page = names_page(package)
    names = [name for name in import_module(package.name).__all__ if not name.startswith("_")]
    assert [name for name in names if page.count(f"\n### `{name}`\n") != 1] == []


def test_a_class_says_how_it_is_made_and_what_it_can_do() -> None:
    """But what only the package makes and calls is left out, and so is what asyncio's loops can do."""
    page = names_page(OWN)
    assert "```py\nclass Limits(steps, jumps, patience, hang)\n```" in page
    assert "- `async advance(seconds: float) -> None`:\n  Let this many seconds pass; " in page
    assert "class VirtualClock" not in page
    assert "`call_soon" not in page
    assert "### `Deadlock`\n\nA subclass of `StuckError`.\n\nNothing can happen any more" in page


def test_what_is_left_out_is_there() -> None:
    """A name that is gone from a class is gone from the list of those that are no user's business."""
    modules = [import_module(one.name) for one in PACKAGES]
    for name, left_out in INTERNAL.items():
        home = next(module for module in modules if name in module.__all__)
        known = {node.name for _, node in members(getattr(home, name))}
        assert left_out - {"__init__"} <= known, name


def test_a_name_without_a_part_is_missed() -> None:
    """A public name from a new part of the package is an error, and not left out."""
    with pytest.raises(SystemExit, match=r"has no part for Connection, .*explore"):
        names_page(OWN._replace(parts={"asyncproof.core": ("Core", "index")}))
