from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.config.exceptions import UsageError
from _pytest.config.findpaths import load_config_dict_from_file

from asyncproof.check.pytesting.settings import Setting, read_settings
from asyncproof.core import Place


def read(tmp_path: Path, name: str, text: str) -> dict[str, tuple[str | tuple[str, ...], int | None]] | None:
    """Write a file and return its settings with their lines; None if it isn't for pytest."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    settings = read_settings(str(file))
    if settings is None:
        return None
    assert settings.trouble is None
    assert settings.path == str(file)
    return {key: (setting.value, setting.line) for key, setting in settings.values.items()}


INI = "[other]\na = 1\n[pytest]\nasyncio_mode = auto\naddopts =\n  -q\n  -x\n"
CASES = [
    ("pytest.ini", INI, {"asyncio_mode": ("auto", 4), "addopts": ("\n-q\n-x".strip("\n"), 5)}),
    (".pytest.ini", "[other]\n", {}),
    ("pytest.ini", "", {}),
    ("tox.ini", INI.replace("addopts =\n  -q\n  -x\n", ""), {"asyncio_mode": ("auto", 4)}),
    ("tox.ini", "[tox]\n", None),
    ("setup.cfg", "[tool:pytest]\nasyncio_mode: auto", {"asyncio_mode": ("auto", 2)}),
    ("setup.cfg", "[metadata]\n", None),
    ("pyproject.toml", "[project]\nname = 'a'\n", None),
    ("pyproject.toml", "[project]\nname = 'pytest-thing'\n", None),
    ("pyproject.toml", "[tool.pytest.ini_options]\n\nasyncio_mode = 'auto'\n", {"asyncio_mode": ("auto", 3)}),
    ("pyproject.toml", "[tool.pytest.ini_options]\n", {}),
    (
        "pyproject.toml",
        "[tool.pytest]  # here\naddopts = ['-q']\nstrict = true\n[tool.x]\naddopts = 1\n",
        {"addopts": (("-q",), 2), "strict": ("true", 3)},
    ),
    ("pyproject.toml", "[tool]\npytest.ini_options.timeout = 3\n", {"timeout": ("3", None)}),
    ("pytest.toml", "[pytest]\n'asyncio_mode' = 'auto'\n", {"asyncio_mode": ("auto", 2)}),
    (".pytest.toml", "", {}),
    ("pytest.toml", "[other]\na = 1\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_each_form_of_file_is_read(
    tmp_path: Path, name: str, text: str, expected: dict[str, tuple[object, int | None]] | None
) -> None:
    """Settings come with their lines from all forms of file, and a file that is for others says nothing."""
    assert read(tmp_path, name, text) == expected


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_pytest_reads_the_same(
    tmp_path: Path, name: str, text: str, expected: dict[str, tuple[object, int | None]] | None
) -> None:
    """The reader of pytest itself finds the same names in the same files."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    theirs = load_config_dict_from_file(tmp_path / name)
    assert (theirs is None) is (expected is None)
    assert set(theirs or ()) == set(expected or ())


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("pytest.ini", "[pytest]\nnonsense\n", 1, "unexpected line: 'nonsense'"),
        ("pytest.toml", "\n[pytest\n", 2, "(at "),
        (
            "pytest.toml",
            "asyncio_mode = 'auto'\n",
            1,
            "wants its settings under [pytest], and asyncio_mode is not",
        ),
        ("setup.cfg", "[a]\n[pytest]\n", 2, "reads [tool:pytest] in this file"),
        ("pyproject.toml", "[tool.pytest]\na = 1\n[tool.pytest.ini_options]\nb = 1\n", 1, "are both there"),
        ("pyproject.toml", "[tool.pytest]\na = \n", 2, "(at "),
    ],
)
def test_what_pytest_refuses_is_told(
    tmp_path: Path, name: str, text: str, line: int | None, reason: str
) -> None:
    """A file at which pytest stops is a trouble with its line and reason, and pytest really stops."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    settings = read_settings(str(tmp_path / name))
    assert settings is not None
    assert settings.trouble is not None
    assert (settings.trouble.path, settings.trouble.line) == (str(tmp_path / name), line)
    assert reason in settings.trouble.message
    with pytest.raises((UsageError, pytest.fail.Exception)):
        load_config_dict_from_file(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text", "settings"),
    [
        ("pytest.toml", "[pytest]\na = 1\n", None),
        (".pytest.toml", "", None),
        ("pyproject.toml", "[tool.pytest]\na = 1\n", None),
        ("pyproject.toml", "[tool.pytest]\na = 1\n[tool.pytest.ini_options]\nb = 1\n", {"b"}),
        ("pytest.ini", "[pytest]\na = 1\n", {"a"}),
    ],
)
def test_older_versions_of_pytest_read_less(
    tmp_path: Path, name: str, text: str, settings: set[str] | None
) -> None:
    """Files and tables with TOML's own types came with pytest 9."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_settings(str(tmp_path / name), native=False)
    assert (None if found is None else set(found.values)) == settings


def test_the_table_of_the_settings_is_known(tmp_path: Path) -> None:
    """As the file has it, so that who advises a line can say where it goes."""
    for name, table in (
        ("setup.cfg", "tool:pytest"),
        ("pytest.ini", "pytest"),
        ("pyproject.toml", "tool.pytest"),
    ):
        (tmp_path / name).write_text(f"[{table}]\na = 1\n", encoding="utf-8")
        found = read_settings(str(tmp_path / name))
        assert found is not None
        assert found.table == table
        assert found.values["a"].place == Place(str(tmp_path / name), 2)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """A file in another encoding is a trouble, not a crash; nor is one that is gone."""
    (tmp_path / "pytest.ini").write_bytes(b"[pytest]\n\xff")
    for name in ("pytest.ini", "tox.ini"):
        settings = read_settings(str(tmp_path / name))
        assert settings is not None
        assert settings.trouble is not None


def test_a_setting_is_text_lines_or_words() -> None:
    """A value is read as one text, as lines or as words, whichever way it was written."""
    text = Setting(" a 'b c'\n\n  d ", "x.ini")
    words = Setting(("a", "b c"), "x.toml")
    assert (text.lines(), text.words()) == (("a 'b c'", "d"), ("a", "b c", "d"))
    assert (words.lines(), words.words(), words.text) == (("a", "b c"), ("a", "b c"), "a b c")
    assert Setting("it's open", "x.ini").words() == ("it's", "open")
