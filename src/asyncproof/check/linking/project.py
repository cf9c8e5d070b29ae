"""The modules of a project and of the libraries in its environment, found by name and read once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.facts import facts_of
from asyncproof.check.linking.scope import Module

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Sequence

    from asyncproof.check.facts import ModuleFacts

_SOURCES = ("src", "lib", "python")
_PROJECT_FILES = frozenset(("pyproject.toml", "setup.py", "setup.cfg"))


class Project:
    """Where modules are looked for: beside the file that imports, in the project, in stubs and libraries."""

    def __init__(
        self,
        root: Path,
        parse: Callable[[Path], ast.Module | None],
        *,
        libraries: Sequence[Path] = (),
        stubs: Path | None = None,
        tables: Path | None = None,
        paths: Sequence[Path] = (),
        kept: Callable[[str, str], ModuleFacts | None] = lambda *_: None,
    ) -> None:
        """Look below *root* and *paths*, then in *stubs* of Python, in *libraries*, in *tables* of ours."""
        self.root = root
        self._parse = parse
        self._kept = kept
        own = [root, *(root / name for name in _SOURCES), *paths]
        self._own = [str(path) for path in own if path.is_dir()]
        self._foreign = [str(path) for path in (stubs, *libraries, tables) if path]
        self._tables = str(tables or os.devnull)
        self._by_path: dict[str, Module | None] = {}
        self.asked: set[tuple[str, str]] = set()
        """What was looked for by nobody in particular: where from, and under which name."""
        self.texts: set[str] = set()
        """The files whose place was asked for, to be read as text."""
        self._by_name: dict[tuple[str, str], Module | None] = {}
        self._folders: dict[str, frozenset[str]] = {}
        self._roots: dict[str, str] = {}
        self._homes: dict[str, tuple[str, ...]] = {}

    def module(self, name: str, beside: Module | None = None) -> Module | None:
        """Return a module by its full name, as another module would import it; None if it is not at hand."""
        near = ""
        if beside is not None and beside.is_own:
            if beside.near is None:
                beside.near = self._package_root(beside.facts.path)
            near = beside.near
        key = near, name
        (self.asked if beside is None else beside.asked).add(key)
        if key not in self._by_name:
            self._by_name[key] = self._find(name, near)
        return self._by_name[key]

    def file_of(self, name: str) -> str | None:
        """Return the file of a module, which is not read for that; None if it is not at hand."""
        path, _ = self.place_of(name)
        if path is not None:
            self.texts.add(path)
        return path

    def place_of(self, name: str, near: str = "") -> tuple[str | None, bool]:
        """Return the file of a module as one in the folder *near* imports it, and whether it is our own."""
        inner = (near, *self._inside(near)) if near else ()
        for root in dict.fromkeys([*inner, *self._own]):
            path = self._file(root, name)
            if path is not None:
                return path, True
        found = (self._file(root, name) for root in self._foreign)
        return next((path for path in found if path is not None), None), False

    def module_at(self, path: Path, tree: ast.Module | None = None) -> Module | None:
        """Return the module of a file of the project."""
        known = str(path)
        if known in self._by_path:
            return self._by_path[known]
        return self._load(known, self.name_of(path), is_own=True, tree=tree)

    @property
    def modules(self) -> dict[str, Module]:
        """The modules that were read, by their files."""
        return {path: module for path, module in self._by_path.items() if module is not None}

    def forget(self, path: Path) -> None:
        """Forget what is known of a file and its folder, as it has changed, has come or is gone."""
        self._by_path.pop(str(path), None)
        self._folders.pop(str(path.parent), None)
        self._homes.clear()
        self._by_name = {
            key: module
            for key, module in self._by_name.items()
            if module is not None and module.facts.path != str(path)
        }

    def name_of(self, path: Path) -> str:
        """Return the full name under which a file is imported."""
        above = self._package_root(str(path))
        for root in sorted({*self._own, *self._inside(above)}, key=len, reverse=True):
            if above == root:
                break
            if above.startswith(root + os.sep):
                inside = os.path.relpath(above, root)
                if all(part.isidentifier() for part in Path(inside).parts) and not _is_test_folder(inside):
                    above = root
                    break
        parts = list(Path(os.path.relpath(path, above)).with_suffix("").parts)
        if parts and parts[-1] == "__init__":
            parts.pop()
        return ".".join(parts)

    def _find(self, name: str, near: str) -> Module | None:
        path, is_own = self.place_of(name, near)
        if path is None:
            return None
        # However it is imported, it has one name: otherwise what is found would depend on who asks first.
        return self._load(path, self.name_of(Path(path)) if is_own else name, is_own=is_own)

    def _file(self, root: str, name: str) -> str | None:
        first, _, rest = name.partition(".")
        for package in (f"{first}-stubs", first):
            if package in self._names_in(root) or not rest:
                found = self._file_in(root, [package, *rest.split(".")] if rest else [package])
                if found is not None:
                    return found
        return None

    def _file_in(self, folder: str, parts: list[str]) -> str | None:
        for part in parts[:-1]:
            if part not in self._names_in(folder):
                return None
            folder = f"{folder}{os.sep}{part}"
        last, names = parts[-1], self._names_in(folder)
        for suffix in (".pyi", ".py"):
            if last in names:
                inside = f"{folder}{os.sep}{last}"
                if f"__init__{suffix}" in self._names_in(inside):
                    return f"{inside}{os.sep}__init__{suffix}"
            if f"{last}{suffix}" in names:
                return f"{folder}{os.sep}{last}{suffix}"
        return None

    def _package_root(self, path: str) -> str:
        """Return the folder from which a file is imported: the first one upwards that is no package."""
        folder = os.path.dirname(path)  # noqa: PTH120 - asked for every import of every file
        if folder not in self._roots:
            is_package = "__init__.py" in self._names_in(folder) and folder != os.sep
            self._roots[folder] = self._package_root(folder) if is_package else folder
        return self._roots[folder]

    def _inside(self, folder: str) -> tuple[str, ...]:
        """Return from where modules are imported in the projects inside of ours that a folder is in."""
        if not folder.startswith(f"{self.root}{os.sep}"):
            return ()
        if folder not in self._homes:
            names = self._names_in(folder)
            own: tuple[str, ...] = ()
            if not names.isdisjoint(_PROJECT_FILES):
                sources = (f"{folder}{os.sep}{name}" for name in _SOURCES if name in names)
                own = (folder, *sources)
            self._homes[folder] = (*own, *self._inside(os.path.dirname(folder)))  # noqa: PTH120 - as above
        return self._homes[folder]

    def _names_in(self, folder: str) -> frozenset[str]:
        if folder not in self._folders:
            try:
                self._folders[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names, not paths
            except OSError:
                self._folders[folder] = frozenset()
        return self._folders[folder]

    def _load(self, path: str, name: str, *, is_own: bool, tree: ast.Module | None = None) -> Module | None:
        if path not in self._by_path:
            self._by_path[path] = None  # a module that imports itself while it is read
            facts = self._kept(path, name) if tree is None else None
            if facts is None:
                tree = tree or self._parse(Path(path))
            if tree is not None:
                is_package = Path(path).stem == "__init__"
                facts = facts_of(tree, name=name, path=path, is_package=is_package)
            if facts is not None:
                self._by_path[path] = Module(facts, is_own, is_table=path.startswith(self._tables))
        return self._by_path[path]


def _is_test_folder(inside: str) -> bool:
    """Tell whether pytest puts a folder itself on the path, so that what is in it has no longer name."""
    return Path(inside).parts[0] in {"tests", "test", "testing"}
