from __future__ import annotations

import subprocess
import sys

from asyncproof.plugin.importing import PlainFinder

ASK = """
import sys, pytest
pytest.main(["-q", "-p", "no:cacheprovider", "--collect-only", "--version"])
import asyncproof.core.trace as module
print(type(module.__loader__).__name__)
"""


def test_our_modules_are_not_rewritten() -> None:
    """What is imported after pytest has started comes from Python's own loader, not from pytest's hook."""
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "SourceFileLoader", done.stderr


def test_other_modules_are_not_our_business() -> None:
    """The finder knows nothing of modules that are not ours."""
    assert PlainFinder.find_spec("json.decoder", None) is None
    assert PlainFinder.find_spec("asyncproof_else", None) is None
