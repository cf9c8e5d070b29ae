"""Finds the Python files below some paths, always in the same order, and says what it could not look into."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.reading.ignored import Ignored
from asyncproof.check.reading.trouble import Trouble
from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PYTHON = (".py", ".pyi")
_NEVER = frozenset(("__pycache__", "__pypackages__", "node_modules", "site-packages"))
_BUILT = frozenset(("build", "_build", "dist"))
"""What tools write their results into, unless it is a package that happens to have this name."""
_ENVIRONMENT = frozenset(("pyvenv.cfg", "conda-meta"))


class Found(NamedTuple):
    """One file to read."""

    path: str
    named: bool
    """Whether the user asked for this very file."""


Rules = tuple[tuple[str, Ignored], ...]
"""What is ignored, each with the folder that it speaks of; the last has the first say."""


class _Folder(NamedTuple):
    path: str
    real: str
    rules: Rules
    named: bool = False


def find_files(
    paths: Sequence[Path], *, exclude: Sequence[str] = (), base: Path | None = None
) -> Iterator[Found | Trouble]:
    """Yield the Python files at and below *paths*, each once.

    Folders that are hidden, built, installed or ignored by git are left out unless a path names them.
    *exclude* has patterns as in a `.gitignore` that stands in *base*, or else in the current folder.
    """
    walk = _Walk((os.path.realpath(base or os.curdir), Ignored.from_lines(exclude)))
    for path in paths:
        name = os.fspath(path)
        if not os.path.lexists(name):
            raise UsageError(_not_there(name))
        if os.path.isdir(name):
            real = os.path.realpath(name)
            yield from walk.below(_Folder(name, real, (*_rules_above(real), walk.exclude), named=True))
            yield from walk.linked()
        else:
            yield from walk.file(name, named=True)


@dataclass
class _Walk:
    """One search: what it has seen, and which links are still to be followed."""

    exclude: tuple[str, Ignored]
    files: set[str] = field(default_factory=set)
    folders: set[tuple[int, int]] = field(default_factory=set)
    links: list[_Folder] = field(default_factory=list)

    def below(self, top: _Folder) -> Iterator[Found | Trouble]:
        """Yield what is in a folder: its own files first, then those of its folders."""
        stack = [top]
        while stack:
            folder = stack.pop()
            inside = self._enter(folder)
            if isinstance(inside, Trouble):
                yield inside
                continue
            rules, trouble = _with_own(folder, inside)
            if trouble is not None:
                yield trouble
            deeper = []
            for entry in inside:
                place = _Folder(
                    os.path.join("" if folder.path == os.curdir else folder.path, entry.name),
                    os.path.join(folder.real, entry.name),
                    rules,
                )
                if not _is_wanted(entry, place):
                    continue
                if entry.is_symlink():
                    self.links.append(place)
                elif entry.is_dir():
                    deeper.append(place)
                else:
                    yield from self.file(place.path, place.real, regular=entry.is_file())
            stack.extend(reversed(deeper))

    def linked(self) -> Iterator[Found | Trouble]:
        """Follow the links that were met: late, so that a file goes by its own name, not by a link's."""
        while self.links:
            link = self.links.pop(0)
            if os.path.isdir(link.path):
                yield from self.below(link._replace(real=os.path.realpath(link.path)))
            else:
                yield from self.file(link.path)

    def file(
        self, path: str, real: str = "", *, regular: bool = False, named: bool = False
    ) -> Iterator[Found | Trouble]:
        """Yield one file, if it was not there before under another name."""
        real = real or os.path.realpath(path)
        if real not in self.files:
            self.files.add(real)
            yield Found(path, named) if regular or os.path.isfile(real) else _not_a_file(path)

    def _enter(self, folder: _Folder) -> list[os.DirEntry[str]] | Trouble:
        """List a folder in the order of names; nothing if it was seen before, or was made by a tool."""
        try:
            state = os.stat(folder.path)
            if (state.st_dev, state.st_ino) in self.folders:
                return []
            self.folders.add((state.st_dev, state.st_ino))
            with os.scandir(folder.path) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            return _unreadable(folder.path, error)
        names = {entry.name for entry in inside}
        built = os.path.basename(folder.real) in _BUILT and "__init__.py" not in names
        return [] if not folder.named and (built or names & _ENVIRONMENT) else inside


def _is_wanted(entry: os.DirEntry[str], place: _Folder) -> bool:
    name = entry.name
    try:
        folder = entry.is_dir()
    except OSError:  # a link that leads back to itself
        folder = False
    if folder:
        left_out = name.startswith(".") or name in _NEVER or name.endswith(".egg")
    else:
        left_out = not name.endswith(_PYTHON) or name.startswith("._")  # the latter are notes of a Mac
    return not left_out and not _ignored(place.rules, place.real, folder=folder)


def _ignored(rules: Rules, real: str, *, folder: bool) -> bool:
    for base, ignored in reversed(rules):
        if ignored.patterns and real.startswith(base + os.sep):
            said = ignored.says(real[len(base) + 1 :].replace(os.sep, "/"), folder=folder)
            if said is not None:
                return said
    return False


def _with_own(folder: _Folder, inside: list[os.DirEntry[str]]) -> tuple[Rules, Trouble | None]:
    """Add the folder's own `.gitignore`; behind it stay the exclusions that the user asked for."""
    if not any(entry.name == ".gitignore" for entry in inside):
        return folder.rules, None
    own = _read_own(folder.real)
    if isinstance(own, Trouble):
        return folder.rules, own
    return (*folder.rules[:-1], (folder.real, own), folder.rules[-1]), None


def _read_own(folder: str) -> Ignored | Trouble:
    file = os.path.join(folder, ".gitignore")
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as lines:
            return Ignored.from_lines(lines)
    except OSError as error:
        return _unreadable(file, error)


def _rules_above(folder: str) -> Rules:
    """Read the `.gitignore` files up to the top of the repository, unless they ignore the whole folder."""
    rules: list[tuple[str, Ignored]] = []
    here = folder
    while not os.path.exists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return ()  # no repository: git reads none of them
        here = parent
        if os.path.isfile(os.path.join(here, ".gitignore")):
            own = _read_own(here)
            if isinstance(own, Ignored):
                rules.insert(0, (here, own))
    above = tuple(rules)
    probe = os.path.join(folder, "a.py")
    whole = _ignored(above, folder, folder=True) or _ignored(above, probe, folder=False)
    return () if whole else above


def _unreadable(path: str, error: OSError) -> Trouble:
    return Trouble(path, None, f"can't be read: {error.strerror}", "Make it readable, or exclude it.")


def _not_a_file(path: str) -> Trouble:
    if os.path.islink(path) and not os.path.exists(path):
        message = f"is a link to {os.readlink(path)}, which leads nowhere"
        return Trouble(path, None, message, "Mend the link, or exclude it.")
    return Trouble(path, None, "is not a regular file", "Exclude it.")


def _not_there(name: str) -> str:
    folder, last = os.path.split(name.rstrip(os.sep))
    while folder and not os.path.isdir(folder):
        folder, last = os.path.split(folder)
    try:
        near = get_close_matches(last, os.listdir(folder or os.curdir), n=1)
    except OSError:
        near = []
    advice = f"Did you mean {os.path.join(folder, near[0])}?" if near else "Name files or folders that exist."
    return f"{name} is not there. {advice}"
