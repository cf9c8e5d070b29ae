"""The packages that asyncproof knows, what each of them gives, and which of them are installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version


@dataclass(frozen=True, slots=True)
class Package:
    """A distribution that matters to asyncproof."""

    name: str
    gives: str
    """What a user has from it."""
    supported: str = ""
    """The versions that are tested, as a version specifier; empty for all."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Installation:
    """A package as it is found here."""

    package: Package
    version: str | None

    @property
    def supported(self) -> bool:
        """Whether the installed version is one that asyncproof supports."""
        if self.version is None:
            return False
        try:
            return SpecifierSet(self.package.supported).contains(Version(self.version), prereleases=True)
        except InvalidVersion:
            return False


GROUPS: tuple[tuple[str, tuple[Package, ...]], ...] = (
    (
        "Runs your tests",
        (
            Package("pytest", "collects and runs the tests", ">=8.4", required=True),
            Package("pytest-asyncio", "runs async tests; virtual time gets in here", ">=1.4", required=True),
            Package("anyio", "runs tests marked anyio; virtual time gets in here, too", ">=4"),
            Package("rich", "draws this page", ">=13", required=True),
        ),
    ),
    (
        "Clients and servers that meet on the in-memory network",
        (
            Package("aiohttp", "client and server"),
            Package("httpx", "client"),
            Package("httpx2", "client"),
            Package("websockets", "client and server"),
            Package("redis", "client, with redis.asyncio"),
            Package("uvicorn", "server for any ASGI app"),
            Package("fastapi", "apps, their sync endpoints in threads included"),
            Package("starlette", "apps"),
        ),
    ),
    (
        "Databases that virtual time waits for",
        (
            Package("sqlalchemy", "async sessions over the drivers below"),
            Package("asyncpg", "PostgreSQL"),
            Package("psycopg", "PostgreSQL"),
            Package("aiosqlite", "SQLite"),
        ),
    ),
    (
        "Plugins that it lives with",
        (
            Package("pytest-xdist", "tests in several processes"),
            Package("pytest-randomly", "tests in random order"),
            Package("pytest-timeout", "a limit in real time"),
            Package("pytest-cov", "coverage"),
            Package("pytest-rerunfailures", "failed tests again"),
            Package("hypothesis", "generated examples"),
        ),
    ),
    ("Other event loops", (Package("uvloop", "a faster loop; not used while time is virtual"),)),
)


def installed_version(name: str) -> str | None:
    """Return the version of a distribution, None if it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def inventory() -> list[tuple[str, list[Installation]]]:
    """Return what is installed of each group of packages."""
    return [
        (title, [Installation(package, installed_version(package.name)) for package in packages])
        for title, packages in GROUPS
    ]
