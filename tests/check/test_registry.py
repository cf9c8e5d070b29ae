from __future__ import annotations

from pathlib import Path

import asyncproof.check.rules
from asyncproof.check.registry import all_rules


def test_every_file_is_one_rule() -> None:
    """Putting it there registers it; rules come by their codes, and each is one object."""
    folder = Path(asyncproof.check.rules.__file__).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py") if path.stem != "__init__"}
    rules = all_rules()
    assert {rule.name for rule in rules} == files
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    assert all_rules() is rules
