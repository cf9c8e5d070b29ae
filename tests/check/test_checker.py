from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.reading.source import decode, read_source
from asyncproof.check.registry import all_rules
from asyncproof.check.rule import Rule
from tests.check.world import write

if TYPE_CHECKING:
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble

IMPORT = "from work import work"
BAD = "async def work(): ...\nasync def test_it():\n    work()\n"
DEFAULT = [rule for rule in all_rules() if rule.default]
HIT = ("missing-await", "test_it.py", 3)


class Failing(Rule):
    """Fails on files of one name."""

    code = "AP995"
    name = "failing"

    def on_module(self, _: Any, here: Any) -> None:
        """Fail as a bug would."""
        if here.module.name == "test_a":
            raise LookupError("nothing there")


def check(root: Path, *names: str, raises: bool = False) -> Outcome:
    """Check some files by all rules and one that fails."""
    return Checker(root, [*DEFAULT, Failing()], raises=raises).check([root / name for name in names])


def hits(outcome: Outcome) -> list[tuple[str, str, int]]:
    """Return the hits as rule, file and line."""
    return [(hit.rule, Path(hit.path).name, hit.span.line) for hit in outcome.hits]


def test_files_without_async_are_not_parsed(tmp_path: Path) -> None:
    """What has none of the words has nothing to find, broken or not."""
    write(tmp_path, {"a.py": "def (:\n"})
    outcome = check(tmp_path, "a.py")
    assert (outcome.hits, outcome.troubles, outcome.files, outcome.sources) == ((), (), 1, {})


def test_a_broken_file_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    """It has a trouble with its line; what can be read of it is checked too."""
    write(tmp_path, {"test_a0.py": BAD + "def (:\n", "test_it.py": BAD})
    outcome = check(tmp_path, "test_a0.py", "test_it.py")
    assert [(Path(one.path).name, one.line) for one in outcome.troubles] == [("test_a0.py", 4)]
    assert hits(outcome) == [("missing-await", "test_a0.py", 3), HIT]
    assert outcome.stops()


def test_a_file_that_cannot_be_read_at_all_is_told(tmp_path: Path) -> None:
    """One that is gone by now, one without end, one that never ends a line."""
    write(tmp_path, {"test_it.py": BAD, "test_deep.py": f"async def f(): {'(' * 9000}\n"})
    outcome = check(tmp_path, "gone.py", "test_deep.py", "test_it.py")
    assert {Path(one.path).name for one in outcome.troubles} == {"gone.py", "test_deep.py"}
    assert hits(outcome) == [HIT]


