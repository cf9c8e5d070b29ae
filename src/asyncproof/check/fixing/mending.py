"""Mends files, round by round, until nothing changes: in memory only, so that it can be looked at first."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.checker import Found
from asyncproof.check.fixing.choosing import choose
from asyncproof.check.fixing.judging import objection
from asyncproof.check.fixing.owner import Owner, owner_of
from asyncproof.check.fixing.patch import patched, with_text
from asyncproof.check.reading.parsing import parse
from asyncproof.check.reading.source import read_source

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Sequence

    from asyncproof.check.checker import Checker
    from asyncproof.check.fixing.choosing import Choice
    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble

ROUNDS = 10
"""More are never needed by honest fixes; two that undo each other would go on for ever."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A hit whose fix was not taken, and why."""

    hit: Hit
    reason: str


@dataclass(slots=True)
class Mended:
    """What mending has come to: nothing of it is written yet."""

    outcome: Outcome
    """What is found in the files as they would be."""
    files: dict[str, tuple[Source, Source]] = field(default_factory=dict)
    """The files that change, before and after."""
    done: list[tuple[Hit, Owner]] = field(default_factory=list)
    """What is mended, and to which test or class it belongs."""
    dropped: list[Dropped] = field(default_factory=list)


def is_wanted(hit: Hit, *, unsafe: bool) -> bool:
    """Tell whether a hit has a fix that may be taken."""
    return hit.fix is not None and (hit.fix.safe or unsafe)


