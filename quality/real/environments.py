"""An environment for each set of pinned versions, made once and kept in a cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

USUAL = "3.13"
"""The Python for packages: older ones have bugs of their own in `asyncio.wait_for`, which packages use."""
READY = "asyncproof-ready"


class NotToBeHad(Exception):  # noqa: N818 - it is what happened
    """An interpreter or a package is not to be had here."""


def environment(pins: tuple[str, ...], cache: Path) -> Path:
    """Return the interpreter of an environment that has these versions, and make it first if need be."""
    version = next((pin.partition("==")[2] for pin in pins if pin.startswith("python==")), USUAL)
    packages = [pin for pin in pins if not pin.startswith("python==")]
    folder = cache / "-".join([version, *(pin.replace("==", "-") for pin in packages)])
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        for command in commands(interpreter(version), folder, python, packages):
            done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)
            if done.returncode:
                raise NotToBeHad(f"{' '.join(command)}: {done.stderr.strip().splitlines()[-1:]}")
        (folder / READY).touch()
    return python


def commands(base: str, folder: Path, python: Path, packages: list[str]) -> list[list[str]]:
    """Return what makes an environment: with uv where it is, else with venv and pip."""
    uv = shutil.which("uv")
    if uv:
        made = [uv, "venv", "-q", "-p", base, str(folder)]
        filled = [uv, "pip", "install", "-q", "-p", str(python), *packages]
    else:
        made = [base, "-m", "venv", str(folder)]
        filled = [str(python), "-m", "pip", "install", "-q", *packages]
    return [made, filled] if packages else [made]


def interpreter(version: str) -> str:
    """Find a Python of this version: this one, one that pyenv has, or one on the path."""
    short = ".".join(version.split(".")[:2])
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{short}")
    for found in [
        sys.executable,
        *sorted(kept.glob(f"{version}*/bin/python")),
        *([on_path] if on_path else []),
    ]:
        if version_of(str(found)).startswith(f"{version}." if version == short else version):
            return str(found)
    raise NotToBeHad(f"no Python {version} was found")


def version_of(python: str) -> str:
    """Ask an interpreter for its version."""
    asked = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
