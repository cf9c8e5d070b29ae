from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyncproof.check.settings.reading import READERS, read_settings
from asyncproof.check.settings.settings import Settings
from asyncproof.core import Severity, UsageError

ALL = """\
[tool.asyncproof.check]
select = ["AP1", "unrun-test"]
extend-select = ["all"]
ignore = ["missing-await"]
exclude = ["generated/"]
baseline = "known.json"
fail-on = "warning"
all-rules = true

[tool.asyncproof.check.severity]
missing-await = "info"
AP1 = "warning"
all = "error"

[tool.asyncproof.check.per-file-ignores]
"tests/old/" = ["AP101", "tested-coroutine"]
"""


def read(folder: Path, text: str) -> Settings | None:
    """Read a `pyproject.toml`."""
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return read_settings(folder / "pyproject.toml")


def test_all_that_can_be_set_is_read(tmp_path: Path) -> None:
    """Paths start from the file, and of a rule the most exact word has the say."""
    found = read(tmp_path, ALL)
    assert found is not None
    assert found.home == tmp_path
    assert found.file == tmp_path / "pyproject.toml"
    assert (found.select, found.extend_select) == (("AP1", "unrun-test"), ("all",))
    assert (found.ignore, found.exclude) == (("missing-await",), ("generated/",))
    assert found.baseline == tmp_path / "known.json"
    assert (found.fail_on, found.all_rules) == (Severity.WARNING, True)
    assert found.severities["missing-await"] is Severity.INFO
    assert found.severities["tested-coroutine"] is Severity.WARNING
    assert found.severities["unrun-test"] is Severity.ERROR
    assert found.per_file_ignores == (("tests/old/", frozenset(("missing-await", "tested-coroutine"))),)


@pytest.mark.parametrize(
    "text", ["", "[tool.ruff]\n", "[tool.asyncproof]\n", "asyncproof = 5\n", "tool = 1\n"]
)
def test_a_file_without_the_table_says_nothing(text: str, tmp_path: Path) -> None:
    """Neither does one that is not there."""
    assert read(tmp_path, text) is None
    assert read_settings(tmp_path / "no.toml") is None


def test_an_empty_table_is_one(tmp_path: Path) -> None:
    """Who writes it says that the settings are here, and not further up."""
    assert read(tmp_path, "[tool.asyncproof.check]\n") == Settings(tmp_path, tmp_path / "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("selct = []", ":2: `selct = []` is no setting of asyncproof check. Did you mean 'select'?"),
        ("qqqq = 1", ":2: `qqqq = 1` is no setting of asyncproof check. Take one of: select, extend-select,"),
        ("select = 'AP1'", ':2: `select = "AP1"` is a text, not a list of texts. Write select = ["..."].'),
        ("select = [1]", ":2: `select = [1]` is a list, not a list of texts. "),
        ("ignore = ['mising-await']", "'mising-await' that is not there. Did you mean 'missing-await'?"),
        ("fail-on = 'eror'", ":2: `fail-on = \"eror\"` is no severity. Did you mean 'error'?"),
        ("fail-on = {}", ":2: `fail-on = {}` is no severity. Take one of: error, warning, info."),
        ("baseline = 3", ':2: `baseline = 3` is a number, not the path of a file. Write baseline = "...".'),
        ("baseline = ''", ':2: `baseline = ""` is an empty text, not the path of a file.'),
        ("all-rules = 'yes'", ':2: `all-rules = "yes"` is a text. Write all-rules = true, or false.'),
        ("severity = true", ":2: `severity = true` is true or false, not a table."),
        ("exclude = 2020-01-01", ':2: `exclude = "2020-01-01"` is a date, not a list of texts.'),
        ("severity.AP1 = 'bad'", ': `AP1 = "bad"` is no severity.'),
        ("[tool.asyncproof.check.severity]\nAP9999 = 'info'", ":3: `AP9999 = \"info\"` names a rule 'AP"),
        ("[tool.asyncproof.check.per-file-ignores]\n'a' = 'AP1'", ':3: `a = "AP1"` is a text, not a list'),
        ("[tool.asyncproof.check.per-file-ignores]\na = ['AP7x']", ":3: `a = [\"AP7x\"]` names a rule 'AP"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(text: str, said: str, tmp_path: Path) -> None:
    """With the value, its line, the nearest name, and one thing to do."""
    with pytest.raises(UsageError, match=re.escape(said)):
        read(tmp_path, f"[tool.asyncproof.check]\n{text}\n")


def test_another_table_is_told(tmp_path: Path) -> None:
    """As a misspelt one is, which would be without effect."""
    with pytest.raises(
        UsageError, match=re.escape(":2: `[tool.asyncproof.chek]` is no table of asyncproof. Did")
    ):
        read(tmp_path, "\n[tool.asyncproof.chek]\nselect = []\n")
    with pytest.raises(
        UsageError, match=re.escape("`[tool.asyncproof.x]` is no table of asyncproof. Take one")
    ):
        read(tmp_path, "[tool.asyncproof]\nx = 1\n")


def test_a_check_that_is_no_table_is_told(tmp_path: Path) -> None:
    """As any other value that can't be meant."""
    with pytest.raises(UsageError, match=re.escape("`[tool.asyncproof.check]` is a number, not a table.")):
        read(tmp_path, "[tool.asyncproof]\ncheck = 1\n")


VALUES = st.sampled_from(
    [
        "1",
        "-0.0",
        "nan",
        "true",
        "''",
        "'AP1'",
        "'\\u0007'",
        "[]",
        "[[]]",
        "['AP1', 2]",
        "{}",
        "{a = 1}",
        "07:32:00",
        "[{}]",
    ]
)
KEYS = st.sampled_from([*READERS, "severity.AP1", "severity.'x y'", "per-file-ignores.'*'", "a.b.c", "'\\n'"])


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(st.tuples(KEYS, VALUES), max_size=3, unique_by=lambda line: line[0].partition(".")[0]))
def test_whatever_is_set_is_read_or_told(lines: list[tuple[str, str]], tmp_path: Path) -> None:
    """Never is there a crash, and what is told is one line with its place."""
    text = "".join(f"{key} = {value}\n" for key, value in lines)
    message = None
    try:
        read(tmp_path, f"[tool.asyncproof.check]\n{text}")
    except UsageError as error:
        message = error.message
    assert message is None or re.match(r".*pyproject\.toml(:\d+)?: `.*` [^\n]*\Z", message), message


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    """It may have meant anything, so that nothing is checked by guesses."""
    with pytest.raises(UsageError, match=r"pyproject\.toml:2: this is no TOML: .* Correct the file\."):
        read(tmp_path, "[tool.asyncproof.check]\nselect = = 1\n")
    (tmp_path / "pyproject.toml").write_bytes(b"asyncproof = '\xff'\n")
    with pytest.raises(UsageError, match="this is no TOML: 'utf-8' codec"):
        read_settings(tmp_path / "pyproject.toml")
