"""Runs some tests again in a process of their own, as the run did in which they failed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.plugin.again import options_again
from asyncproof.plugin.isolating.state import file_mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

INSIDE = "ASYNCPROOF_ISOLATING"
"""Set in the runs that are made here: they do not search, and write what they see to this file."""
CHILD = "asyncproof.plugin.isolating.child"


@dataclass(frozen=True)
class Seen:
    """What a run has shown: who failed, and what the tests have left changed."""

    failed: frozenset[str] = frozenset()
    ran: frozenset[str] = frozenset()
    changes: dict[str, list[str]] = field(default_factory=dict)
    trouble: str = ""


class Rerun:
    """Knows how the run was started, and starts it again with other tests."""

    def __init__(self, config: pytest.Config) -> None:
        self._root = config.rootpath
        self._cwd = config.invocation_params.dir
        self._environment = dict(os.environ)  # as it is before any test can change it
        self._mask = file_mask()
        self._options = [*options_again(config), "--maxfail=0", "-p", "no:cacheprovider", "-p", CHILD]
        self.count = 0

    def __call__(self, tests: Sequence[str], timeout: float | None = None) -> Seen:
        """Run these tests in this order."""
        self.count += 1
        with tempfile.TemporaryDirectory(prefix="asyncproof-") as folder:
            arguments, target = Path(folder, "arguments"), Path(folder, "seen.json")
            arguments.write_text("\n".join(map(self._absolute, tests)) + "\n", encoding="utf-8")
            command = [sys.executable, "-m", "pytest", *self._options, f"@{arguments}"]
            try:
                done = subprocess.run(  # noqa: S603 - it is the command of the run itself
                    command,
                    cwd=self._cwd,
                    env={**self._environment, INSIDE: str(target)},
                    umask=self._mask,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    check=False,
                    timeout=timeout,
                )
            except subprocess.TimeoutExpired:
                return Seen(failed=frozenset(tests[-1:]), ran=frozenset(tests))
            if not target.exists():
                return Seen(trouble=(done.stderr or done.stdout).strip()[-400:])
            seen = json.loads(target.read_text("utf-8"))
        return Seen(frozenset(seen["failed"]), frozenset(seen["ran"]), seen["changes"])

    def spelled(self, tests: Sequence[str]) -> str:
        """Return the command that runs these tests, for people."""
        extra = ["-p", "no:randomly"] if "--randomly-dont-reorganize" in self._options else []
        return shlex.join(["pytest", *extra, *map(self._relative, tests)])

    def _absolute(self, test: str) -> str:
        return str(self._root / test)

    def _relative(self, test: str) -> str:
        path, separator, rest = test.partition("::")
        return os.path.relpath(self._root / path, self._cwd) + separator + rest
