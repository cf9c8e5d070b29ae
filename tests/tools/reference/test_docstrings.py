from __future__ import annotations

from tools.reference.docstrings import markdown

TEXT = """\
Do it.

As *said*.

Args:
    one: The first,
        which is long.
    two: The second.

The end.
"""


def test_arguments_become_a_list() -> None:
    """All else is Markdown already."""
    made = ["Do it.", "", "As *said*.", "", "- `one`: The first,", "  which is long.", "- `two`: The second."]
    assert markdown(TEXT) == [*made, "", "The end."]
