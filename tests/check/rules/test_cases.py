"""The cases of `cases/*.md`: traps of real suites, one for each heading, under all rules at once.

All rules are those that are on by default, and the one that the file is named after.
The files of a case follow its heading; a line that has to be hit ends with the code of the rule: `# AP101`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.registry import all_rules
from tests.check.world import write

CASES = Path(__file__).parent / "cases"
_FENCE = re.compile(r"^```\w+(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"  # ((?:AP\d{3} ?)+)$")
AUTO = '[project]\nname = "shop"\ndependencies = ["pytest", "pytest-asyncio"]\n'
AUTO += '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'


def cases() -> list[object]:
    """Return the cases: the files of each by their names."""
    found = []
    for path in sorted(CASES.glob("*.md")):
        for text in path.read_text("utf-8").split("\n## ")[1:]:
            title, _, body = text.partition("\n")
            files = {name or "test_it.py": source for name, source in _FENCE.findall(body)}
            found.append(pytest.param(path.stem, files, id=f"{path.stem}: {title.strip()}"))
    return found


def marked(files: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return what has to be hit: file, line, code."""
    return sorted(
        (name, number, code)
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        for mark in _MARK.findall(line)
        for code in mark.split()
    )


@pytest.mark.parametrize(("name", "files"), cases())
def test_case(name: str, files: dict[str, str], tmp_path: Path) -> None:
    """Exactly the marked lines are hit, by exactly these rules."""
    expected = marked(files)
    assert files
    plain = {
        name: "\n".join(_MARK.sub("", line) for line in text.splitlines()) for name, text in files.items()
    }
    write(tmp_path, {"pyproject.toml": AUTO, **plain})
    rules = [rule for rule in all_rules() if rule.default or rule.name == name]
    codes = {rule.name: rule.code for rule in rules}
    found = Checker(tmp_path, rules).check([tmp_path / file for file in files if file.endswith(".py")])
    assert not found.troubles
    assert expected == sorted(
        (Path(hit.path).relative_to(tmp_path).as_posix(), hit.span.line, codes[hit.rule])
        for hit in found.hits
    )


def test_every_file_of_cases_is_that_of_a_rule() -> None:
    """So that who looks for the cases of a rule finds them, and none is left over."""
    names = {rule.name for rule in all_rules()}
    assert {path.stem for path in CASES.glob("*.md")} <= names
