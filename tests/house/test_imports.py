"""Law 6: every module imports alone, and the entry points stay cheap."""

from __future__ import annotations

import concurrent.futures
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.house.sources import module_name, modules

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARIES = (
    "asyncio",
    "pytest",
    "pytest_asyncio",
    "rich.console",
    "aiohttp",
    "sqlalchemy.ext.asyncio",
    "uvicorn",
    "pygls",
)
"""What is loaded once for all, where it is there: importing it says nothing about a module of ours."""

ENTRY_POINTS = {
    "asyncproof": {"asyncproof", "asyncproof._version"},
    "asyncproof.plugin": {"asyncproof", "asyncproof._version", "asyncproof.plugin"},
}
ALLOWED_EXTRA = 4
"""How many more modules of ours an entry point may load: each is paid for by everybody's test run."""

LIST_OURS = "import sys, {name}; print(*[m for m in sys.modules if m.split('.')[0] == 'asyncproof'])"
LIST_HEAVY = (
    "import sys, pytest; before = set(sys.modules); import {name}; print(*(set(sys.modules) - before))"
)
HEAVY = {"asyncio", "rich", "pytest_asyncio", "ssl", "socket", "subprocess", "dataclasses", "inspect"}


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter where every warning is an error, and whose coverage nobody measures."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment,
    )


def import_each_alone(names: Sequence[str]) -> list[str]:
    """Import each module in a process where nothing of ours is loaded, and return how each went.

    The processes are forks of one that has loaded the libraries that many of them need.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    script = str(Path(__file__).with_name("importing.py"))
    done = subprocess.run(
        [sys.executable, "-W", "error", script, *LIBRARIES],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_module_imports_alone() -> None:
    """Each module can be the first one of ours that an interpreter imports, with warnings as errors."""
    names = [module_name(path) for path in modules() if path.name != "__main__.py"]
    halves = (names[::2], names[1::2])
    with concurrent.futures.ThreadPoolExecutor(len(halves)) as pool:
        said = [line for lines in pool.map(import_each_alone, halves) for line in lines]
    assert len(said) == len(names)
    assert [line for line in said if not line.endswith(": ok")] == []


def test_entry_points_load_few_modules_of_ours() -> None:
    """What everybody pays for, `import asyncproof` and the plugin's entry point, loads next to nothing."""
    for name, expected in ENTRY_POINTS.items():
        done = run_python(LIST_OURS.format(name=name))
        loaded = set(done.stdout.split())
        assert expected <= loaded, done.stderr
        assert len(loaded - expected) <= ALLOWED_EXTRA, f"import {name} loads {sorted(loaded)}"
        assert not any(module.startswith(("asyncproof.loop", "asyncproof.cli")) for module in loaded), loaded


def test_entry_points_load_nothing_heavy() -> None:
    """Beside pytest, the entry points load no asyncio, no terminal library and no other big module."""
    for name in ENTRY_POINTS:
        done = run_python(LIST_HEAVY.format(name=name))
        assert done.returncode == 0, done.stderr
        assert not HEAVY & set(done.stdout.split()), f"import {name} loads {HEAVY & set(done.stdout.split())}"