@pytest.mark.parametrize(
    "raw",
    [
        b"# coding: latin-1\nx = '\xe9'; y = 1\n" + BAD.encode(),
        b"\xef\xbb\xbf\n\n" + BAD.encode(),
        b"\r\n\r\n" + BAD.replace("\n", "\r\n").encode(),
        b"\n\n" + BAD.replace("    ", "\t").encode(),
        b"\n\x0c\n" + BAD.encode(),
    ],
    ids=["latin-1", "byte order mark", "Windows", "tabs", "form feed"],
)
def test_files_are_read_as_python_reads_them(raw: bytes, tmp_path: Path) -> None:
    """Encodings, line ends and indents change nothing."""
    Path(tmp_path, "test_it.py").write_bytes(raw)
    outcome = check(tmp_path, "test_it.py")
    assert not outcome.troubles
    assert hits(outcome) == [("missing-await", "test_it.py", 5)]


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, where nothing else is declared."""
    Path(tmp_path, "test_a0.py").write_bytes(b"async def f(): '\xe9'\n")
    write(tmp_path, {"test_it.py": BAD})
    outcome = check(tmp_path, "test_a0.py", "test_it.py")
    assert [Path(one.path).name for one in outcome.troubles] == ["test_a0.py"]
    assert hits(outcome) == [HIT]


def test_a_bug_of_ours_hides_nothing_in_the_other_files(tmp_path: Path) -> None:
    """It is told as something that could not be read, with the place of the bug and what to report."""
    write(tmp_path, {"test_a.py": BAD, "test_it.py": BAD})
    outcome = check(tmp_path, "test_a.py", "test_it.py")
    (trouble,) = outcome.troubles
    assert trouble.message.startswith(
        "asyncproof itself failed on this file: LookupError: nothing there (test_checker.py:"
    )
    assert f"asyncproof check --traceback {tmp_path / 'test_a.py'}" in trouble.cure
    assert hits(outcome) == [HIT]


def test_who_looks_for_the_bug_gets_it(tmp_path: Path) -> None:
    """The error itself, with its traceback."""
    write(tmp_path, {"test_a.py": BAD})
    with pytest.raises(LookupError, match="nothing there"):
        check(tmp_path, "test_a.py", raises=True)


def test_what_another_file_says_is_read_when_it_is_asked(tmp_path: Path) -> None:
    """A broken or unreadable neighbour makes its names unknown, and is told when it is checked itself."""
    test = "from app import work\nfrom gone import play\nasync def test_it():\n    work()\n    play()\n"
    write(tmp_path, {"app.py": "async def work(): ...\n", "test_it.py": test})
    Path(tmp_path, "gone.py").write_bytes(b"async def play(): '\xe9'\n")
    outcome = check(tmp_path, "test_it.py")
    assert hits(outcome) == [("missing-await", "test_it.py", 4)]
    assert not outcome.troubles


def test_a_file_that_is_named_twice_is_told_once(tmp_path: Path) -> None:
    """Each finding and each trouble is there once."""
    write(tmp_path, {"test_it.py": BAD, "test_b.py": "async def f(:\n"})
    outcome = check(tmp_path, "test_it.py", "test_it.py", "test_b.py", "test_b.py")
    assert (len(outcome.hits), len(outcome.troubles)) == (1, 1)


def test_a_module_that_is_met_while_it_is_read_is_left_alone(tmp_path: Path) -> None:
    """Circles of imports end."""
    write(tmp_path, {"a.py": "from b import *\nasync def work(): ...\n", "b.py": "from a import *\n"})
    write(tmp_path, {"test_it.py": "from b import work\nasync def test_it():\n    work()\n"})
    assert hits(check(tmp_path, "test_it.py")) == [HIT]


def test_libraries_are_found_in_the_environment(tmp_path: Path) -> None:
    """Of the environment that is given, and nothing of it is imported."""
    site = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    write(site, {"ware/__init__.py": "raise SystemExit\nasync def work(): ...\n"})
    write(tmp_path, {"app/test_it.py": "import ware\nasync def test_it():\n    ware.work()\n"})
    checker = Checker(tmp_path / "app", DEFAULT, environment=str(tmp_path / "env"))
    assert hits(checker.check([tmp_path / "app" / "test_it.py"])) == [HIT]


def test_a_file_is_the_same_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that is imported back into its own module is no other one; hits keep the given name."""
    files = {
        "pkg/__init__.py": "from pkg.client import Client\n",
        "pkg/client.py": """
            class Client:
                async def get(self): ...
            from pkg.user import use
            async def main():
                use().get()
        """,
        "pkg/user.py": "from pkg import client\ndef use() -> client.Client: ...\n",
    }
    write(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    (hit,) = Checker(tmp_path, DEFAULT).check([Path("pkg/client.py")]).hits
    assert (hit.path, hit.span.line) == ("pkg/client.py", 5)


def test_what_an_editor_has_not_saved_is_read_where_it_keeps_it(tmp_path: Path) -> None:
    """A checker reads by the function that it is given, and after `forget` it reads again."""
    write(
        tmp_path, {"work.py": "def work(): ...\n", "test_it.py": BAD.replace("async def work(): ...", IMPORT)}
    )
    unsaved: dict[str, str] = {}

    def read(path: str) -> Source | Trouble:
        text = unsaved.get(Path(path).name)
        return read_source(path) if text is None else decode(path, text.encode())

    checker = Checker(tmp_path, DEFAULT, read=read)
    test = tmp_path / "test_it.py"
    assert hits(checker.check([test])) == []
    unsaved["work.py"] = "async def work(): ...\n"
    checker.forget(tmp_path / "work.py")
    assert hits(checker.check([test])) == [HIT]
    unsaved.clear()
    checker.forget(tmp_path / "work.py")
    assert hits(checker.check([test])) == []
