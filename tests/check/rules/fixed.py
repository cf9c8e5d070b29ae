"""What becomes of files by the engine of `asyncproof check --fix`, for claims about the fixes of rules."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.fixing.mending import Mended, Mender
from asyncproof.check.registry import all_rules
from tests.check.world import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asyncproof.check.rule import Rule

WORK = "async def work():\n    return 1\n\n\n"


def mended(root: Path, files: dict[str, str], rules: Sequence[Rule], *, unsafe: bool = True) -> Mended:
    """Mend some files."""
    write(root, files)
    mender = Mender(lambda read: Checker(root, rules, raises=True, read=read), unsafe=unsafe)
    return mender.mend([root / name for name in files if name.endswith(".py")])


def fixed(root: Path, name: str, text: str, mode: str = "auto", *, unsafe: bool = True) -> str | None:
    """Return what the fixes of one rule make of a file; None if they leave it as it is."""
    project = '[project]\nname = "shop"\ndependencies = ["pytest", "pytest-asyncio"]\n'
    project += f'[tool.pytest.ini_options]\nasyncio_mode = "{mode}"\nanyio_mode = "strict"\n'
    rules = [rule for rule in all_rules() if rule.name == name]
    found = mended(root, {"pyproject.toml": project, "test_it.py": text}, rules, unsafe=unsafe)
    assert [one.reason for one in found.dropped] == []
    return next((after.text for _, after in found.files.values()), None)


def claim(
    root: Path, name: str, before: str, after: str | None, mode: str = "auto", *, unsafe: bool = True
) -> None:
    """Claim what the fixes of a rule make of a text; None stands for nothing."""
    expected = None if after is None else textwrap.dedent(after).lstrip("\n")
    assert fixed(root, name, before, mode, unsafe=unsafe) == expected
