"""Reference pages, made of what the code says itself: options, settings, marks, fixtures, commands, names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tools.reference.commands import commands_page
from tools.reference.exploring import exploring_page
from tools.reference.fixtures import fixtures_page
from tools.reference.marks import marks_page
from tools.reference.names import KIT, OWN, PARTS, STUB, names_page
from tools.reference.options import options_page
from tools.reference.settings import settings_page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "docs/reference"
MADE = "<!-- Made by tools/pages.py from the code: change that, then run it. -->"
OTHERS = """\
One page each have the [rules](../rules/index.md), the [guards](../guards/index.md), the
[explanations](../explain/index.md) and the [errors](../errors/index.md).
"""


@cache
def reference_pages() -> dict[str, str]:
    """Make all of them, and the index that lists them: their paths, and their texts."""
    pages = {
        "options": options_page(),
        "settings": settings_page(ROOT),
        "marks": marks_page(),
        "fixtures": fixtures_page(),
        "commands": commands_page(),
        "exploring": exploring_page(),
        "asyncproof": names_page(OWN),
        "asyncproof-parts": names_page(PARTS),
        "asyncproof-kit": names_page(KIT),
        "asyncproof-stub": names_page(STUB),
    }
    made = {f"{FOLDER}/{name}.md": with_note(text) for name, text in pages.items()}
    return {f"{FOLDER}/index.md": with_note(index_of(pages)), **made}


def with_note(text: str) -> str:
    """Say in a page, below its title, where it comes from."""
    title, _, rest = text.partition("\n\n")
    tidy = re.sub(r"\n{3,}", "\n\n", rest.strip())
    return f"{title}\n\n{MADE}\n\n{tidy}\n"


def index_of(pages: dict[str, str]) -> str:
    """List the pages, each with its title and its first sentence, and those that are made elsewhere."""
    lines = ["# Reference", "", "What the code says of itself. The other pages say what it is for.", ""]
    for name, text in pages.items():
        title, sentence = text.removeprefix("# ").split("\n\n", 2)[:2]
        lines.append(f"- [{title.replace('`', '')}]({name}.md): {' '.join(sentence.split())}")
    return "\n".join([*lines, "", OTHERS])
