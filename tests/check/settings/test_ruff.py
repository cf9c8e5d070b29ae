from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from asyncproof.check.registry import all_rules
from asyncproof.check.rule import Rule
from asyncproof.check.settings.ruff import Ruff, ruff_of
from asyncproof.check.settings.ruff_codes import STABLE
from tests.check.world import write

RUFF = Path(sysconfig.get_path("scripts")) / f"ruff{'.exe' if sys.platform == 'win32' else ''}"


class Both(Rule):
    """A rule of which ruff finds one half by each of two codes."""

    also = ("B015", "PGH005", "not-of-ruff")


class Ours(Rule):
    """A rule that another tool than ruff has too."""

    also = ("E1142",)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("select = ['B015']", True),
        ("select = ['B']", True),
        ("select = ['ALL']", True),
        ("extend-select = ['B0']", True),
        ("select = ['E', 'F']", False),
        ("", False),
        ("select = ['ALL']\nignore = ['B015']", False),
        ("select = ['ALL']\nignore = ['B']", False),
        ("select = ['B015']\nignore = ['B']", True),
        ("select = ['B']\nextend-ignore = ['B']", False),
        ("select = ['B015']\n[lint.per-file-ignores]\n'tests/*' = ['B015', 'S']", False),
        ("select = ['B']\n[lint.per-file-ignores]\n'tests/*' = ['B015']", False),
        ("select = ['B']\n[lint.extend-per-file-ignores]\n'tests/*' = ['ALL']", False),
        ("select = ['B']\n[lint.per-file-ignores]\n'tests/*' = ['S']", True),
        ("select = 'B'\nignore = 5\nper-file-ignores = []", False),
    ],
)
def test_a_code_is_on_as_ruff_has_it(text: str, on: bool, tmp_path: Path) -> None:
    """The more exact word has the say, and what is off for some files is not found everywhere."""
    write(tmp_path, {"ruff.toml": f"[lint]\n{text}\n"})
    assert ruff_of(tmp_path).finds("B015") is on


@pytest.mark.parametrize(
    ("files", "on"),
    [
        ({"pyproject.toml": "[tool.ruff.lint]\nselect = ['B']\n"}, True),
        ({"pyproject.toml": "[tool.ruff]\nselect = ['B']\n"}, True),
        ({"pyproject.toml": "[tool.black]\nselect = ['B']\n"}, False),
        ({"ruff.toml": "lint.select = ['B']\n"}, True),
        ({".ruff.toml": "[lint]\nselect = ['E']\n", "ruff.toml": "lint.select = ['B']\n"}, False),
        ({"ruff.toml": "lint.select = [\n"}, False),
        ({"../ruff.toml": "lint.select = ['B']\n", "pyproject.toml": "[project]\n"}, True),
        ({"../ruff.toml": "lint.select = ['B']\n", "pyproject.toml": "[tool.ruff]\n"}, False),
        ({"../base.toml": "lint.select = ['B']\n", "ruff.toml": "extend = '../base.toml'\n"}, True),
        (
            {
                "../base.toml": "lint.select = ['B']\n",
                "ruff.toml": "extend = '../base.toml'\nlint.select = ['E']\n",
            },
            False,
        ),
        (
            {
                "../base.toml": "lint.ignore = ['B015']\n",
                "ruff.toml": "extend = '../base.toml'\nlint.extend-select = ['B']\n",
            },
            False,
        ),
        ({"ruff.toml": "extend = 'ruff.toml'\nlint.select = ['B']\n"}, True),
    ],
)  # fmt: skip
def test_the_nearest_configuration_counts(files: dict[str, str], on: bool, tmp_path: Path) -> None:
    """Each kind of file, those above it, and those that it extends; a broken one says nothing."""
    write(tmp_path / "app", {"x": ""})
    write(tmp_path / "app", files)
    assert ruff_of(tmp_path / "app").finds("B015") is on


def test_a_rule_is_replaced_only_as_a_whole() -> None:
    """By all codes that ruff has of it; what only others find stays ours."""
    assert Ruff(on=("",)).replaces(Both())
    assert not Ruff(on=("B015",)).replaces(Both())
    assert not Ruff(on=("",)).replaces(Ours())
    assert not Ruff(on=("",)).replaces(Rule())


@pytest.mark.skipif(
    not RUFF.exists(), reason="ruff is not installed here: it is one of the tools for linting"
)
def test_the_codes_that_our_rules_name_are_those_of_ruff() -> None:
    """What ruff has in its preview only, or not at all, it does not find for anybody."""
    said = subprocess.run([RUFF, "rule", "--all", "--output-format", "json"], capture_output=True, check=True)
    stable = {rule["code"] for rule in json.loads(said.stdout) if "Stable" in rule["status"]}
    named = {code for rule in all_rules() for code in rule.also}
    assert named & stable == named & STABLE
