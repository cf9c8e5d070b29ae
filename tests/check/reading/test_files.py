from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from asyncproof.check.reading.files import Found, find_files
from asyncproof.check.reading.trouble import Trouble
from asyncproof.core import UsageError


def plant(root: Path, *names: str) -> None:
    """Make files, each with the folders that it needs; a text may follow a colon."""
    for name in names:
        path, _, text = name.partition(":")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.replace(";", "\n"), encoding="utf-8")


def found_in(*paths: Path, exclude: tuple[str, ...] = (), base: Path | None = None) -> list[str]:
    """List what is found below the first path, as a reader would name it."""
    root = paths[0] if paths[0].is_dir() else paths[0].parent
    return [
        os.path.relpath(one.path, root).replace(os.sep, "/")
        for one in find_files(paths, exclude=exclude, base=base or root)
        if isinstance(one, Found)
    ]


def troubles_in(path: Path) -> list[Trouble]:
    """List what could not be read."""
    return [one for one in find_files([path]) if isinstance(one, Trouble)]


def test_files_come_in_the_same_order_always(tmp_path: Path) -> None:
    """The files of a folder come by their names, and before those of its folders."""
    plant(tmp_path, "b/x.py", "a/y.pyi", "c.py", "a.py", "a/a/z.py", "readme.md")
    assert found_in(tmp_path) == ["a.py", "c.py", "a/y.pyi", "a/a/z.py", "b/x.py"]


def test_paths_are_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is named from the path that the user gave; the current folder needs no name."""
    plant(tmp_path, "a/b.py")
    monkeypatch.chdir(tmp_path)
    assert list(find_files([Path()])) == [Found("a/b.py", named=False)]
    assert list(find_files([Path("a")])) == [Found("a/b.py", named=False)]
    assert list(find_files([Path("a/b.py")])) == [Found("a/b.py", named=True)]


def test_nothing_comes_twice(tmp_path: Path) -> None:
    """A file that several paths reach is read once."""
    plant(tmp_path, "a/b.py", "a/c.py")
    assert found_in(tmp_path / "a", tmp_path / "a/b.py", tmp_path) == ["b.py", "c.py"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden/a.py",
        "a/__pycache__/a.py",
        "node_modules/a.py",
        "lib/site-packages/a.py",
        "build/lib/a.py",
        "dist/a.py",
        "thing.egg/a.py",
        "._a.py",
    ],
)
def test_what_nobody_wrote_here_is_left_out(tmp_path: Path, name: str) -> None:
    """Folders that are hidden, made by tools or installed are not entered."""
    plant(tmp_path, name, "own.py")
    assert found_in(tmp_path) == ["own.py"]


def test_an_environment_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    """A virtual environment is left out whatever its name is."""
    plant(tmp_path, "env/pyvenv.cfg", "env/lib/a.py", "own.py")
    assert found_in(tmp_path) == ["own.py"]


def test_a_package_may_be_called_build(tmp_path: Path) -> None:
    """A folder `build` that is a package was written by somebody."""
    plant(tmp_path, "build/__init__.py", "build/a.py")
    assert found_in(tmp_path) == ["build/__init__.py", "build/a.py"]


def test_what_is_named_is_read(tmp_path: Path) -> None:
    """A folder or file that the user names is read, whatever git or a habit says."""
    plant(tmp_path, ".gitignore:gen/;secret.py;whole/**", "gen/a.py", "secret.py", ".tox/a.py", "whole/b.py")
    (tmp_path / ".git").mkdir()
    assert found_in(tmp_path) == []
    assert found_in(tmp_path / "gen") == ["a.py"]
    assert found_in(tmp_path / "whole") == ["b.py"]
    assert found_in(tmp_path / "secret.py") == ["secret.py"]
    assert found_in(tmp_path / ".tox") == ["a.py"]


def test_git_ignores_are_nested(tmp_path: Path) -> None:
    """The innermost `.gitignore` has the say, also of those above the folder that is searched."""
    plant(
        tmp_path, ".gitignore:made_*.py;/top.py", "top.py", "sub/top.py", "sub/made_a.py", "sub/made_b.py",
        "sub/.gitignore:!made_a.py",
    )  # fmt: skip
    (tmp_path / ".git").mkdir()
    assert found_in(tmp_path) == ["sub/made_a.py", "sub/top.py"]
    assert found_in(tmp_path / "sub") == ["made_a.py", "top.py"]


def test_outside_of_a_repository_nothing_above_counts(tmp_path: Path) -> None:
    """Without a repository a `.gitignore` above the folder is nobody's."""
    plant(tmp_path, ".gitignore:*.py", "sub/a.py")
    assert found_in(tmp_path / "sub") == ["a.py"]


