"""Changelog fragments: check them, show them, or move them into CHANGELOG.md for a release.

One change, one file: `changelog.d/<something>.<kind>.md`, a sentence for users.

    python tools/changelog.py                   show what the next release would say
    python tools/changelog.py --check           fail if a fragment is wrong
    python tools/changelog.py --release DATE    move the fragments into CHANGELOG.md under the current version
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed"}
NAME = re.compile(r"(?P<topic>[a-z0-9-]+)\.(?P<kind>[a-z]+)\.md")
LONGEST = 600


@dataclass(frozen=True)
class Fragment:
    """One change as users read it."""

    path: Path
    kind: str
    text: str


def find_problem(path: Path) -> str | None:
    """Say what is wrong with a fragment, and what to do."""
    name = NAME.fullmatch(path.name)
    if name is None or name["kind"] not in KINDS:
        return f"the name is not <topic>.<kind>.md with a kind of {', '.join(KINDS)}"
    text = path.read_text(encoding="utf-8").strip()
    if not text.endswith((".", ")", "`")):
        return "a fragment is a sentence: end it with a dot"
    if len(text) > LONGEST:
        return f"{len(text)} characters are too many for users to read; {LONGEST} is the limit"
    return None


def read_fragments(folder: Path) -> list[Fragment]:
    """Read all fragments, in the order of their names."""
    paths = sorted(folder.glob("*.md"))
    return [
        Fragment(path, path.name.rsplit(".", 2)[1], " ".join(path.read_text(encoding="utf-8").split()))
        for path in paths
    ]


def write_section(title: str, fragments: list[Fragment]) -> str:
    """Write the section of one release."""
    lines = [f"## {title}"]
    for kind, heading in KINDS.items():
        entries = [f"- {fragment.text}" for fragment in fragments if fragment.kind == kind]
        if entries:
            lines += ["", f"### {heading}", "", *entries]
    return "\n".join(lines) + "\n"


def insert_section(changelog: str, section: str) -> str:
    """Put a section above those of earlier releases."""
    head, mark, earlier = changelog.partition("\n## ")
    return f"{head.rstrip()}\n\n{section}" + (f"{mark}{earlier}" if mark else "")


def read_version(root: Path) -> str:
    """Read the version from its one place."""
    namespace: dict[str, str] = {}
    exec((root / "src/asyncproof/_version.py").read_text(encoding="utf-8"), namespace)
    return namespace["__version__"]


def release(root: Path, fragments: list[Fragment], date: str) -> None:
    """Move the fragments into the changelog."""
    path = root / "CHANGELOG.md"
    section = write_section(f"{read_version(root)} ({date})", fragments)
    path.write_text(insert_section(path.read_text(encoding="utf-8"), section), encoding="utf-8")
    for fragment in fragments:
        fragment.path.unlink()


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Do what the command line asks and return the exit code."""
    parser = argparse.ArgumentParser(description="Changelog fragments: show them, check them, release them.")
    parser.add_argument("--check", action="store_true", help="only check the fragments")
    parser.add_argument("--release", metavar="DATE", help="move the fragments into CHANGELOG.md")
    options = parser.parse_args(arguments)
    folder = root / "changelog.d"
    problems = [(path, find_problem(path)) for path in sorted(folder.glob("*"))]
    wrong = [f"{path.relative_to(root)}: {problem}" for path, problem in problems if problem]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    fragments = read_fragments(folder)
    if options.release:
        release(root, fragments, options.release)
    elif not options.check:
        print(write_section("Unreleased", fragments), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
