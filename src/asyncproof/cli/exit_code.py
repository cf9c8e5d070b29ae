"""What the exit codes mean; they are the same for every command."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The ways in which a command ends."""

    OK = 0
    """It ran, and there is nothing to complain about."""
    FINDINGS = 1
    """It ran, and something is wrong with what it looked at."""
    USAGE = 2
    """It was called in a way that it does not understand."""
    INTERNAL = 3
    """Asyncproof itself failed, which is a bug to report."""
    INTERRUPTED = 130
    """Ctrl-C, as shells count it."""
    BROKEN_PIPE = 141
    """Whoever read the output went away, as shells count it."""
