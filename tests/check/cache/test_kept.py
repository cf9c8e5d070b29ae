"""What was found before: it is what would be found now, whatever was edited in between."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from asyncproof.check import checker as module
from asyncproof.check.cache import kept as kept_module
from asyncproof.check.cache.kept import PREFIX, Kept
from asyncproof.check.cache.sealing import tick
from asyncproof.check.cache.state import load, save
from asyncproof.check.cache.witness import Witness
from asyncproof.check.checker import Checker
from asyncproof.check.outcome import InFile
from asyncproof.check.pytesting.configuration import Configurations
from asyncproof.check.reading import parsing
from asyncproof.check.reading.source import read_source
from asyncproof.check.registry import all_rules
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.outcome import Outcome

RULES = [rule for rule in all_rules() if rule.default]
KINDS = ("async def", "def")
HELPERS = (
    "async def work(): return 1\n",
    "def work(): return 1\n",
    "from deep.inner import work\n",
    "from deep import *\n",
    "from deep.inner import Client\nclient = Client()\nwork = client.get\n",
    "def work():\n    from deep.inner import work as it\n    return it()\n",
)
INNER = (
    "async def work(): ...\nclass Client:\n    async def get(self): return 1\n",
    "def work(): ...\nclass Client:\n    def get(self): return 1\n",
    "from helper import work\nclass Base:\n    async def get(self): ...\nclass Client(Base): ...\n",
    "import missing\nwork = missing.work\nclass Client(missing.Base): ...\n",
)
CONFTESTS = (
    "import pytest\nfrom deep.inner import Client\n@pytest.fixture\ndef client(): return Client()\n",
    "import pytest\n@pytest.fixture\nasync def client():\n    from helper import work\n    yield work\n",
    "import pytest as it\n@it.fixture\ndef client(inner): return inner\n@it.fixture\ndef inner(): 1\n",
    "",
)
TESTS = (
    "from helper import work\nasync def test_it():\n    work()\n",
    "import helper\nasync def test_it(client):\n    client.get()\n    assert helper.work() is not None\n",
    "from .near import work\nasync def test_it(client):\n    client()\n    work()  # noqa\n",
    "import missing\nasync def test_it(inner):\n    missing.work()\n    inner.get()\n    def broken(:\n",
    "import pytest, deep\nasync def test_it():\n    with pytest.raises(OSError): deep.Client().get()\n",
)
CONFIGURATIONS = ("", "[tool.pytest.ini_options]\nasyncio_mode = 'auto'\n", "[tool.pytest.ini_options]\n")
CHOICES = {
    "helper.py": HELPERS,
    "deep/__init__.py": ("from deep.inner import *\n", "from .inner import Client, work\n", ""),
    "deep/inner.py": INNER,
    "missing.py": INNER,
    "conftest.py": CONFTESTS,
    "tests/conftest.py": CONFTESTS,
    "tests/__init__.py": ("", "work = 1\n"),
    "tests/near.py": HELPERS,
    "tests/test_one.py": TESTS,
    "tests/test_two.py": TESTS,
    "test_three.py": TESTS,
    "pyproject.toml": CONFIGURATIONS,
}
OPTIONAL = {"missing.py", "tests/conftest.py", "tests/__init__.py", "tests/near.py", "conftest.py"}


def checked(root: Path, kept: Kept | None, *, only: str = "") -> Outcome:
    """Check all files of a project, or one."""
    files = [root / only] if only else sorted(root.rglob("*.py"))
    return Checker(root, RULES, environment=str(root / "none"), kept=kept).check(files)


def told(outcome: Outcome) -> tuple[object, ...]:
    """Return what a user sees of it."""
    return outcome.hits, outcome.troubles, outcome.files, sorted(outcome.sources)


def edit(root: Path, dice: random.Random) -> str:
    """Change one thing; return what."""
    name = dice.choice(sorted(CHOICES))
    path = root / name
    path.parent.mkdir(exist_ok=True)
    if name in OPTIONAL and dice.random() < 0.3:
        path.unlink(missing_ok=True)
        return f"no {name}"
    text = dice.choice(CHOICES[name])
    if path.exists() and dice.random() < 0.4:
        text = path.read_text()
        lines = dice.choice(["\n", "# a comment\n", "'text'\n", "import os\n", "\n\n\n"])
        text = lines + text if dice.random() < 0.7 else text + lines
    if not name.endswith(".toml") or "\n\n\n" not in text:
        path.write_text(text)
    return f"{name}: {text!r}"


@pytest.mark.parametrize("seed", range(25))
def test_what_was_kept_is_what_would_be_found(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of some random edits, of all files or one, with the cache of the time before.

    Whether times are believed at once, as here they may be, or later.
    """
    if seed % 2:
        monkeypatch.setattr(kept_module, "COARSEST", 0)
    dice = random.Random(seed)
    root = tmp_path / "project"
    for name, texts in CHOICES.items():
        if name not in OPTIONAL or dice.random() < 0.7:
            write(root, {name: dice.choice(texts)})
    story: list[str] = []
    for _ in range(12):
        only = dice.choice(["", "", "tests/test_one.py"])
        kept = Kept(str(tmp_path), ("rules",))
        assert told(checked(root, kept, only=only)) == told(checked(root, None, only=only)), story
        story.append(edit(root, dice))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in which a test reads two other files."""
    files = {
        "helper.py": HELPERS[2],
        "deep/inner.py": INNER[0],
        "deep/__init__.py": "",
        "test_it.py": TESTS[0],
    }
    write(
        tmp_path / "project", {"pyproject.toml": CONFIGURATIONS[1], "test_no.py": "import helper\n", **files}
    )
    return tmp_path / "project"


def parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Check with what was kept; return the names of the files that were parsed."""
    names: list[str] = []
    plain = parsing.parse

    def parse(source: object) -> object:
        names.append(source.path.rpartition("/")[2])  # type: ignore[attr-defined] # a source
        return plain(source)  # type: ignore[arg-type] # as above

    monkeypatch.setattr(module, "parse", parse)
    outcome = checked(root, Kept(str(root.parent), ("rules",)))
    monkeypatch.setattr(module, "parse", plain)
    assert told(outcome) == told(checked(root, None))
    return [name for name in names if not name.endswith(".pyi")]


