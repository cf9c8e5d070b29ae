"""The page of the settings: those in pytest's configuration, and the table of check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.settings.reading import READERS, TABLE
from asyncproof.cli.doctor.checks.own_settings import LISTS, SETTINGS
from tools.reference.options import declared
from tools.reference.tables import prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITTEN = "docs/check.md"
"""Where the settings of check are explained."""
INTRO = "What stands in the configuration of a project."
FOR_PYTEST = """\
They stand where those of pytest do: in `pytest.ini` as `name = value`, in `pyproject.toml` under
`[tool.pytest.ini_options]`. A run can say more by [options](options.md), a test by [marks](marks.md).
"""
FOR_CHECK = "In `pyproject.toml`, for [`asyncproof check`](../check.md#configuration)."


def settings_page(root: Path) -> str:
    """Make the page."""
    head = ("setting", "what it does", "what it takes", "for example")
    lines = ["# Settings", "", INTRO, "", "## For pytest", "", FOR_PYTEST, *table(head, rows())]
    lines += [
        f"## `[{TABLE}]`",
        "",
        "In `pyproject.toml`, for [`asyncproof check`](../check.md#configuration).",
        "",
    ]
    return "\n".join([*lines, *table_of_check((root / WRITTEN).read_text("utf-8"))])


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Tell of each setting of pytest's what it does, what it takes, and how it is written."""
    for name, said in declared().settings:
        if name in LISTS:
            takes, example = "lines, each as", LISTS[name][0]
        else:
            takes, example = SETTINGS[name][:2]
        yield f"`{name}`", prose(said["help"]), takes, f"`{example}`"


def table_of_check(text: str) -> list[str]:
    """Take over the table that explains the settings of check, if it speaks of each."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| setting |"))
    end = lines.index("", start)
    told = [line.split("`")[1] for line in lines[start + 2 : end]]
    if sorted(told) != sorted(READERS):
        raise SystemExit(f"{WRITTEN}: its table speaks of {sorted(told)}, and check knows {sorted(READERS)}")
    return [line.replace("](", "](../") for line in lines[start:end]]
