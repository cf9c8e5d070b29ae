"""The machine, named by what matters for the figures and nothing else."""

from __future__ import annotations

import os
import platform


def describe_machine() -> str:
    """Name the interpreter, the system and the number of cores."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