def test_only_what_a_change_matters_to_is_checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First all of it, then nothing, then the file itself and those that read it."""
    assert set(parsed(root, monkeypatch)) >= {"test_it.py", "helper.py", "inner.py"}
    assert parsed(root, monkeypatch) == []
    (root / "test_no.py").write_text("import helper  # changed\n")
    assert parsed(root, monkeypatch) == ["test_no.py"]
    (root / "deep" / "inner.py").write_text(INNER[1])
    assert sorted(parsed(root, monkeypatch)) == ["inner.py", "test_it.py"]
    assert parsed(root, monkeypatch) == []


def test_lines_matter_only_to_who_names_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding names where a function is defined; where there is none, a new line is no news."""
    parsed(root, monkeypatch)
    (root / "deep" / "inner.py").write_text("# a line\n" + INNER[0])
    assert sorted(parsed(root, monkeypatch)) == ["inner.py", "test_it.py"]
    (root / "test_it.py").write_text(TESTS[0].replace("    work", "    await work"))
    parsed(root, monkeypatch)
    (root / "deep" / "inner.py").write_text("# two\n# lines\n" + INNER[0])
    assert parsed(root, monkeypatch) == ["inner.py"]
    assert parsed(root, monkeypatch) == []


def test_what_is_found_in_vain_is_kept_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that comes to be is read by who has looked for it."""
    (root / "test_it.py").write_text("import late\nasync def test_it():\n    late.work()\n")
    parsed(root, monkeypatch)
    (root / "late.py").write_text(INNER[0])
    assert "test_it.py" in parsed(root, monkeypatch)
    (root / "late.py").unlink()
    assert "test_it.py" in parsed(root, monkeypatch)


@pytest.mark.parametrize("content", [b"", b"torn", None])
def test_a_torn_state_is_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    """Without a word; half of one is none."""
    parsed(root, monkeypatch)
    (path,) = (path for path in root.parent.iterdir() if path.name.startswith(PREFIX))
    path.write_bytes(path.read_bytes()[:200] if content is None else content)
    assert "test_it.py" in parsed(root, monkeypatch)
    assert parsed(root, monkeypatch) == []


def test_what_has_not_changed_for_long_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its times tell; of what was touched its content; what has findings is read to show their lines."""
    monkeypatch.setattr(kept_module, "COARSEST", 0)
    tick(str(root.parent))
    (root / "test_no.py").write_text("import helper\n")
    for _ in range(2):
        tick(str(root.parent))
        parsed(root, monkeypatch)
    read: list[str] = []

    def noting(path: str) -> object:
        read.append(path.rpartition("/")[2])
        return read_source(path)

    def check() -> list[str]:
        read.clear()
        with Witness() as witness:
            kept = Kept(str(root.parent), ("rules",))
            Checker(root, RULES, environment=str(root / "none"), kept=kept, read=noting).check(
                root.rglob("*.py")
            )
        assert witness.files >= {str(path) for path in root.rglob("*.py")}
        return read

    assert check() == ["test_it.py"]
    os.utime(root / "helper.py", ns=(1, 1))
    assert sorted(check()) == ["helper.py", "test_it.py"]
    tick(str(root.parent))
    check()
    assert check() == ["test_it.py"]


