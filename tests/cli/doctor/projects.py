"""Makes small projects for the doctor to look at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from asyncproof.cli.doctor.checks import run_checks
from asyncproof.cli.doctor.configuration import find_configuration
from asyncproof.cli.doctor.project import Project
from asyncproof.cli.doctor.sources import read_sources
from asyncproof.core import Finding

INSTALLED = {"pytest": "9.2.0", "pytest-asyncio": "1.5.0", "anyio": "4.16.0", "rich": "15.0.0"}
SCOPES = 'asyncio_default_fixture_loop_scope = "function"\n'
HEALTHY = '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n' + SCOPES


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write files below a directory."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def project(
    root: Path,
    files: Mapping[str, str],
    *,
    installed: Mapping[str, str] = INSTALLED,
    environ: Mapping[str, str] | None = None,
) -> Project:
    """Write a project and read it, in an environment in which just these packages are installed."""
    configuration = find_configuration(write(root, files), pytest_major=int(installed.get("pytest", "9")[0]))
    return Project(configuration, read_sources(configuration.rootdir), environ or {}, installed.get)


def findings(root: Path, code: str, files: Mapping[str, str], **kwargs: Mapping[str, str]) -> list[Finding]:
    """Return what one check has to say about a project."""
    return [finding for finding in run_checks(project(root, files, **kwargs)) if finding.code == code]
