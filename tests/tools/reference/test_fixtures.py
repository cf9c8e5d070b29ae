from __future__ import annotations

import pytest

from tools.reference import fixtures


def test_every_fixture_is_on_the_page() -> None:
    """With what it gives, and its docstring."""
    page = fixtures.fixtures_page()
    assert (
        "## `clock`\n\nGives: `VirtualClock`. Scope: function.\n\nThe clock of the test's event loop" in page
    )
    assert "## `net`" in page
    assert "## `asgi`" in page


def test_a_new_fixture_needs_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixture of which the page knows nothing to read is an error, and not left out."""
    monkeypatch.delitem(fixtures.MORE, "net")
    with pytest.raises(SystemExit, match="knows nothing of the fixture net"):
        fixtures.fixtures_page()
