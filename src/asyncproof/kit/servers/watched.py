"""The run's end of a watcher: starts a server that does not outlive this process."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from asyncproof.core import UsageError
from asyncproof.kit.companions import start_companion

_PROGRAM = Path(__file__).with_name("watching.py")


class Watched:
    """A server that runs until `close`, or until this process ends in whatever way."""

    def __init__(self, name: str, home: Path, **options: Any) -> None:
        self.home = home
        self._watcher = start_companion([sys.executable, "-I", str(_PROGRAM)])
        assert self._watcher.stdin is not None  # noqa: S101 - for the type checker
        assert self._watcher.stdout is not None  # noqa: S101 - for the type checker
        told: dict[str, Any] = {
            "home": str(home),
            "log": str(home / "log"),
            "user": None,
            "group": None,
            **options,
        }
        self._watcher.stdin.write(json.dumps(told).encode() + b"\n")
        self._watcher.stdin.flush()
        line = self._watcher.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"trouble": "its watcher has died"}
        if answer["trouble"]:
            self.close()
            raise UsageError(
                f"{name} could not be started ({' '.join(told['command'])}): {answer['trouble']}\n"
                "Try that command by hand, or give the address of a server that runs."
            )
        self.pid: int = answer["pid"]

    def close(self) -> None:
        """End the server and wait until it is gone, with all that it has written."""
        self._watcher.communicate()
        shutil.rmtree(self.home, ignore_errors=True)
