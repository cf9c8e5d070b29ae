"""Claims about `asyncproof doctor` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asyncproof.cli import ExitCode, main
from asyncproof.cli.doctor import packages
from tests.cli.doctor.projects import HEALTHY, INSTALLED, write


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Just these packages are installed, and pytest has no options from outside."""
    installed = {**INSTALLED, "httpx": "0.28.1"}
    monkeypatch.setattr(packages, "installed_version", installed.get)
    monkeypatch.setattr("asyncproof.cli.doctor.project.installed_version", installed.get)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)


def test_a_healthy_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page shows packages, what they give and the settings, and ends well."""
    assert main(["doctor", str(write(tmp_path, {"pyproject.toml": HEALTHY}))]) == ExitCode.OK
    page = capsys.readouterr().out
    assert "  pytest-asyncio          1.5.0       runs async tests; virtual time gets in here\n" in page
    assert "  not installed           -           aiohttp, httpx2, websockets" in page
    assert "  pytest reads                        pyproject.toml [tool.pytest.ini_options]\n" in page
    assert "  asyncio_mode                        auto        line 2\n" in page
    assert page.endswith("\nNothing is wrong.\n")
    assert "Findings" not in page
    assert "\x1b" not in page
    assert not [line for line in page.splitlines() if line != line.rstrip()]


def test_an_ill_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding has what, where, why and what to write, and the exit code says that there is one."""
    files = {"pyproject.toml": HEALTHY.replace("auto", "legacy")}
    assert main(["doctor", str(write(tmp_path, files))]) == ExitCode.FINDINGS
    page = capsys.readouterr().out
    assert page.endswith(
        "Findings\n"
        "  error: asyncio_mode is 'legacy', which is no mode of pytest-asyncio  pyproject.toml:2\n"
        "    pytest stops before it collects a test. The modes are auto and strict.\n"
        '      asyncio_mode = "auto"\n'
        "\n"
        "1 thing is wrong; the lines to write are above.\n"
    )


def test_a_finding_without_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package that is too old stands in no line of a file: the finding has what, why and what to write."""
    old = {**INSTALLED, "pytest-asyncio": "0.21.0"}
    monkeypatch.setattr(packages, "installed_version", old.get)
    monkeypatch.setattr("asyncproof.cli.doctor.project.installed_version", old.get)
    assert main(["doctor", str(write(tmp_path, {"pyproject.toml": HEALTHY}))]) == ExitCode.FINDINGS
    page = capsys.readouterr().out
    assert "  error: pytest-asyncio 0.21.0 is not supported\n" in page
    assert 'pip install "pytest-asyncio' in page


def test_the_levels_of_the_guards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They stand group by group, with what the project has set and what holds in folders."""
    lines = 'asyncproof_guards = ["leaks = warn", "tests/old: all = off"]\n'
    assert main(["doctor", str(write(tmp_path, {"pyproject.toml": HEALTHY + lines}))]) == ExitCode.OK
    page = capsys.readouterr().out
    guards = page.partition("\nGuards\n")[2].partition("\n\n")[0]
    assert "  leaks                   warn        set by the project: " in guards
    assert guards.endswith("  in tests/old            all = off")
    assert all(len(line) <= 100 for line in guards.splitlines())
    assert "leaks = warn; tests/old: all = off" in page


def test_what_is_only_worth_knowing_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A remark does not change the verdict or the exit code."""
    files = {"pytest.ini": "[pytest]\nasyncio_default_fixture_loop_scope = function\n"}
    assert main(["doctor", str(write(tmp_path, files))]) == ExitCode.OK
    page = capsys.readouterr().out
    assert "info: asyncio_mode is not set, so it is strict  pytest.ini\n" in page
    assert page.endswith("Nothing is wrong.\n")


def test_a_project_without_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project is the current directory if none is given, and need not have a file."""
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == ExitCode.FINDINGS
    page = capsys.readouterr().out
    assert f"  directory                           {tmp_path}\n" in page
    assert "no configuration file" in page
    assert "warning: asyncio_default_fixture_loop_scope is not set  pytest.ini\n" in page


def test_the_form_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` has everything that the page has, and the same exit code."""
    files = {"pyproject.toml": HEALTHY.replace("auto", "legacy"), "tests/conftest.py": ""}
    assert main(["doctor", "--json", str(write(tmp_path, files) / "tests")]) == ExitCode.FINDINGS
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["healthy"]) == (1, False)
    assert data["project"]["rootdir"] == str(tmp_path)
    assert data["project"]["settings"]["asyncio_mode"] == "legacy"
    found = {package["name"]: package for package in data["packages"]}
    assert (found["httpx"]["version"], found["aiohttp"]["version"]) == ("0.28.1", None)
    assert found["aiohttp"]["install"] == 'pip install "aiohttp"'
    assert data["environment"]["executable"]
    assert data["guards"]["levels"]["never-awaited"] == "error"
    assert data["guards"]["folders"] == {}
    assert [
        (finding["code"], finding["severity"], finding["file"], finding["line"], finding["page"])
        for finding in data["findings"]
    ] == [("asyncio-mode", "error", str(tmp_path / "pyproject.toml"), 2, "doctor.md#asyncio-mode")]


def test_a_path_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong path is a wrong call, not a healthy project."""
    assert main(["doctor", "no/such/place"]) == ExitCode.USAGE
    assert "There is no file or directory 'no/such/place'" in capsys.readouterr().err


def test_colours_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page can be coloured into a pipe."""
    main(["doctor", "--color=always", str(tmp_path)])
    assert "\x1b[1m" in capsys.readouterr().out
