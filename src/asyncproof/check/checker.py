"""Checks files: reads, links and walks over each, and gathers what the rules find."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.facts import facts_of
from asyncproof.check.here import Here
from asyncproof.check.linking import Evaluator, Project
from asyncproof.check.looked import Looked
from asyncproof.check.outcome import InFile, Outcome
from asyncproof.check.pytesting.configuration import Configurations
from asyncproof.check.pytesting.fixtures import Fixtures
from asyncproof.check.pytesting.seen import NOTHING_SEEN, Seen
from asyncproof.check.pytesting.tests import Tests
from asyncproof.check.reading.parsing import parse
from asyncproof.check.reading.source import read_source
from asyncproof.check.reading.trouble import Trouble
from asyncproof.check.reading.waiting import Waiting
from asyncproof.check.suppressing import suppress
from asyncproof.check.walking import Walk, wanted_by

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from asyncproof.check.cache.kept import Kept
    from asyncproof.check.facts import ModuleFacts
    from asyncproof.check.hit import Hit
    from asyncproof.check.linking import Module
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.reading.source import Source
    from asyncproof.check.rule import Rule

_STUBS = Path(__file__).parent / "known" / "stubs"
_TABLES = Path(__file__).parent / "known" / "libraries"
_WORDS = (b"async", b"Async", b"await", b"event_loop")
"""A file without any of these has nothing that a rule could find, unless it holds tests of others."""


@dataclass(slots=True)
class Found:
    """What was found so far."""

    hits: list[Hit] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    files: int = 0

    def outcome(self) -> Outcome:
        """Return it in order, each thing once."""
        hits = sorted(set(self.hits), key=lambda hit: (hit.path, hit.span, hit.rule, hit.message))
        troubles = sorted(set(self.troubles), key=lambda one: (one.path, one.line or 0, one.message))
        return Outcome(tuple(hits), tuple(troubles), self.files, self.sources)


class Checker:
    """Checks the files of one project; what it has read of one file it knows for the others."""

    def __init__(
        self,
        root: Path,
        rules: Sequence[Rule],
        *,
        environment: str | None = None,
        raises: bool = False,
        read: Callable[[str], Source | Trouble] = read_source,
        seen: Seen = NOTHING_SEEN,
        kept: Kept | None = None,
    ) -> None:
        """Check by these rules what is below *root*; a bug of ours is a trouble, unless *raises* is set.

        *read* gives the text of a file, which an editor may have changed without saving it; *seen* is what a
        pytest knows that has collected the tests; *kept* is what was found before in files that are on disk.
        """
        self._configurations = Configurations(environment)
        self._root = root
        self._rules = rules
        self._raises = raises
        self._read = read
        self._seen = seen
        self._kept = kept
        self._wanted = wanted_by(rules)
        self._waiting = Waiting()
        self.found = Found()
        configuration = self._configurations.of(str(root / "conftest.py"))
        self._project = Project(
            root,
            self._tree,
            libraries=[Path(site) for site in configuration.evidence.site_packages],
            stubs=_STUBS,
            tables=_TABLES,
            paths=[Path(path) for path in configuration.pythonpath],
            **({} if kept is None else {"kept": kept.facts}),
        )
        self._think_afresh()

    def _think_afresh(self) -> None:
        self._evaluator = Evaluator(self._project)
        self._fixtures = Fixtures(self._evaluator)
        self._tests = Tests(self._evaluator, self._fixtures, self._seen.runners)

    def forget(self, path: Path) -> None:
        """Forget what a file said, what was found, and all conclusions, which may have come from it."""
        self._project.forget(path)
        self._think_afresh()
        self.found = Found()

    def check(self, paths: Iterable[Path]) -> Outcome:
        """Check some files; what was found until an interruption is in `found`."""
        paths = list(paths)
        self._waiting = Waiting(map(os.path.abspath, paths))
        try:
            with _resting_collector():
                if self._kept is not None:
                    self._kept.compare(self._project, self._facts_now)
                for path in paths:
                    self._check(path)
                if self._kept is not None:
                    self._kept.finish(self._project)
        finally:
            self._waiting = Waiting()
        return self.found.outcome()

    def _check(self, path: Path) -> None:
        try:
            self._look_at(path)
        except Exception as error:
            if self._raises:
                raise
            self.found.troubles.append(_bug(path, error))  # it must not hide what is in the other files

    def _look_at(self, path: Path) -> None:
        self.found.files += 1
        absolute = os.path.abspath(path)  # noqa: PTH100 - no link is followed
        known = self._kept
        if known is not None:
            configuration = self._configuration_of(absolute)
            before = known.of_unread(absolute, str(path), configuration)
            if before is not None and not before.hits:  # what was found is shown with its lines
                self.found.troubles += before.troubles
                return
        source = self._read(str(path))
        if isinstance(source, Trouble):
            self.found.troubles.append(source)
            return
        found = self._found_in(source, absolute)
        self.found.troubles += found.troubles
        if found.hits:
            self.found.hits += found.hits
            self.found.sources[source.path] = source

    def _configuration_of(self, absolute: str) -> Configuration:
        return self._seen.sharpened(self._configurations.of(absolute))

    def _found_in(self, source: Source, absolute: str) -> InFile:
        """Return what was found in a file before, if that still holds, or look at it."""
        configuration, known = self._configuration_of(absolute), self._kept
        found = None if known is None else known.of(absolute, source.path, source.raw, configuration)
        if found is None:
            found = self._find_in(source, absolute, configuration)
            if known is not None:
                known.keep(absolute, source.path, configuration, found)
        return found

    def _find_in(self, source: Source, absolute: str, configuration: Configuration) -> InFile:
        """Return what there is in one file."""
        is_test = configuration.is_test_file(source.path) or os.path.basename(absolute) == "conftest.py"  # noqa: PTH119 - as in the rest of this file
        if not is_test and not any(word in source.raw for word in _WORDS):
            return InFile()
        parsed = self._waiting.taken(absolute, source) or parse(source)
        module = None if parsed.tree is None else self._project.module_at(Path(absolute), parsed.tree)
        if parsed.tree is None or module is None:
            return InFile((), parsed.troubles)
        found = self._walk(source, module, configuration, parsed.tree)
        hits, troubles = suppress(source, found, self._rules)
        return InFile(tuple(hits), (*parsed.troubles, *troubles))

    def _walk(
        self,
        source: Source,
        module: Module,
        configuration: Configuration,
        tree: ast.Module,
        part: ast.stmt | None = None,
    ) -> list[Hit]:
        here = Here(module, self._evaluator, self._fixtures, self._tests, configuration)
        here.shown_path = source.path
        Walk(here, self._wanted).run(tree, part)
        return here.hits

    def look(self, path: Path) -> Looked | None:
        """Look at one file whose whole path is given, and keep all of it; None if it could not be read."""
        source = self._read(str(path))
        if isinstance(source, Trouble):
            return None
        configuration = self._seen.sharpened(self._configurations.of(str(path)))
        parsed = parse(source)
        module = None if parsed.tree is None else self._project.module_at(path, parsed.tree)
        if parsed.tree is None or module is None:
            return None
        with _resting_collector():
            hits = self._walk(source, module, configuration, parsed.tree)
        return Looked(source, parsed.tree, module, configuration, hits, list(parsed.troubles))

    def look_at_parts(self, looked: Looked, parts: Iterable[ast.stmt]) -> list[Hit]:
        """Return the hits in some statements of a module that has changed, its facts being there already."""
        self._think_afresh()
        source, module, configuration = looked.source, looked.module, looked.configuration
        with _resting_collector():
            found = [self._walk(source, module, configuration, looked.tree, part) for part in parts]
        return [hit for hits in found for hit in hits]

    def outcome_of(self, looked: Looked) -> Outcome:
        """Return what a file that was looked at has come to, its comments asked."""
        hits, troubles = suppress(looked.source, looked.hits, self._rules)
        path = looked.source.path
        return Found(hits, [*looked.troubles, *troubles], {path: looked.source}, 1).outcome()

    def _facts_now(self, path: str, name: str) -> ModuleFacts | None:
        """Return the facts of a file, read anew."""
        tree = self._tree(Path(path))
        is_package = Path(path).stem == "__init__"
        return None if tree is None else facts_of(tree, name=name, path=path, is_package=is_package)

    def _tree(self, path: Path) -> ast.Module | None:
        """Return the tree of a file that another one asks about; its troubles are told when it is checked."""
        source = self._read(str(path))
        if isinstance(source, Trouble):
            return None
        parsed = parse(source)
        self._waiting.keep(str(path), source, parsed)
        return parsed.tree


@contextmanager
def _resting_collector() -> Iterator[None]:
    """Let the collector rest: trees have no circles, and to count their nodes takes half of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.freeze()  # or else all that was made meanwhile would be looked through at once
            gc.unfreeze()
            gc.enable()


def _bug(path: Path, error: Exception) -> Trouble:
    import traceback  # noqa: PLC0415 - only for what should not happen

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - as in the rest of this file
    return Trouble(
        str(path),
        None,
        f"asyncproof itself failed on this file: {type(error).__name__}: {error} ({place})",
        f"It is a bug in asyncproof: please report it with what `asyncproof check --traceback {path}` says.",
    )