class Mender:
    """Mends the files of one project."""

    def __init__(
        self,
        make: Callable[[Callable[[str], Source | Trouble]], Checker],
        *,
        unsafe: bool = False,
        settle: Callable[[Outcome], Outcome] = lambda outcome: outcome,
    ) -> None:
        """Check by a checker that *make* makes around our reading; *settle* leaves out what nobody wants."""
        self._texts: dict[str, Source] = {}
        self._stale: set[str] = set()
        """Files that have changed since they were looked at."""
        self._checker = make(self._read)
        self._settle = settle
        self._unsafe = unsafe
        self._before: dict[str, Source] = {}
        self._hits: dict[str, list[Hit]] = {}
        self._failed: set[tuple[str, str, str, str]] = set()
        self._done: dict[str, list[tuple[Hit, Owner]]] = defaultdict(list)
        self._dropped: list[Dropped] = []

    def mend(self, paths: Sequence[Path]) -> Mended:
        """Mend all that can be mended in some files."""
        first = self._look(paths)
        broken = {trouble.path for trouble in first.troubles}
        self._before = {path: source for path, source in first.sources.items() if path not in broken}
        self._hits = _by_path(first.hits)
        for _ in range(ROUNDS):
            if not self._round():
                break
        last = self._without_harm(paths, first) if self._done else first
        changed = {path: self._now(path) for path in self._before if self._done.get(path)}
        return Mended(
            last,
            {path: (self._before[path], after) for path, after in changed.items()},
            [one for path in changed for one in self._done[path]],
            self._dropped,
        )

    # -- texts --

    def _read(self, path: str) -> Source | Trouble:
        known = self._texts.get(os.path.abspath(path))  # noqa: PTH100 - no link is followed
        return read_source(path) if known is None else replace(known, path=path)

    def _now(self, path: str) -> Source:
        return self._texts.get(os.path.abspath(path), self._before[path])  # noqa: PTH100 - as above

    def _set(self, path: str, source: Source) -> None:
        place = os.path.abspath(path)  # noqa: PTH100 - as above
        self._texts[place] = source
        self._stale.add(place)

    def _look(self, paths: Iterable[Path]) -> Outcome:
        """Check some files as they are now."""
        for path in self._stale:
            self._checker.forget(Path(path))
        self._stale.clear()
        self._checker.found = Found()
        return self._settle(self._checker.check(paths))

    # -- rounds --

    def _round(self) -> bool:
        """Try all fixes that go together; tell whether one was taken."""
        tried = {path: choice for path in self._before if (choice := self._choice(path)) is not None}
        old = {path: self._now(path) for path in tried}
        usable = {path: after for path, choice in tried.items() if (after := self._after(path, choice))}
        for path, after in usable.items():
            self._set(path, after)
        found = _by_path(self._look(map(Path, usable)).hits) if usable else {}
        progress = False
        for path, choice in tried.items():
            after = usable.get(path)
            bad = after is None or objection(choice, self._hits[path], found.get(path, ()), old[path], after)
            if bad:
                progress |= self._one_by_one(path, choice, old[path])
            else:
                self._take(path, choice, old[path], found.get(path, []))
                progress = True
        return progress

    def _choice(self, path: str) -> Choice | None:
        source = self._now(path)
        wanted = [
            hit
            for hit in self._hits.get(path, ())
            if is_wanted(hit, unsafe=self._unsafe) and _key(hit, source) not in self._failed
        ]
        if not wanted:
            return None
        choice = choose(source, _tree(source), wanted)
        for hit in choice.unusable:
            self._drop(hit, source, "its edits can't be put into the file")
        return choice if choice.hits else None

    def _after(self, path: str, choice: Choice) -> Source | None:
        source = self._now(path)
        return with_text(source, patched(source.text, choice.patches))

    def _one_by_one(self, path: str, choice: Choice, old: Source) -> bool:
        """Try the fixes of one file each on its own, keeping those that do no harm."""
        self._set(path, old)
        kept: list[Hit] = []
        taken: tuple[Choice, list[Hit], Source] | None = None
        for hit in choice.hits:
            with_it = choose(old, _tree(old), [*kept, hit])
            after = with_text(old, patched(old.text, with_it.patches))
            if after is None:
                self._drop(hit, old, f"{old.encoding} has no room for it")
                continue
            self._set(path, after)
            found = list(self._look([Path(path)]).hits)
            reason = objection(with_it, self._hits[path], found, old, after)
            if reason is None:
                kept.append(hit)
                taken = with_it, found, after
            else:
                self._drop(hit, old, reason)
        self._set(path, old if taken is None else taken[2])
        if taken is not None:
            self._take(path, taken[0], old, taken[1])
        return taken is not None

    def _take(self, path: str, choice: Choice, old: Source, found: list[Hit]) -> None:
        tree = _tree(old)
        self._done[path] += [(hit, owner_of(path, tree, hit.span.line)) for hit in choice.hits]
        self._hits[path] = found

    def _drop(self, hit: Hit, source: Source, reason: str) -> None:
        self._failed.add(_key(hit, source))
        self._dropped.append(Dropped(hit, reason))

    # -- the others --

    def _without_harm(self, paths: Sequence[Path], first: Outcome) -> Outcome:
        """Take back the fixes of files that bring findings to files where nothing was mended."""
        last = self._look(paths)
        harmed = self._harmed(first, last)
        if not harmed:
            return last
        for path in list(self._done):
            after = self._now(path)
            self._set(path, self._before[path])
            left = self._harmed(first, self._look(sorted({Path(hit.path) for hit in harmed})))
            if len(left) < len(harmed):
                reason = f"it would bring a finding of {harmed[0].rule} to {harmed[0].path}"
                self._dropped += [Dropped(hit, reason) for hit, _ in self._done.pop(path)]
                harmed = left
                if not harmed:
                    break
            else:
                self._set(path, after)
        return self._look(paths)

    def _harmed(self, first: Outcome, last: Outcome) -> list[Hit]:
        known = {(hit.path, hit.rule, hit.span) for hit in first.hits}
        return [
            hit
            for hit in last.hits
            if hit.path not in self._done and (hit.path, hit.rule, hit.span) not in known
        ]


def _by_path(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        found[hit.path].append(hit)
    return found


def _key(hit: Hit, source: Source) -> tuple[str, str, str, str]:
    """Return what tells a hit apart also when lines before it have come or gone."""
    return hit.path, hit.rule, hit.message, source.line(hit.span.line)


def _tree(source: Source) -> ast.Module:
    tree = parse(source).tree
    assert tree is not None, "there were findings in it"  # noqa: S101 - for the types
    return tree
