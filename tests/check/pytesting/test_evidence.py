from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncproof.check.pytesting.evidence import Evidence, Gathering, Known


def environment(root: Path, *names: str, inside: str = "lib/python3.12/site-packages") -> Path:
    """Make a virtual environment in which some distributions are installed."""
    for name in names:
        (root / inside / name).mkdir(parents=True)
    (root / inside / "module.py").touch()
    return root


def gather(root: Path, given: Path | None = None, **environ: str) -> Evidence:
    """Gather what is known of a project."""
    return Gathering(str(given) if given else None, environ).of(str(root))


@pytest.mark.parametrize(
    ("evidence", "known"),
    [
        (Evidence(), Known.UNKNOWN),
        (Evidence(wanted={"pytest-asyncio": ""}), Known.YES),
        (Evidence(wanted={"pytest": ""}), Known.UNKNOWN),
        (Evidence(locked={"pytest": "9", "pytest-asyncio": "1"}), Known.YES),
        (Evidence(locked={"pytest": "9"}), Known.NO),
        (Evidence(locked={"httpx": "1"}), Known.UNKNOWN),
        (Evidence(installed={"pytest": "9"}), Known.NO),
        (Evidence(installed={"pip": "9"}), Known.UNKNOWN),
        (Evidence(installed={"pytest-asyncio": "1"}), Known.YES),
    ],
)
def test_what_is_known_of_a_plugin(evidence: Evidence, known: Known) -> None:
    """A plugin is absent for sure only where all that the tests run with is listed."""
    assert evidence.has("Pytest_AsyncIO") is known


def test_the_installed_version_counts() -> None:
    """What is installed is nearer to the truth than what is locked."""
    evidence = Evidence({"a": ">=1", "b": ""}, {"a": "1.1", "b": "2"}, {"a": "1.2"})
    assert [evidence.version(name) for name in ("A", "b", "c")] == ["1.2", "2", None]
    assert [evidence.requirement(name) for name in ("A", "b", "c")] == [">=1", "", None]


@pytest.mark.parametrize(
    ("requires", "oldest"),
    [
        (None, None),
        (">=3.10", (3, 10)),
        (" >= 3.9 , < 4", (3, 9)),
        ("~=3.11", (3, 11)),
        ("^3.9", (3, 9)),
        ("==3.12.*", (3, 12)),
        ("3", (3, 0)),
        (">3.8", (3, 8)),
        ("<4", None),
        ("!=3.9.*", None),
        ("^3.8 || ~3.12", (3, 8)),
        ("^3.8 || <3", None),
    ],
)
def test_the_oldest_python_is_read(requires: str | None, oldest: tuple[int, int] | None) -> None:
    """The lower bound of what the project is for is its oldest Python, where it has one."""
    assert Evidence(requires_python=requires).oldest_python == oldest


def test_a_projects_own_environment_is_the_best(tmp_path: Path) -> None:
    """The environment inside of the project is looked at before the active one."""
    own = environment(tmp_path / "project/.venv", "pytest-9.0.dist-info", "trio-0.30.dist-info")
    active = environment(tmp_path / "active", "anyio-4.dist-info")
    found = gather(tmp_path / "project", VIRTUAL_ENV=str(active))
    assert found.installed == {"pytest": "9.0", "trio": "0.30"}
    assert found.site_packages == (str(own / "lib/python3.12/site-packages"),)


def test_the_active_environment_is_better_than_none(tmp_path: Path) -> None:
    """Where the project has none of its own, the active environment is taken."""
    active = environment(tmp_path / "active", "My_Thing-1.2.3-py3.12.egg-info", "x-2.egg-info")
    (tmp_path / "project").mkdir()
    assert gather(tmp_path / "project", VIRTUAL_ENV=str(active)).installed == {"my-thing": "1.2.3", "x": "2"}


def test_an_environment_for_tools_is_none(tmp_path: Path) -> None:
    """The environment that pre-commit makes for a tool says nothing of the project."""
    made = environment(tmp_path / "py_env-python3", "pytest-9.dist-info")
    (tmp_path / "project").mkdir()
    assert gather(tmp_path / "project", VIRTUAL_ENV=str(made)).installed is None


