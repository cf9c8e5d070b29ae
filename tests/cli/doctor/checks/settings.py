"""Settings of projects, healthy but for one thing, and what a check finds in them."""

from __future__ import annotations

from asyncproof.core import Finding
from tests.cli.doctor.projects import SCOPES

TABLE = "[tool.pytest.ini_options]\n"


def only(found: list[Finding]) -> Finding:
    """Return the one finding."""
    (finding,) = found
    return finding


def pyproject(*lines: str, scopes: str = SCOPES) -> dict[str, str]:
    """A project whose settings are healthy but for these lines."""
    return {"pyproject.toml": TABLE + scopes + "".join(f"{line}\n" for line in lines)}
