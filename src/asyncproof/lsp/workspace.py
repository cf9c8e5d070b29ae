"""The files that an editor works on: what it has not saved yet, and what is found in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.checker import Checker
from asyncproof.check.reading.parsing import parse
from asyncproof.check.reading.source import Source, decode, read_source
from asyncproof.check.settings.applying import apply
from asyncproof.check.settings.choosing import choose_rules
from asyncproof.check.settings.home import root_of, settings_for
from asyncproof.check.settings.settings import Settings
from asyncproof.core import UsageError
from asyncproof.lsp.glimpse import glimpsed
from asyncproof.lsp.retouching import retouched

if TYPE_CHECKING:
    from asyncproof.check.looked import Looked
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.trouble import Trouble

CONFIGURATION = frozenset(
    {"pyproject.toml", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini", "setup.cfg"}
    | {"ruff.toml", ".ruff.toml", "uv.lock", "poetry.lock", "requirements.txt"}
)
"""A change in one of these may change what all files mean."""


class Project(NamedTuple):
    """What checks the files of one project."""

    checker: Checker
    settings: Settings
    complaint: str
    """What is wrong with its settings, so that none are in force."""


class Workspace:
    """The open files and the checkers of their projects.

    While a text can't be parsed, as half a line is typed, other files see the last one that could.
    """

    def __init__(self) -> None:
        """Begin with no file open."""
        self._texts: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._unread: set[str] = set()
        self._projects: dict[tuple[Path, Path], Project] = {}
        self._project_by_path: dict[Path, Project] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._looked: dict[str, Looked] = {}
        self._dirty: set[str] = set()
        self._later: set[str] = set()
        """The files of which not all was taken into account yet that has changed."""
        self._passing = False
        """Whether what was found is what could be said at once, and not yet what there is."""
        self._checked = ""
        self.generation = 0
        """Grows with every change, so that an answer can say what it was given for."""
        self.complaint = ""
        """What is wrong with the settings, so that none are in force."""

    @property
    def open_files(self) -> list[str]:
        """The paths of the files that are open, in the order of their opening."""
        return list(self._texts)

    def put(self, path: str, text: str) -> None:
        """Take the text of a file that is open, as it is now."""
        before = self.source(path)
        self._texts[path] = text
        if before is None or before.text != text:
            self._unread.add(path)
            self._changed(path)

    def close(self, path: str) -> None:
        """Read a file from disk again, as the editor no longer has it."""
        self._texts.pop(path, None)
        self._whole.pop(path, None)
        self._unread.discard(path)
        self._changed(path)

    def changed_on_disk(self, path: str) -> None:
        """Take into account that somebody else has written, made or removed a file."""
        if os.path.basename(path) in CONFIGURATION:  # noqa: PTH119 - paths are strings here, as editors send them
            self._projects.clear()
            self._project_by_path.clear()
        elif path in self._texts:
            return  # what is typed counts, and not what is saved
        self.generation += 1
        self._forget(path)

    def look_again(self) -> bool:
        """Forget what was told before all of a change was taken into account; tell if there is any."""
        later, self._later = self._later, set()
        self._passing = False
        for path in later:
            self.generation += 1
            self._dirty.discard(path)
            self._forget(path)
        return bool(later)

    def source(self, path: str) -> Source | None:
        """Return a file as the editor has it; None if it can't be read."""
        source = self._as_it_is(path)
        return source if isinstance(source, Source) else None

    def check(self, path: str, *, at_once: bool = False) -> Outcome:
        """Check one file; *at_once* is for somebody who asks again after `look_again`."""
        project = self._project_of(Path(path))
        self.complaint = project.complaint
        if self._passing and not at_once:
            self.look_again()
        for changed in self._dirty - {path}:
            self._settle(changed, at_once=at_once)
        self._settle(path, at_once=at_once, is_asked=True)
        if path not in self._outcomes:
            self._checked = path
            try:
                self._look(path, project)
            finally:
                self._checked = ""
        return self._outcomes[path]

    def _look(self, path: str, project: Project) -> None:
        """Look at all of a file."""
        looked = project.checker.look(Path(path))
        if looked is None:
            outcome = project.checker.check([Path(path)])
        else:
            self._looked[path] = looked
            outcome = project.checker.outcome_of(looked)
        self._keep(path, project, outcome)
        if outcome.troubles:
            project.checker.forget(Path(path))  # others are to see the last text that could be parsed

    def _changed(self, path: str) -> None:
        self.generation += 1
        self._dirty.add(path)

    def _settle(self, path: str, *, at_once: bool, is_asked: bool = False) -> None:
        """Take a change into account: a small one in its own file only, a great one in all of them."""
        if path not in self._dirty:
            return
        self._dirty.discard(path)
        if self._retouch(path, at_once=at_once):
            return
        if at_once and not is_asked and path not in self._looked:
            self._wait(path)
        else:
            self._forget(path)

    def _retouch(self, path: str, *, at_once: bool) -> bool:
        looked, source = self._looked.get(path), self._as_it_is(path)
        if looked is None or not isinstance(source, Source):
            return False
        project = self._project_of(Path(path))
        found = retouched(project.checker, looked, source)
        if found is None and at_once:
            found = glimpsed(project.checker, looked, source)
            if found is not None:
                self._wait(path)
        if found is None:
            return False
        self._looked[path] = found.kept
        self._keep(path, project, project.checker.outcome_of(found.now))
        if not found.is_all:
            self._later.add(path)
        return True

    def _wait(self, path: str) -> None:
        """Leave it for later what a change means for other files, and for the rest of its own."""
        self._later.add(path)
        self._passing = True

    def _keep(self, path: str, project: Project, outcome: Outcome) -> None:
        self._outcomes[path] = apply(project.settings, outcome, project.settings.ignore)
        self._note(path, is_whole=not outcome.troubles)

    def _forget(self, path: str) -> None:
        self._outcomes.clear()
        self._looked.clear()
        for project in self._projects.values():
            project.checker.forget(Path(path))

    def _project_of(self, path: Path) -> Project:
        if path not in self._project_by_path:  # no file is read for each key
            self._project_by_path[path] = self._find_project(path)
        return self._project_by_path[path]

    def _find_project(self, path: Path) -> Project:
        root, complaint = root_of(path), ""
        try:
            settings = settings_for(path)
        except UsageError as error:  # half a line of the settings is typed, or they are wrong
            settings, complaint = Settings(root), str(error)
        key = root, settings.home
        if key not in self._projects:
            rules = choose_rules(settings, root).rules
            self._projects[key] = Project(Checker(root, rules, read=self._read), settings, complaint)
        return self._projects[key]

    def _read(self, path: str) -> Source | Trouble:
        """Return what one file is for the check of another, or of itself."""
        source = self._as_it_is(path)
        if path == self._checked or path not in self._texts:
            return source
        if path in self._unread:
            self._note(path, is_whole=isinstance(source, Source) and not parse(source).troubles)
        whole = self._whole.get(path)
        return source if whole is None else decode(path, whole.encode())

    def _note(self, path: str, *, is_whole: bool) -> None:
        self._unread.discard(path)
        if is_whole and path in self._texts:
            self._whole[path] = self._texts[path]

    def _as_it_is(self, path: str) -> Source | Trouble:
        if path in self._texts:
            return decode(path, self._texts[path].encode("utf-8", "replace"))
        return read_source(path)
