"""What pytest is told about a folder of tests: modes, loop scopes, names of tests, plugins; and where."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from enum import Enum
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from asyncproof.check.pytesting.elsewhere import Elsewhere
from asyncproof.check.pytesting.evidence import Evidence, Gathering, Known
from asyncproof.check.pytesting.hooks import Conftest, Hook, conftests, read_conftest
from asyncproof.check.pytesting.options import Options, read_options
from asyncproof.check.pytesting.rootdir import Root, Rootdirs
from asyncproof.check.pytesting.settings import Setting
from asyncproof.core import Place

if TYPE_CHECKING:
    from asyncproof.check.reading.trouble import Trouble

_SCOPES = frozenset(("function", "class", "module", "package", "session"))
FIXTURE_SCOPE = "fixture-scope"
"""An async fixture runs in a loop as wide as itself: pytest-asyncio's default."""


class Mode(str, Enum):
    """Who runs an async test that has no mark: nobody, the plugin, or who knows."""

    STRICT = "strict"
    AUTO = "auto"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What holds for the tests in one folder; None stands for what can't be known."""

    rootdir: str
    evidence: Evidence
    asyncio_mode: Mode = Mode.UNKNOWN
    anyio_mode: Mode = Mode.UNKNOWN
    fixture_loop_scope: str | None = None
    """In how wide a loop async fixtures run that don't say it: a scope, or `fixture-scope`."""
    test_loop_scope: str | None = None
    python_files: tuple[str, ...] = ("test_*.py", "*_test.py")
    python_classes: tuple[str, ...] = ("Test",)
    python_functions: tuple[str, ...] = ("test",)
    usefixtures: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    """The names of the marks that are registered."""
    plugins: tuple[str, ...] = ()
    """What `-p` loads."""
    loaded: tuple[str, ...] = ()
    """The modules that `pytest_plugins` of the `conftest.py` files loads, and those that these load."""
    blocked: tuple[str, ...] = ()
    """What `-p no:` keeps out."""
    filterwarnings: tuple[str, ...] = ()
    testpaths: tuple[str, ...] = ()
    pythonpath: tuple[str, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()
    """Where the settings stand, by their names."""
    hooks: tuple[Hook, ...] = ()
    """Hooks of the `conftest.py` files for this folder, and of the modules of the project that they load."""
    conftests: tuple[str, ...] = ()
    """These files, the topmost first."""
    troubles: tuple[Trouble, ...] = ()

    @property
    def hooked(self) -> bool:
        """Whether a hook may decide how async tests run, so that nobody else can tell."""
        return any(hook.about_async for hook in self.hooks)

    def place_of(self, name: str) -> Place | None:
        """Return where a setting stands, None if it isn't set."""
        return dict(self.places).get(name)

    def is_test_file(self, path: str) -> bool:
        """Tell whether pytest collects a file by its name."""
        return any(_fits_path(pattern, path) for pattern in self.python_files)

    def is_test_function(self, name: str) -> bool:
        """Tell whether pytest takes a function or a method of this name for a test."""
        return any(_fits(pattern, name) for pattern in self.python_functions)

    def is_test_class(self, name: str) -> bool:
        """Tell whether pytest takes a class of this name for one with tests."""
        return any(_fits(pattern, name) for pattern in self.python_classes)


def _fits(pattern: str, name: str) -> bool:
    return name.startswith(pattern) or (bool(re.search(r"[*?\[]", pattern)) and fnmatch(name, pattern))


def _fits_path(pattern: str, path: str) -> bool:
    if os.sep not in pattern:
        return fnmatch(os.path.basename(path), pattern)
    return fnmatch(path, pattern if os.path.isabs(pattern) else f"*{os.sep}{pattern}")


class Configurations:
    """Finds the configuration for each file, and reads nothing twice."""

    def __init__(self, environment: str | None = None) -> None:
        self._gathering = Gathering(environment)
        self._elsewhere = Elsewhere()
        self._rootdirs = Rootdirs()
        self._roots: dict[str, Configuration] = {}
        self._folders: dict[str, Configuration] = {}

    def of(self, path: str) -> Configuration:
        """Return the configuration for a file."""
        folder = os.path.dirname(os.path.abspath(path))
        found = self._folders.get(folder)
        if found is None:
            found = self._folders[folder] = self._read(folder)
        return found

    def _read(self, folder: str) -> Configuration:
        root = self._rootdirs.of(folder)
        if root.rootdir not in self._roots:
            evidence = self._gathering.of(root.rootdir)
            self._roots[root.rootdir] = read_root(root, evidence, self._elsewhere)
        found = with_conftests(self._roots[root.rootdir], folder)
        return replace(found, evidence=self._gathering.nearer(found.evidence, root.rootdir, folder))


def read_root(root: Root, evidence: Evidence, elsewhere: Elsewhere) -> Configuration:
    """Read what the configuration file of a rootdir says."""
    settings = root.settings
    if settings is not None and settings.trouble is not None:
        return Configuration(root.rootdir, evidence, troubles=(settings.trouble,))
    values = dict(settings.values) if settings is not None else {}
    options = read_options(values["addopts"].words() if "addopts" in values else ())
    for name, text in options.overrides.items():
        place = values["addopts"]
        values[name] = Setting(text, place.path, place.line)
    words = {name: setting.words() for name, setting in values.items()}
    lines = {name: setting.lines() for name, setting in values.items()}
    plain = Configuration(root.rootdir, evidence)
    return replace(
        plain,
        asyncio_mode=_asyncio_mode(values, options) or _unsaid_mode(root, evidence, elsewhere),
        anyio_mode=_anyio_mode(values, options, evidence),
        fixture_loop_scope=_scope(values, "asyncio_default_fixture_loop_scope", FIXTURE_SCOPE),
        test_loop_scope=_scope(values, "asyncio_default_test_loop_scope", "function"),
        python_files=words.get("python_files", plain.python_files),
        python_classes=words.get("python_classes", plain.python_classes),
        python_functions=words.get("python_functions", plain.python_functions),
        usefixtures=words.get("usefixtures", ()),
        markers=tuple(re.split(r"[:(]", line)[0].strip() for line in lines.get("markers", ())),
        plugins=options.plugins,
        blocked=options.blocked,
        filterwarnings=(*lines.get("filterwarnings", ()), *options.warnings),
        testpaths=words.get("testpaths", ()),
        pythonpath=words.get("pythonpath", ()),
        places=tuple((name, Place(setting.path, setting.line)) for name, setting in sorted(values.items())),
    )


def _asyncio_mode(values: dict[str, Setting], options: Options) -> Mode | None:
    """Return the mode that is set, None if none is."""
    if {"asyncio", "pytest_asyncio"} & set(options.blocked):
        return Mode.UNKNOWN  # another plugin is meant to run them
    said = options.asyncio_mode or (values["asyncio_mode"].text if "asyncio_mode" in values else None)
    return None if said is None else _mode(said)


def _unsaid_mode(root: Root, evidence: Evidence, elsewhere: Elsewhere) -> Mode:
    names = root.settings.values if root.settings is not None else ()
    evident = evidence.has("pytest-asyncio") is Known.YES or any(
        name.startswith("asyncio_") for name in names
    )
    sure = evident and elsewhere.mode(root.rootdir) is None
    return Mode.STRICT if sure else Mode.UNKNOWN


def _mode(said: str) -> Mode:
    return Mode(said) if said in {"strict", "auto"} else Mode.UNKNOWN


def _anyio_mode(values: dict[str, Setting], options: Options, evidence: Evidence) -> Mode:
    if "anyio" in options.blocked:
        return Mode.UNKNOWN
    said = options.anyio_mode or (values["anyio_mode"].text if "anyio_mode" in values else None)
    if said is not None:
        return _mode(said)
    return Mode.UNKNOWN if evidence.has("anyio") is Known.NO else Mode.STRICT


def _scope(values: dict[str, Setting], name: str, default: str) -> str | None:
    """Return a loop scope; an empty setting is none."""
    said = values[name].text.strip() if name in values else ""
    if not said:
        return default
    return said if said in _SCOPES or said == default else None


def with_conftests(configuration: Configuration, folder: str) -> Configuration:
    """Add what the `conftest.py` files from the rootdir down to a folder say."""
    paths = tuple(conftests(folder, configuration.rootdir))
    pending = [read_conftest(path) for path in paths]
    bases = _import_bases(configuration, paths)
    seen: set[str] = set()
    said: list[Conftest] = []
    names = [*configuration.plugins]
    while pending or names:
        if pending:
            said.append(pending.pop(0))
            names += said[-1].plugins
            continue
        name = names.pop(0)
        path = None if name in seen else _module_file(name, bases)
        seen.add(name)
        if path is not None:
            pending.append(read_conftest(path))
    if any(one.sets_mode for one in said):
        configuration = replace(configuration, asyncio_mode=Mode.UNKNOWN, anyio_mode=Mode.UNKNOWN)
    return replace(
        configuration,
        hooks=tuple(hook for one in said for hook in one.hooks),
        conftests=paths,
        loaded=tuple(name for one in said for name in one.plugins),
    )


def _import_bases(configuration: Configuration, paths: tuple[str, ...]) -> list[str]:
    root = configuration.rootdir
    own = [os.path.join(root, place) for place in configuration.pythonpath]
    return [*own, root, os.path.join(root, "src"), *map(os.path.dirname, paths)]


def _module_file(name: str, bases: list[str]) -> str | None:
    """Return the file of a module of the project; None for one that is installed."""
    tail = os.path.join(*name.split(".")) if name else ""
    for base in bases:
        for ending in (".py", f"{os.sep}__init__.py"):
            path = os.path.join(base, tail + ending)
            if tail and os.path.isfile(path):
                return path
    return None
