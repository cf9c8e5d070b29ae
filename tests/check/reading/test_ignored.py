from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from asyncproof.check.reading.ignored import Ignored

PATTERNS = r"""
# a comment
*.py[cod]
build/
/dist
a/**/b.py
**/gen
docs/**
x*.py
\#odd.py
\!loud.py
te?t.py
[a-c]z.py
[!q]w.py
*.tmp.py
!keep.tmp.py
deep/er/*.py
trailing.py{blanks}
end\{blanks}
mid/**/
s**r.py
[z-a]never.py
[]x]br.py
[a&&b+--]amp.py
/
!
//
""".replace("{blanks}", "   ")
PATHS = [
    "m.py", "build/", "sub/build/", "dist/", "a/b.py", "a/x/b.py", "a/x/y/b.py", "q/a/b.py", "gen/",
    "docs/", "docs/a.py", "docs/q/a.py", "xa.py", "q/xa.py", "#odd.py", "!loud.py", "test.py", "text.py",
    "teest.py", "te/t.py", "az.py", "dz.py", "q/bz.py", "qw.py", "ew.py", "one.tmp.py", "keep.tmp.py",
    "deep/er/a.py", "deep/er/q/a.py", "q/deep/er/a.py", "trailing.py", "mid/", "mid/x/", "mid/x.py",
    "star.py", "s/r.py", "neverr.py", "]br.py", "xbr.py", "abr.py", "aamp.py", "&amp.py", "-amp.py",
    "zamp.py",
]  # fmt: skip


def what_we_say(path: str) -> bool:
    """Ask our patterns, for the folders of a path first, as one that is ignored isn't entered."""
    ignored = Ignored.from_lines(PATTERNS.splitlines())
    folders, name = os.path.split(path.rstrip("/"))
    parts = folders.split("/") if folders else []
    above = any(ignored.says("/".join(parts[: at + 1]), folder=True) for at in range(len(parts)))
    return above or bool(ignored.says(f"{folders}/{name}".lstrip("/"), folder=path.endswith("/")))


@pytest.mark.skipif(shutil.which("git") is None, reason="git says what is right here")
@pytest.mark.parametrize("path", PATHS)
def test_it_ignores_what_git_ignores(path: str, tmp_path: Path) -> None:
    """For folders and Python files the patterns mean what they mean to git."""
    (tmp_path / ".gitignore").write_text(PATTERNS, encoding="utf-8")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, env=environment)
    done = subprocess.run(
        ["git", "check-ignore", "-q", "--no-index", "--", path], cwd=tmp_path, check=False, env=environment
    )
    assert what_we_say(path) is (done.returncode == 0)


def test_nothing_said_is_nothing_ignored() -> None:
    """Where no pattern speaks of a path, the answer is that there is none."""
    ignored = Ignored.from_lines(["a.py", "!b.py"])
    assert ignored.says("c.py", folder=False) is None
    assert ignored.says("b.py", folder=False) is False
    assert ignored.says("a.py", folder=False) is True


def test_other_kinds_of_file_cost_nothing() -> None:
    """Patterns that no Python file can match aren't tried on files, only on folders."""
    ignored = Ignored.from_lines(["*.log", "*.sqlite3", "node/", "*.so"])
    assert ignored.says("a.log", folder=False) is None
    assert ignored.says("a.log", folder=True) is True
