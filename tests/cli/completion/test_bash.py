"""Claims about completion in bash, checked by a real bash."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")

ASK = """
source <({python} -m asyncproof completion bash)
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_asyncproof
echo "${{COMPREPLY[@]}}"
"""


def complete(words: str) -> list[str]:
    """Let bash complete the last of these words."""
    script = ASK.format(python=sys.executable, words=words)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('asyncproof ""', {"completion", "doctor"}),
        ("asyncproof do", {"doctor"}),
        ("asyncproof --ver", {"--version"}),
        ("asyncproof --color ''", {"auto", "always", "never"}),
        ("asyncproof --color = al", {"always"}),
        ("asyncproof doctor --js", {"--json"}),
        ("asyncproof doctor --color = ''", {"auto", "always", "never"}),
        ("asyncproof --color never completion z", {"zsh"}),
        ("asyncproof doctor ./", set()),
    ],
)
def test_words_are_completed(words: str, expected: set[str]) -> None:
    """Commands, options, their values and arguments are offered; where paths go, bash offers paths."""
    offered = set(complete(words))
    assert offered >= expected if words.endswith('""') else offered == expected


def test_the_function_is_bound_to_the_command() -> None:
    """Sourcing the script is all there is to do."""
    script = f"source <({sys.executable} -m asyncproof completion bash); complete -p asyncproof"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "complete -o default -F _asyncproof asyncproof\n"