def test_facts_that_are_torn_are_read_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are looked at only when they are needed."""
    parsed(root, monkeypatch)
    (path,) = (path for path in root.parent.iterdir() if path.name.startswith(PREFIX))
    path.write_bytes(path.read_bytes()[:-2000] + bytes(2000))
    (root / "test_it.py").write_text(TESTS[0] + "\n")
    assert set(parsed(root, monkeypatch)) >= {"test_it.py", "helper.py", "inner.py"}


def test_two_at_once_leave_a_whole_state(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one wins, and what it has left holds."""
    one, other = (Kept(str(root.parent), ("rules",)) for _ in range(2))
    checked(root, one)
    (root / "deep" / "inner.py").write_text(INNER[1])
    checked(root, other)
    assert parsed(root, monkeypatch) == []


def test_a_plugin_that_is_read_as_text_matters_to_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a word is in it decides what fixtures there are."""
    plugin = root.parent / "plugin.py"
    plugin.write_text("one")
    kept = Kept(str(root.parent), ("rules",))
    checker = Checker(root, RULES, environment=str(root / "none"), kept=kept)
    checker._project.texts.add(str(plugin))
    checker.check(sorted(root.rglob("*.py")))
    assert parsed(root, monkeypatch) == []
    plugin.write_text("two")
    assert "test_it.py" in parsed(root, monkeypatch)
    assert parsed(root, monkeypatch) == []


def test_what_nobody_in_particular_has_looked_for_matters_to_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it comes to be."""
    kept = Kept(str(root.parent), ("rules",))
    checker = Checker(root, RULES, environment=str(root / "none"), kept=kept)
    assert checker._project.module("late") is None
    checker.check(sorted(root.rglob("*.py")))
    assert parsed(root, monkeypatch) == []
    (root / "late.py").write_text("")
    assert "test_it.py" in parsed(root, monkeypatch)


def test_what_cannot_be_read_of_a_state_is_found_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings and facts of another form, though the state around them is whole."""
    parsed(root, monkeypatch)
    (path,) = (str(path) for path in root.parent.iterdir() if path.name.startswith(PREFIX))
    state = load(path)
    state.files = {name: entry._replace(found=b"torn") for name, entry in state.files.items()}
    state.facts = {name: facts._replace(facts=b"torn") for name, facts in state.facts.items()}
    save(path, state)
    assert "test_it.py" in parsed(root, monkeypatch)


def test_what_cannot_be_read_is_not_kept(root: Path) -> None:
    """A file that has gone before it could be."""
    kept = Kept(str(root.parent), ("rules",))
    configuration = Configurations(str(root / "none")).of(str(root / "gone.py"))
    kept.keep(str(root / "gone.py"), "gone.py", configuration, InFile())
    assert kept._now == {}


def test_what_has_gone_has_to_be_found_out(root: Path) -> None:
    """It was there the last time, for long."""
    kept, gone = Kept(str(root.parent), ("rules",)), str(root / "gone.py")
    kept._before.times[gone] = (1, 1, 1), b"1"
    configuration = Configurations(str(root / "none")).of(gone)
    assert kept.of_unread(gone, "gone.py", configuration) is None
