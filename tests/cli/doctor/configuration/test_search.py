"""Claims about finding the file that pytest reads, each compared with what pytest itself does."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.config.findpaths import locate_config

from asyncproof.cli.doctor.configuration import find_configuration
from tests.cli.doctor.projects import write

MAJOR = pytest.version_tuple[0]
since_9 = pytest.mark.skipif(MAJOR < 9, reason="pytest 9 brought TOML files and tables of its own")
INI = "[pytest]\nasyncio_mode = auto\n"
FILES = {
    "pytest.toml": '[pytest]\nasyncio_mode = "auto"\n',
    ".pytest.toml": '[pytest]\nasyncio_mode = "auto"\n',
    "pytest.ini": INI,
    ".pytest.ini": INI,
    "pyproject.toml": '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n',
    "tox.ini": INI,
    "setup.cfg": "[tool:pytest]\nasyncio_mode = auto\n",
}
NATIVE = """\
[project]
name = "x"

[tool.pytest]
asyncio_mode = "auto"
testpaths = ["tests", "docs"]
xfail_strict = true
"""


def file_of_pytest(directory: Path) -> Path | None:
    """Return the file that pytest itself reads."""
    return locate_config(directory, [directory])[1]


@pytest.mark.parametrize("first", range(0 if MAJOR > 8 else 2, len(FILES)))
def test_the_order_is_that_of_pytest(tmp_path: Path, first: int) -> None:
    """Of several files in one directory the same one is read as by pytest; the others are remembered."""
    names = list(FILES)[first:]
    write(tmp_path, {name: FILES[name] for name in names})
    configuration = find_configuration(tmp_path, pytest_major=MAJOR)
    assert configuration.file == tmp_path / names[0]
    assert configuration.settings["asyncio_mode"].text == "auto"
    assert [other.file for other in configuration.ignored] == [tmp_path / name for name in names[1:]]
    assert file_of_pytest(tmp_path) == configuration.file


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pytest.ini": "", "tox.ini": INI}, "pytest.ini"),
        pytest.param({".pytest.toml": "", "tox.ini": INI}, ".pytest.toml", marks=since_9),
        ({"tox.ini": "[tox]\n", "setup.cfg": FILES["setup.cfg"]}, "setup.cfg"),
        ({"pyproject.toml": "[project]\nname='x'\n", "tox.ini": INI}, "tox.ini"),
        ({"pyproject.toml": NATIVE}, "pyproject.toml"),
        ({"pyproject.toml": "[project]\nname='x'\n"}, "pyproject.toml"),
        ({"../pytest.ini": INI, "tox.ini": "[tox]\n"}, "../pytest.ini"),
        ({"../pytest.ini": INI, "pyproject.toml": "[project]\n"}, "../pytest.ini"),
    ],
)
def test_empty_and_foreign_files(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    """Pytest's own files count even when empty, the others only with a section for pytest, above as well."""
    here = tmp_path / "project"
    here.mkdir()
    configuration = find_configuration(write(here, files), pytest_major=9)
    assert configuration.file == (here / expected).resolve()
    assert file_of_pytest(here) == configuration.file


def test_without_a_file_the_directory_is_the_root(tmp_path: Path) -> None:
    """No configuration at all is no error: there are just no settings."""
    configuration = find_configuration(tmp_path, pytest_major=9)
    assert (configuration.file, configuration.settings) == (None, {})
    assert configuration.rootdir == tmp_path
    assert configuration.place_for_new().file == str(tmp_path / "pytest.ini")


def test_a_setup_py_marks_the_root(tmp_path: Path) -> None:
    """Without a configuration file the root is where setup.py is."""
    write(tmp_path, {"setup.py": "", "tests/test_x.py": ""})
    assert find_configuration(tmp_path / "tests" / "test_x.py", pytest_major=9).rootdir == tmp_path


def test_native_tables_need_pytest_9(tmp_path: Path) -> None:
    """What older versions of pytest do not read is not read for them."""
    write(tmp_path, {"pytest.toml": FILES["pytest.toml"], "pyproject.toml": NATIVE})
    assert find_configuration(tmp_path, pytest_major=9).file == tmp_path / "pytest.toml"
    old = find_configuration(tmp_path, pytest_major=8)
    assert (old.file, old.settings) == (tmp_path / "pyproject.toml", {})


def test_every_setting_has_its_line(tmp_path: Path) -> None:
    """A setting knows its file and line, in TOML and ini files alike."""
    write(tmp_path / "a", {"pyproject.toml": NATIVE})
    native = find_configuration(tmp_path / "a", pytest_major=9)
    assert {name: setting.place.line for name, setting in native.settings.items()} == {
        "asyncio_mode": 5,
        "testpaths": 6,
        "xfail_strict": 7,
    }
    assert native.settings["testpaths"].words() == ("tests", "docs")
    assert native.settings["xfail_strict"].text == "true"
    write(
        tmp_path / "b",
        {"tox.ini": "[tox]\n\n[pytest]\n# why\nasyncio_mode = auto\ntestpaths =\n    tests\n    docs\n"},
    )
    ini = find_configuration(tmp_path / "b", pytest_major=9)
    assert {name: setting.place.line for name, setting in ini.settings.items()} == {
        "asyncio_mode": 5,
        "testpaths": 6,
    }
    assert ini.settings["testpaths"].words() == ("tests", "docs")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("pyproject.toml", "[tool.pytest\n", "unreadable-configuration"),
        pytest.param(
            "pyproject.toml",
            '[tool.pytest]\na = "1"\n[tool.pytest.ini_options]\nb = "2"\n',
            "two-tables",
            marks=since_9,
        ),
        ("tox.ini", "[pytest]\n[pytest]\nnonsense", "unreadable-configuration"),
        ("setup.cfg", "[metadata]\nname = x\n[pytest]\na = 1\n", "wrong-section"),
    ],
)
def test_a_broken_file_is_a_finding(tmp_path: Path, name: str, text: str, code: str) -> None:
    """Where pytest stops with an error the doctor says what to write."""
    write(tmp_path, {name: text})
    (finding,) = find_configuration(tmp_path, pytest_major=9).findings
    assert finding.code == code
    assert finding.place is not None
    assert finding.place.file == str(tmp_path / name)
    assert finding.explanation.cure
    with pytest.raises((pytest.UsageError, pytest.fail.Exception)):
        file_of_pytest(tmp_path)


def test_a_dotted_name_has_no_line(tmp_path: Path) -> None:
    """A setting that is spelt without its table is read, and its place is the file."""
    write(tmp_path, {"pyproject.toml": 'tool.pytest.ini_options.asyncio_mode = "auto"\n'})
    setting = find_configuration(tmp_path, pytest_major=9).settings["asyncio_mode"]
    assert (setting.text, setting.place.line) == ("auto", None)


@pytest.mark.parametrize("text", ["tool = 5\n", "[tool]\npytest = 5\n", "[tool.pytest]\nini_options = 5\n"])
def test_nonsense_says_nothing(tmp_path: Path, text: str) -> None:
    """A value where a table should be is not a crash of the doctor."""
    write(tmp_path, {"pyproject.toml": text})
    assert find_configuration(tmp_path, pytest_major=9).settings == {}
