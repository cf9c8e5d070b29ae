from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.cli.pages import errors


def test_each_error_has_its_text() -> None:
    """In a checkout the pages come from docs/, in an installed package from beside its modules."""
    pages = errors.error_pages()
    assert "index" not in pages
    assert pages["deadlock"].startswith("# deadlock\n")


def test_the_first_place_that_has_pages_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any place there are no pages, and that is no error."""
    (tmp_path / "usage.md").write_text("# usage\n\nIt was\nmisused. More.\n")
    monkeypatch.setattr(errors, "PLACES", (tmp_path / "absent", tmp_path))
    assert list(errors.error_pages()) == ["usage"]
    monkeypatch.setattr(errors, "PLACES", ())
    assert errors.error_pages() == {}


def test_the_first_sentence_says_what_happened() -> None:
    """It is the first one of the first paragraph, on one line."""
    assert errors.first_sentence("# usage\n\nIt was\nmisused. More.\n\nText.\n") == "It was misused."
