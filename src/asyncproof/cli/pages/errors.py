"""The pages of errors: in an installed package beside its modules, in a checkout under docs/."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[2]
PLACES = (_PACKAGE / "error_pages", _PACKAGE.parents[1] / "docs" / "errors")
_INDEX = "index"


def error_pages() -> dict[str, str]:
    """Return the text of each page by the slug of its error; nothing if they did not come along."""
    for folder in PLACES:
        found = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}
        found.pop(_INDEX, None)
        if found:
            return found
    return {}


def first_sentence(text: str) -> str:
    """Return the first sentence below a page's title."""
    _, _, below = text.partition("\n")
    paragraph = " ".join(below.strip().split("\n\n", 1)[0].split())
    return paragraph.split(". ", 1)[0].rstrip(".") + "."