def test_an_environment_may_be_given(tmp_path: Path) -> None:
    """One that the user names is taken, in the form of Windows too; and none other if it isn't one."""
    environment(tmp_path / "project/.venv", "trio-1.dist-info")
    given = environment(tmp_path / "given", "anyio-4.dist-info", inside="Lib/site-packages")
    assert gather(tmp_path / "project", given).installed == {"anyio": "4"}
    assert gather(tmp_path / "project", tmp_path / "nothing").installed is None


def test_an_environment_that_cannot_be_listed_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders that may not be read have nothing in them."""
    given = environment(tmp_path / "given", "anyio-4.dist-info")
    real = os.listdir

    def listing(path: str) -> list[str]:
        if str(path).endswith("site-packages"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listing)
    assert gather(tmp_path, given).installed == {}
    assert gather(tmp_path / "gone").wanted == {}


def test_a_repository_is_one_project(tmp_path: Path) -> None:
    """What the top of a repository asks for and locks counts for its packages; the nearer word wins."""
    package = tmp_path / "package"
    package.mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "uv.lock").write_text('[[package]]\nname = "anyio"\nversion = "4"\n', encoding="utf-8")
    top = "[project]\nrequires-python = '>=3.9'\ndependencies = ['trio>1', 'anyio']\n"
    (tmp_path / "pyproject.toml").write_text(top, encoding="utf-8")
    (package / "pyproject.toml").write_text("[project]\ndependencies = ['trio>2']\n", encoding="utf-8")
    gathering = Gathering(environ={})
    found = gathering.of(str(package))
    assert (found.wanted, found.locked) == ({"trio": ">2", "anyio": ""}, {"anyio": "4"})
    assert found.requires_python == ">=3.9"
    assert gathering.of(str(tmp_path)).wanted == {"trio": ">1", "anyio": ""}


def test_an_environment_is_listed_once(tmp_path: Path) -> None:
    """Projects that share an environment share what is known of it."""
    active = environment(tmp_path / "active", "anyio-4.dist-info")
    gathering = Gathering(environ={"VIRTUAL_ENV": str(active)})
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert gathering.of(str(tmp_path / "a")).installed is gathering.of(str(tmp_path / "b")).installed


def test_a_folder_of_tests_may_ask_for_versions_of_its_own(tmp_path: Path) -> None:
    """The nearest one counts, beside what the project asks for."""
    texts = {"": "a==1\nb==1", "tests": "b==2\nc==2", "tests/deep": "c==3"}
    for name, text in texts.items():
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "requirements.txt").write_text(text, "utf-8")
    gathering = Gathering(None, {})
    root = gathering.of(str(tmp_path))
    deep = gathering.nearer(root, str(tmp_path), str(tmp_path / "tests" / "deep"))
    assert deep.wanted == {"a": "==1", "b": "==2", "c": "==3"}
    (tmp_path / "tests" / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.12"\n', "utf-8")
    newer = Gathering(None, {}).nearer(root, str(tmp_path), str(tmp_path / "tests" / "deep"))
    assert newer.oldest_python == (3, 12)
    assert gathering.nearer(root, str(tmp_path), str(tmp_path)) is root


def test_plugins_of_the_environment_are_named(tmp_path: Path) -> None:
    """Those that pytest loads by itself, as their distributions say it."""
    given = environment(tmp_path / "env", "thing-1.0.dist-info")
    site = next((given / "lib").glob("*/site-packages"))
    (site / "thing-1.0.dist-info" / "entry_points.txt").write_text("[pytest11]\nit = thing.plugin\n", "utf-8")
    assert gather(tmp_path, given).plugins == (("it", "thing.plugin"),)


def test_a_wanted_plugin_with_a_table_is_there(tmp_path: Path) -> None:
    """Where nothing is installed; an environment says itself which plugins it has."""
    (tmp_path / "requirements.txt").write_text("pytest-aiohttp\n", "utf-8")
    assert Gathering(None, {}).of(str(tmp_path)).plugins == (("aiohttp", "pytest_aiohttp"),)
