"""Claims about the hook that pre-commit gets: it is added behind the others, and only once."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.reading.source import Source, decode
from asyncproof.cli.init.hooks import ENTRY, has_hook, hooks_file, with_hook
from tests.cli.doctor.projects import write
from tests.e2e.test_pre_commit import hooks

RUFF = "  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v1\n    hooks:\n      - id: ruff\n"


def source(text: str) -> Source:
    """Return a file with this text."""
    found = decode(".pre-commit-config.yaml", text.encode())
    assert isinstance(found, Source)
    return found


def flush(text: str) -> str:
    """Return lines less indented by two."""
    return "".join(line.removeprefix("  ") for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    "text",
    [
        f"# hooks\nrepos: # all\n{RUFF}+\n# the end\nci:\n  autofix: false\n",
        f"repos:\n# the first\n{RUFF}      # - id: later\n+",
        f"repos:\n{flush(RUFF)}+default_stages: [pre-push]\n",
        f"repos:\n{RUFF}\n{RUFF}+",
        "repos:\n+ci: {}\n",
        "repos:\n+",
    ],
)
def test_the_hook_is_the_last_one(text: str) -> None:
    """As far indented as the others, and before what follows; nothing else changes."""
    before, after = text.split("+")
    after_hook = with_hook(source(before + after))
    assert after_hook is not None
    indented = "".join(f"  {line}\n" for line in ENTRY.splitlines())
    hook = ENTRY if flush(RUFF) in before and RUFF not in before else indented
    assert after_hook.text == before + hook + after
    assert has_hook(after_hook)
    yaml = pytest.importorskip("yaml")
    last = yaml.safe_load(after_hook.text)["repos"][-1]
    assert last["hooks"][0]["id"] == "asyncproof-check"


def test_line_ends_stay() -> None:
    """Also that of a last line without one."""
    after = with_hook(source("repos:\r\n  - repo: x"))
    assert after is not None
    assert after.text.startswith("repos:\r\n  - repo: x\r\n  - repo: local")
    assert "\n" not in after.text.replace("\r\n", "")


@pytest.mark.parametrize("text", ["repos: []\n", "ci: {}\n", "{repos: []}\n"])
def test_a_list_in_one_line_is_left(text: str) -> None:
    """Nothing can be put behind its lines."""
    assert with_hook(source(text)) is None


def test_who_names_us_has_decided() -> None:
    """In whatever form; a comment decides nothing."""
    assert has_hook(source("repos:\n  - repo: https://example.org/asyncproof\n"))
    assert not has_hook(source("repos: # asyncproof later\n"))


def test_it_is_the_hook_of_the_project() -> None:
    """It runs what our own definition of the hook runs, on the same files."""
    yaml = pytest.importorskip("yaml")
    hook = yaml.safe_load(ENTRY)[0]["hooks"][0]
    ours = hooks()[hook["id"]]
    assert (hook["entry"], hook["name"]) == (ours["entry"], ours["name"])
    assert f"[{', '.join(hook['types_or'])}]" == ours["types_or"]
    assert hook["require_serial"] is True


def test_pre_commit_reads_the_top_of_the_repository(tmp_path: Path) -> None:
    """And no other file of that name; where there is no repository, the folder itself."""
    write(tmp_path, {".pre-commit-config.yaml": "", "a/.pre-commit-config.yaml": "", "b/x": ""})
    assert hooks_file(tmp_path / "a") == tmp_path / "a/.pre-commit-config.yaml"
    assert hooks_file(tmp_path / "b") is None
    (tmp_path / ".git").mkdir()
    assert hooks_file(tmp_path / "a") == tmp_path / ".pre-commit-config.yaml"
    (tmp_path / "b/.git").mkdir()
    assert hooks_file(tmp_path / "b") is None
