from __future__ import annotations

from tools.handbook.printed import add_printed, constant, printed


def test_what_is_printed_leads_to_its_pages() -> None:
    """Explanations and guards say what is printed of what they are about."""
    assert "no running event loop" in printed()["docs/explain/no-running-loop"]
    assert any(name.startswith("docs/guards/") and texts for name, texts in printed().items())


def test_only_what_is_always_the_same_is_an_entry() -> None:
    """Of a text with names in it the longest part; what could stand anywhere is none."""
    assert constant(["fixture '...' not found", "a; but longer", "assert ..."]) == ["but longer", "not found"]


def test_entries_stand_below_the_title() -> None:
    """Where a link to them leads; a page of which nothing is printed stays as it is."""
    case, page = ["# closed-loop\n\nText.\n"], ["# Page\n\nText.\n"]
    add_printed(None, "docs/explain/closed-loop", case)  # type: ignore[arg-type] # nothing is asked of it
    add_printed(None, "docs/page", page)  # type: ignore[arg-type] # as above
    assert case == ["# closed-loop\n\n```{index} ! single: Event loop is closed\n```\n\nText.\n"]
    assert page == ["# Page\n\nText.\n"]
