"""What was found before in the files of a project, as far as it still holds."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import TYPE_CHECKING

from asyncproof.check.cache.folder import digest_of, keep_few
from asyncproof.check.cache.likeness import says_the_same
from asyncproof.check.cache.plain import as_bytes, from_bytes
from asyncproof.check.cache.sealing import COARSEST, now
from asyncproof.check.cache.spreading import reached_from
from asyncproof.check.cache.state import Entry, Facts, State, load, save
from asyncproof.check.cache.witness import note
from asyncproof.check.outcome import InFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asyncproof.check.cache.state import Times
    from asyncproof.check.facts import ModuleFacts
    from asyncproof.check.linking import Project
    from asyncproof.check.pytesting.configuration import Configuration

PREFIX = "files-"
_MOST = 4
"""How many choices of rules are kept: nobody has more of them in turn."""


class Kept:
    """The findings of one choice of rules, in one folder."""

    def __init__(self, folder: str, question: Iterable[object]) -> None:
        """Look into *folder*; *question* is all that findings depend on but files."""
        key = digest_of(repr(tuple(question)).encode("utf-8", "surrogateescape")).hex()
        self._folder = folder
        self._path = os.path.join(folder, PREFIX + key)
        self._start = now(folder)
        self._before = load(self._path)
        self._now: dict[str, Entry] = {}
        self._digests: dict[str, bytes | None] = {}
        self._untouched: set[str] = set()
        self._abouts: dict[int, bytes] = {}
        self._shown: dict[int, bytes] = {}
        self._holders: list[object] = []
        self._changed: set[str] = set()
        """What has changed and all that have read it: nothing found there holds."""
        self._moved: set[str] = set()
        """What says the same on other lines, and all that have read it: what names lines does not hold."""
        self._anew: dict[str, ModuleFacts] = {}
        """The facts of what has only moved."""
        self._read: dict[str, ModuleFacts] = {}
        """The facts of what has changed in any way."""

    # -- what is known --

    def facts(self, path: str, name: str) -> ModuleFacts | None:
        """Return the facts of a module whose file has not changed."""
        if path in self._read and self._read[path].name == name:
            return self._read[path]
        known = self._before.facts.get(path)
        if known is None or known.name != name or known.digest != self.digest(path):
            return None
        return _facts_in(known)

    def digest(self, path: str) -> bytes | None:
        """Return the digest of a file; None if it can't be read."""
        if path not in self._digests:
            try:
                self._digests[path] = self._unread(path)
                if self._digests[path] is None:
                    with open(path, "rb") as file:
                        self._digests[path] = digest_of(file.read())
            except OSError:
                self._digests[path] = None
        return self._digests[path]

    def _unread(self, path: str) -> bytes | None:
        """Return the digest of a file whose times say that it is the same; None if they can't."""
        known = self._before.times.get(path)
        if known is None or known[0] != _times(path):
            return None
        note(path)
        self._untouched.add(path)
        return known[1]

    def compare(self, project: Project, facts_of: Callable[[str, str], ModuleFacts | None]) -> None:
        """Find out what still holds; *facts_of* reads those of a file that has changed."""
        before = self._before
        if any(self.digest(path) != digest for path, digest in before.others.items()):
            self._before = State(facts=before.facts, times=before.times)
            return
        changed: set[str] = set()
        moved: set[str] = set()
        for path, (digest, _) in before.modules.items():
            if self.digest(path) != digest:
                (moved if self._has_only_moved(path, facts_of) else changed).add(path)
        places = {key for key, path in before.places.items() if project.place_of(key[1], key[0])[0] != path}
        if places & set(before.asked):
            self._before = State(facts=before.facts, times=before.times)
            return
        changed |= {path for path, (_, asked) in before.modules.items() if not places.isdisjoint(asked)}
        conftests = {path: entry.conftests for path, entry in before.files.items()}
        self._changed = reached_from(changed, before, conftests)
        self._moved = reached_from(moved, before, conftests)

    def _has_only_moved(self, path: str, facts_of: Callable[[str, str], ModuleFacts | None]) -> bool:
        old = self._before.facts.get(path)
        new = None if old is None or self.digest(path) is None else facts_of(path, old.name)
        facts = None if old is None else _facts_in(old)
        if new is not None:
            self._read[path] = new
        if facts is None or new is None or not says_the_same(facts, new):
            return False
        self._anew[path] = new
        return True

    def of(self, path: str, shown: str, raw: bytes, configuration: Configuration) -> InFile | None:
        """Return what was found in a file, None if that may be something else now."""
        self._digests[path] = digest_of(raw)
        return self._found(path, shown, configuration)

    def of_unread(self, path: str, shown: str, configuration: Configuration) -> InFile | None:
        """Return what was found in a file, None if it has to be read to know whether that still holds."""
        try:
            digest = self._unread(path)
        except OSError:
            return None
        if digest is None:
            return None
        self._digests[path] = digest
        return self._found(path, shown, configuration)

    def _found(self, path: str, shown: str, configuration: Configuration) -> InFile | None:
        entry = self._before.files.get(path)
        if entry is None or not self._holds(path, entry):
            return None
        if entry.digest != self._digests[path] or entry.circumstances != self._circumstances(
            shown, configuration
        ):
            return None
        try:
            found = InFile(*from_bytes(entry.found)) if entry.found else InFile()
        except (ValueError, TypeError):
            return None
        self._now[path] = entry
        return found

    def _holds(self, path: str, entry: Entry) -> bool:
        return path not in self._changed and (entry.is_spotless or path not in self._moved)

    # -- what is found now --

    def keep(self, path: str, shown: str, configuration: Configuration, found: InFile) -> None:
        """Keep what was found in a file."""
        digest = self.digest(path)
        if digest is None:
            return
        plain = as_bytes((found.hits, found.troubles)) if found.hits or found.troubles else b""
        circumstances = self._circumstances(shown, configuration)
        self._now[path] = Entry(digest, circumstances, configuration.conftests, plain, not found.hits)

    def finish(self, project: Project) -> None:
        """Leave all of it for the next run."""
        state = self._state(project)
        if state != self._before:
            save(self._path, state)
            keep_few(self._folder, PREFIX, _MOST)

    def _state(self, project: Project) -> State:
        before = self._before
        files = {path: entry for path, entry in before.files.items() if self._holds(path, entry)}
        state = State({**files, **self._now}, facts=dict(before.facts))
        for path, (digest, asked) in before.modules.items():
            now = self.digest(path)
            if now is not None and (now == digest or path in self._anew):
                state.modules[path] = now, asked
        for path, module in project.modules.items():
            now = self.digest(path)
            if now is not None:
                _, asked = state.modules.get(path, (now, ()))
                state.modules[path] = now, tuple(sorted({*asked, *module.asked}))
        state.asked = tuple(sorted({*before.asked, *project.asked}))
        wanted = {*state.asked, *(key for _, asked in state.modules.values() for key in asked)}
        state.places = {key: project.place_of(key[1], key[0])[0] for key in sorted(wanted)}
        state.times = self._sure_times()
        state.others = {path: self.digest(path) for path in sorted({*before.others, *project.texts})}
        modules = {path: module.facts for path, module in project.modules.items()}
        read = {*state.facts, *state.places.values()}
        for path, facts in {**self._anew, **modules}.items():
            if path in read:
                self._keep_facts(path, facts, state)
        return state

    def _sure_times(self) -> dict[str, tuple[Times, bytes]]:
        """Return the times of files that were the same for so long that their times tell of each change."""
        found: dict[str, tuple[Times, bytes]] = {}
        for path, digest in self._digests.items():
            if path in self._untouched:
                found[path] = self._before.times[path]
                continue
            try:
                times = _times(path)
            except OSError:
                continue
            if digest is not None and max(times[:2]) < self._start - COARSEST:
                found[path] = times, digest
        return found

    def _keep_facts(self, path: str, facts: ModuleFacts, state: State) -> None:
        digest, old = self.digest(path), state.facts.get(path)
        if digest is not None and (old is None or (old.digest, old.name) != (digest, facts.name)):
            plain = as_bytes(facts)
            state.facts[path] = Facts(digest, facts.name, plain, digest_of(plain))

    def _circumstances(self, shown: str, configuration: Configuration) -> bytes:
        """Return a digest of all that a file's findings depend on but what is in files."""
        about = self._abouts.get(id(configuration))
        if about is None:
            self._holders.append(configuration)
            parts = [self._told(getattr(configuration, one.name)) for one in fields(configuration)]
            about = self._abouts[id(configuration)] = digest_of(b"\0".join(parts))
        return digest_of(about + shown.encode("utf-8", "surrogateescape"))

    def _told(self, value: object) -> bytes:
        """Return a digest of a value; most of a configuration is shared by all folders."""
        if id(value) not in self._shown:
            self._holders.append(value)  # so that no other value gets its id
            self._shown[id(value)] = digest_of(repr(value).encode("utf-8", "surrogateescape"))
        return self._shown[id(value)]


def _times(path: str) -> Times:
    state = os.stat(path)
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size


def _facts_in(known: Facts) -> ModuleFacts | None:
    if digest_of(known.facts) != known.proof:
        return None
    try:
        found: ModuleFacts = from_bytes(known.facts)
    except ValueError:
        return None
    return found
