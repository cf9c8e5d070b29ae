"""Claims about the completion scripts of all shells; zsh and fish are asked where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from asyncproof.cli import main

SHELLS = ["bash", "fish", "powershell", "zsh"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A script knows the commands, their options and the values, and says how it was made."""
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("doctor", "completion", "json", "traceback", "powershell"):
        assert word in script
    assert f"asyncproof completion {shell}" in script


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here")
def test_fish_completes(tmp_path: Path) -> None:
    """Fish offers commands, options and arguments."""
    lines = '"asyncproof doc" "asyncproof completion z" "asyncproof doctor --js"'
    source = f"{sys.executable} -m asyncproof completion fish | source"
    ask = f"{source}; for line in {lines}; complete -C $line; end"
    done = subprocess.run(
        ["fish", "--no-config", "-c", ask],
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(tmp_path)},
    )
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["doctor", "zsh", "--json"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh here")
def test_zsh_accepts_the_script(tmp_path: Path) -> None:
    """Zsh reads the script without a word and binds it to the command."""
    ask = (
        f"autoload -Uz compinit; compinit -u -d {tmp_path}/dump; "
        f"source <({sys.executable} -m asyncproof completion zsh); print $_comps[asyncproof]"
    )
    done = subprocess.run(["zsh", "-f", "-c", ask], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("_asyncproof\n", "")