def test_exclusions_are_patterns_too(tmp_path: Path) -> None:
    """What the user excludes is left out, even if a `.gitignore` takes it back; it counts from its base."""
    plant(tmp_path, ".gitignore:!gen_a.py", "gen_a.py", "sub/gen_b.py", "sub/own.py", "old/a.py")
    assert found_in(tmp_path, exclude=("gen_*.py", "/old")) == ["sub/own.py"]
    assert found_in(tmp_path / "sub", exclude=("/sub/own.py",), base=tmp_path) == ["gen_b.py"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A link to a folder above it does not make the search endless, and nothing comes twice."""
    plant(tmp_path, "a/b/c.py")
    (tmp_path / "a/b/again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a/itself").symlink_to(tmp_path / "a/itself")
    assert found_in(tmp_path) == ["a/b/c.py"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    """What is reached by a link only is read, and a file that has its own name goes by that."""
    plant(tmp_path, "outside/far.py", "in/z.py")
    (tmp_path / "in/a.py").symlink_to(tmp_path / "in/z.py")
    (tmp_path / "in/far").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "in/one.py").symlink_to(tmp_path / "outside/far.py")
    (tmp_path / "in/.hidden").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert found_in(tmp_path / "in") == ["z.py", "far/far.py"]


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    """A dangling link to a Python file is a trouble that says where it leads."""
    (tmp_path / "gone.py").symlink_to("not-there.py")
    (trouble,) = troubles_in(tmp_path)
    assert trouble.path == str(tmp_path / "gone.py")
    assert trouble.message == "is a link to not-there.py, which leads nowhere"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A pipe with a Python name is a trouble, and is not opened."""
    os.mkfifo(tmp_path / "pipe.py")
    assert [one.message for one in troubles_in(tmp_path)] == ["is not a regular file"]
    assert [one.message for one in troubles_in(tmp_path / "pipe.py")] == ["is not a regular file"]


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, ending: str) -> None:
    """Let a function of os or a builtin refuse a path, as it does to a user without the right."""
    holder = "builtins" if function == "open" else "os"
    real = getattr(sys.modules[holder], function)

    def refusing(path: object, *args: object, **options: object) -> object:
        if str(path).endswith(ending):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *args, **options)

    monkeypatch.setattr(sys.modules[holder], function, refusing)


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that the user may not enter is a trouble, and the rest is found."""
    plant(tmp_path, "a/b.py", "locked/c.py")
    refuse(monkeypatch, "scandir", "locked")
    assert found_in(tmp_path) == ["a/b.py"]
    (trouble,) = troubles_in(tmp_path)
    assert (trouble.path, trouble.message) == (str(tmp_path / "locked"), "can't be read: Permission denied")


def test_a_gitignore_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unreadable `.gitignore` is a trouble, and what is beside it is read; one above is not told."""
    plant(tmp_path, ".gitignore:*.py", "sub/a.py")
    (tmp_path / ".git").mkdir()
    refuse(monkeypatch, "open", ".gitignore")
    assert found_in(tmp_path) == ["sub/a.py"]
    assert [one.path for one in troubles_in(tmp_path)] == [str(tmp_path / ".gitignore")]
    assert troubles_in(tmp_path / "sub") == []


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("tets", r"tets is not there\. Did you mean .*tests\?"),
        ("tests/tset_a.py", r"Did you mean .*tests/test_a\.py\?"),
        ("nothing/like/this", r"Name files or folders that exist\."),
    ],
)
def test_a_path_that_is_not_there_is_refused(tmp_path: Path, given: str, advice: str) -> None:
    """A path that doesn't exist is a mistake of the user, who is told the nearest name."""
    plant(tmp_path, "tests/test_a.py")
    with pytest.raises(UsageError, match=advice):
        list(find_files([tmp_path / given]))


def test_where_nothing_can_be_listed_nothing_is_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that isn't there in a folder that can't be listed is refused all the same."""
    refuse(monkeypatch, "listdir", tmp_path.name)
    with pytest.raises(UsageError, match="Name files or folders that exist"):
        list(find_files([tmp_path / "a.py"]))


def test_a_link_that_cannot_be_asked_is_no_folder(tmp_path: Path) -> None:
    """A link to itself with a Python name is a trouble, not an endless question."""
    (tmp_path / "self.py").symlink_to("self.py")
    assert [one.message for one in troubles_in(tmp_path)] == ["is a link to self.py, which leads nowhere"]
