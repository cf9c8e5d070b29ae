"""The page of the marks, as the plugin declares them."""

from __future__ import annotations

import re

from asyncproof.plugin.options import MARKERS
from tools.reference.tables import prose

MORE = {
    "asyncproof": "[Guards](../guards.md)",
    "virtual_time": "[Virtual time](../virtual-time.md)",
    "explore": "[Explore](../explore.md)",
    "real_time": "[Virtual time](../virtual-time.md)",
}
"""What there is to read of each."""
INTRO = (
    "What stands above a test or a class, or as `pytestmark` in a module. The one nearest to the test counts."
)
MARK = re.compile(r"(?P<name>\w+)(?P<arguments>\(.*?\))?: (?P<help>.*)")


def marks_page() -> str:
    """Make the page."""
    lines = ["# Marks", "", INTRO, ""]
    for line in MARKERS:
        found = MARK.fullmatch(line)
        if found is None or found["name"] not in MORE:
            raise SystemExit(f"tools/reference/marks.py does not understand this mark: {line}")
        name = found["name"]
        lines += [f"## `{name}`", "", "```py", f"@pytest.mark.{name}{found['arguments'] or ''}", "```", ""]
        lines += [prose(found["help"]), "", f"To read: {MORE[name]}.", ""]
    return "\n".join(lines)
