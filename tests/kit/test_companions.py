from __future__ import annotations

import os
import sys

from asyncproof.kit.companions import start_companion


def test_it_ends_with_its_input() -> None:
    """It reads what we say until we stop, in a session of its own."""
    process = start_companion([sys.executable, "-c", "import sys; print(sys.stdin.read(), end='')"])
    assert os.getsid(process.pid) == process.pid != os.getsid(0)
    assert process.communicate(b"hello")[0] == b"hello"
    assert process.returncode == 0
