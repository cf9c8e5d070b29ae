"""Claims about lines that are added to files: all others stay as they are, to the byte."""

from __future__ import annotations

import pytest

from asyncproof.check.reading.source import Source, decode
from asyncproof.cli.init.inserting import with_settings

SETTINGS = {"asyncio_mode": "strict"}
TOML_LINE = 'asyncio_mode = "strict"\n'
INI_LINE = "asyncio_mode = strict\n"
OPTIONS = "tool.pytest.ini_options"


def added(name: str, table: str, raw: str | bytes) -> bytes | None:
    """Return the bytes of a file with one more setting, None if no place was found."""
    source = decode(name, raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(source, Source)
    after = with_settings(source, table, SETTINGS)
    return None if after is None else after.raw


@pytest.mark.parametrize(
    ("name", "table", "text"),
    [
        ("pytest.ini", "pytest", "[pytest]\n+"),
        ("tox.ini", "pytest", "[tox]\n\n[pytest]  ; why\naddopts = -ra\n    -q\n+\n# of x\n[x]\ny = 2\n"),
        ("setup.cfg", "tool:pytest", "[x]\ny = 1\n[tool:pytest]\nasyncio_debug = 1\n+addopts = -q\n"),
        ("pyproject.toml", OPTIONS, "[ tool . 'pytest'.ini_options ] # why\nx = [\n  1, # [x]\n]\n+\n[z]\n"),
        ("pyproject.toml", OPTIONS, f"[{OPTIONS}]\nasyncio_debug = true\n+xfail_strict = true\n"),
        ("pyproject.toml", "tool.pytest", "[tool.pytest]\nxfail_strict = true\n+"),
    ],
)
def test_a_line_joins_its_table(name: str, table: str, text: str) -> None:
    """Where the plus is: behind lines of its kind, else behind the last line of the table."""
    before, after = text.split("+")
    line = TOML_LINE if name.endswith(".toml") else INI_LINE
    assert added(name, table, before + after) == (before + line + after).encode()


@pytest.mark.parametrize(
    ("name", "table", "text"),
    [
        ("pytest.ini", "pytest", ""),
        ("pytest.ini", "pytest", "# why\n"),
        ("pytest.toml", "pytest", ""),
        ("pyproject.toml", OPTIONS, '[project]\nname = "x" # why\n'),
        ("pyproject.toml", OPTIONS, '[project]\nname = "x" # why\n\n'),
    ],
)
def test_a_new_table_comes_last(name: str, table: str, text: str) -> None:
    """With one empty line before it."""
    line = TOML_LINE if name.endswith(".toml") else INI_LINE
    gap = "\n" if text.strip() else ""
    assert added(name, table, text) == f"{text.rstrip()}{gap}{gap}[{table}]\n{line}".encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[a]\nb = """\n[tool.pytest.ini_options]\n"""\n[tool.pytest.ini_options]\n[z]\n',
            f'[a]\nb = """\n[tool.pytest.ini_options]\n"""\n[tool.pytest.ini_options]\n{TOML_LINE}[z]\n',
        ),
        (
            "[tool.pytest.ini_options]\nmarkers = [\n  [\n    'x'\n  ],\n  ['y']\n]\n[z]\n",
            f"[tool.pytest.ini_options]\n{TOML_LINE}markers = [\n  [\n    'x'\n  ],\n  ['y']\n]\n[z]\n",
        ),
    ],
)
def test_what_only_looks_like_a_table_is_none(text: str, expected: str) -> None:
    """A place counts only if pytest then reads what it read before, and the new setting."""
    assert added("pyproject.toml", OPTIONS, text) == expected.encode()


def test_a_setting_that_goes_on_is_not_cut() -> None:
    """Though it is of the same kind, and so would be the best neighbour."""
    text = "[pytest]\nasyncio_debug =\n    1\naddopts = -q\n"
    assert added("pytest.ini", "pytest", text) == (text + INI_LINE).encode()


def test_line_ends_and_byte_order_mark_stay() -> None:
    """As does a last line without an end, which gets one."""
    assert added("pytest.ini", "pytest", b"\xef\xbb\xbf[pytest]\r\naddopts = -q") == (
        b"\xef\xbb\xbf[pytest]\r\naddopts = -q\r\nasyncio_mode = strict\r\n"
    )
    assert added("pyproject.toml", OPTIONS, b"[project]\r\n") == (
        b'[project]\r\n\r\n[tool.pytest.ini_options]\r\nasyncio_mode = "strict"\r\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "tool.pytest.ini_options.xfail_strict = true\n[z]\n",
        "[tool.pytest]\nini_options = { xfail_strict = true }\n",
        "[broken\n",
        "\ufeff[project]\n",
    ],
)
def test_what_is_written_otherwise_is_left(text: str) -> None:
    """Dotted names and inline tables; a file that pytest can't read, as TOML with a byte order mark."""
    assert added("pyproject.toml", OPTIONS, text) is None
