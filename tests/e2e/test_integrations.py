"""The snippets of docs/integrations.md: they can be parsed, and what they call does what is said of it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from asyncproof.cli import ExitCode, main
from asyncproof.cli.init.hooks import ENTRY
from tests.docs.fences import find_fences

ROOT = Path(__file__).resolve().parents[2]
BAD = "import pytest\n\nasync def work(): ...\n\n@pytest.mark.asyncio\nasync def test_it():\n    work()\n"
INI = "[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\n"


def snippets(language: str) -> list[str]:
    """Return the blocks of the page that are in a language."""
    page = (ROOT / "docs/integrations.md").read_text("utf-8")
    return [fence.body for fence in find_fences(page) if fence.language == language]


def commands(value: Any) -> list[str]:
    """Return every command of ours in a parsed snippet."""
    if isinstance(value, dict):
        return [command for key, one in value.items() if key != "name" for command in commands(one)]
    if isinstance(value, list):
        return [command for one in value for command in commands(one)]
    return [value] if isinstance(value, str) and value.startswith(("asyncproof ", "pytest ")) else []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a test that is found, as a job sees it."""
    (tmp_path / "test_it.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(INI, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_commands_do_what_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Annotations, results of code scanning, a code quality report; a hook and a job stop at a finding."""
    yaml = pytest.importorskip("yaml")
    found = [command for text in snippets("yaml") for command in commands(yaml.safe_load(text))]
    ours = [shlex.split(command)[1:] for command in found if command.startswith("asyncproof ")]
    codes = {" ".join(words): main(words) for words in ours}
    assert codes == {
        "check --force-exclude": ExitCode.FINDINGS,
        "doctor": ExitCode.OK,
        "check --format github": ExitCode.FINDINGS,
        "check --format sarif --output check.sarif --exit-zero": ExitCode.OK,
        "check --format gitlab --output check.json": ExitCode.FINDINGS,
    }
    assert "::error file=test_it.py,line=7,col=5,endColumn=11,title=missing-await" in capsys.readouterr().out
    (sarif,) = json.loads((project / "check.sarif").read_text("utf-8"))["runs"]
    assert [result["ruleId"] for result in sarif["results"]] == ["AP101"]
    (quality,) = json.loads((project / "check.json").read_text("utf-8"))
    assert quality["location"]["path"] == "test_it.py"


def test_what_a_job_gives_to_pytest_is_known_to_it(pytester: pytest.Pytester) -> None:
    """Each option is one."""
    yaml = pytest.importorskip("yaml")
    found = [command for text in snippets("yaml") for command in commands(yaml.safe_load(text))]
    options = [shlex.split(command)[1:] for command in found if command.startswith("pytest ")]
    assert len(options) == 2
    for words in options:
        assert pytester.parseconfig(*words, "-p", "no:cacheprovider")


def test_the_hook_is_the_one_that_init_adds() -> None:
    """Word for word, but for its comment."""
    yaml = pytest.importorskip("yaml")
    (shown,) = yaml.safe_load(snippets("yaml")[0])["repos"]
    assert [shown] == yaml.safe_load(ENTRY)


def test_settings_are_json() -> None:
    """Those of editors."""
    assert [json.loads(text) for text in snippets("json")]
