"""Pages that are made from others: `python tools/pages.py` writes them, `--check` fails if one is stale.

A generator is a function from the repository's root to the text of one page; GENERATORS names them all.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by tools/pages.py: change the pages it lists, then run it. -->"


def first_sentence(text: str) -> str:
    """Take the first sentence below a page's title."""
    _, _, below = text.partition("\n")
    paragraph = " ".join(below.strip().split("\n\n", 1)[0].split())
    return paragraph.split(". ", 1)[0].rstrip(".") + "."


def error_index(root: Path) -> str:
    """List the errors and what happened in each."""
    pages = sorted(path for path in (root / "docs/errors").glob("*.md") if path.name != "index.md")
    entries = [f"- [{path.stem}]({path.name}): {first_sentence(path.read_text('utf-8'))}" for path in pages]
    intro = "Every error of asyncproof names its page. A page says what happened and what to do."
    return "\n".join(["# Errors", "", MADE, "", intro, "", *entries, ""])


GENERATORS: dict[str, Callable[[Path], str]] = {"docs/errors/index.md": error_index}


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write the pages, or with `--check` show which are stale, and return the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: python tools/pages.py [--check]", file=sys.stderr)
        return 2
    stale = False
    for name, generate in GENERATORS.items():
        path = root / name
        old, new = path.read_text("utf-8") if path.exists() else "", generate(root)
        if old == new:
            continue
        if arguments:
            stale = True
            difference = difflib.unified_diff(
                old.splitlines(), new.splitlines(), name, "as made", lineterm=""
            )
            print(*difference, f"{name} is stale; run: python tools/pages.py", sep="\n", file=sys.stderr)
        else:
            path.write_text(new, encoding="utf-8")
            print(f"wrote {name}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
