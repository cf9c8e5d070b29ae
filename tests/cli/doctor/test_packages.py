"""Claims about the inventory of packages."""

from __future__ import annotations

from asyncproof.cli.doctor.packages import GROUPS, Installation, Package, installed_version, inventory


def test_what_is_installed_is_found() -> None:
    """Versions come from the environment itself, and what is missing has none."""
    found = {each.package.name: each for _, group in inventory() for each in group}
    assert found["pytest"].supported
    assert installed_version("pytest") == found["pytest"].version
    assert installed_version("no-such-distribution") is None


def test_versions_are_compared_as_versions() -> None:
    """10 is newer than 9, a pre-release is a release, and what is missing is not supported."""
    package = Package("x", "", ">=9")
    assert Installation(package, "10.0rc1").supported
    assert not Installation(package, "8.9").supported
    assert not Installation(package, None).supported


def test_every_package_says_what_it_gives() -> None:
    """Names are unique and every entry says what a user has from it."""
    packages = [package for _, group in GROUPS for package in group]
    assert len({package.name for package in packages}) == len(packages)
    assert all(package.gives for package in packages)
