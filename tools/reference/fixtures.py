"""The page of the fixtures, as their docstrings say."""

from __future__ import annotations

import inspect
from typing import Any

from asyncproof.plugin import fixtures
from tools.reference.docstrings import markdown

MORE = {
    "clock": "[The clock](../clock.md)",
    "net": "[The hosts of a test](../stub.md), [its classes](asyncproof-stub.md)",
    "asgi": "[Apps](../apps.md), [its classes](asyncproof-kit.md)",
}
"""What there is to read of each."""
GIVES = {"clock": "VirtualClock", "net": "Net", "asgi": "Apps"}


def fixtures_page() -> str:
    """Make the page."""
    intro = "What a test gets for an argument of this name, without an import and without a mark."
    lines = ["# Fixtures", "", intro, ""]
    for name, function in found().items():
        lines += [f"## `{name}`", "", f"Gives: `{GIVES[name]}`. Scope: function.", ""]
        lines += [*markdown(inspect.getdoc(function) or ""), "", f"To read: {MORE[name]}.", ""]
    own = "[`asyncproof.fixture`](asyncproof.md#fixture)"
    lines += [
        "## Your own",
        "",
        f"{own} makes fixtures that [don't wait for each other](../concurrent-fixtures.md).",
    ]
    return "\n".join(lines)


def found() -> dict[str, Any]:
    """Return the functions that are fixtures, by their names."""
    names = [name for name in fixtures.__dict__ if name in MORE]
    others = [name for name, value in vars(fixtures).items() if is_fixture(value) and name not in MORE]
    if others:
        raise SystemExit(f"tools/reference/fixtures.py knows nothing of the fixture {others[0]}")
    return {name: inspect.unwrap(getattr(fixtures, name)) for name in names}


def is_fixture(value: object) -> bool:
    """Tell whether this is a fixture of pytest's."""
    return type(value).__name__ == "FixtureFunctionDefinition"
