from __future__ import annotations

import pytest

from tools.reference import marks


def test_every_mark_is_on_the_page_as_it_is_written() -> None:
    """With its arguments, and without those of a mark that takes none."""
    page = marks.marks_page()
    assert "## `explore`\n\n```py\n@pytest.mark.explore(enabled=True, *, runs=1000, " in page
    assert "```py\n@pytest.mark.real_time\n```\n\nRun the test in real time, " in page


def test_a_new_mark_needs_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark of which the page knows nothing to read is an error, and not left out."""
    monkeypatch.setattr(marks, "MARKERS", ("novelty: does something new.",))
    with pytest.raises(SystemExit, match="does not understand this mark: novelty: "):
        marks.marks_page()
