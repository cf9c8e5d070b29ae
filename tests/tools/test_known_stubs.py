from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from tools import known_stubs

if TYPE_CHECKING:
    from pathlib import Path


def shortened(text: str) -> str:
    """Return what is kept of a stub, without the line that says where it comes from."""
    head, _, rest = known_stubs.shortened(textwrap.dedent(text)).partition("\n")
    assert head.startswith("# From typeshed")
    return rest


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('"""Says it."""\nx: int\n', "x: int\n"),
        ('def f(a: int) -> str:\n    """Says it."""\n', "def f(a: int) -> str:\n    ...\n"),
        ("class A:\n    '''Says it.'''\n", "class A:\n    ...\n"),
        ("class A:\n    async def f(self): ...\n", "class A:\n\n    async def f(self):\n        ...\n"),
    ],
)
def test_names_parameters_and_annotations_are_kept(text: str, kept: str) -> None:
    """Bodies and docstrings are not."""
    assert shortened(text).strip() == kept.strip()


@pytest.mark.parametrize(
    ("test", "kept"),
    [
        ("sys.version_info >= (3, 11)", "x = 1"),
        ("sys.version_info < (3, 11)", "x = 2"),
        ("sys.version_info >= (3, 99)", "x = 2"),
        ("sys.platform == 'win32'", "x = 2"),
        ("sys.platform != 'win32' and sys.version_info >= (3, 12)", "x = 1"),
        ("TYPE_CHECKING", "x = 1\nx = 2"),
        ("sys.gone.away", "x = 1\nx = 2"),
    ],
)
def test_versions_and_platforms_are_worked_out(test: str, kept: str) -> None:
    """For the newest Python on Linux; of what is no such test both branches are kept."""
    assert shortened(f"if {test}:\n    x = 1\nelse:\n    x = 2\n").strip() == kept


def test_overloads_are_one() -> None:
    """Their result is kept where they agree on it; an async one is never one with a sync one."""
    text = """
        @overload
        def f(a: int) -> int: ...
        @overload
        def f(a: str) -> int: ...
        @overload
        def g(a: int) -> int: ...
        @overload
        def g(a: str) -> str: ...
        @overload
        async def g(a: bytes) -> bytes: ...
        @final
        def h() -> int: ...
    """
    assert shortened(text).split("\n\n") == [
        "def f(a: int) -> int:\n    ...",
        "def g(a: int):\n    ...",
        "async def g(a: bytes) -> bytes:\n    ...",
        "@final\ndef h() -> int:\n    ...\n",
    ]


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A typeshed of two stubs, and where what is kept of them goes."""
    source = tmp_path / "typeshed"
    (source / "asyncio").mkdir(parents=True)
    (source / "time.pyi").write_text("def sleep(seconds: float, /) -> None: ...\n")
    (source / "asyncio" / "windows_events.pyi").write_text("x: int\n")
    target = tmp_path / "stubs"
    target.mkdir()
    (target / "gone.pyi").write_text("x: int\n")
    monkeypatch.setattr(known_stubs, "typeshed", lambda: source)
    monkeypatch.setattr(known_stubs, "ROOT", tmp_path)
    monkeypatch.setattr(known_stubs, "TARGET", target)
    return target


def test_stubs_are_written_and_old_ones_go(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is of another platform is left out; a second time nothing is left to do."""
    assert known_stubs.main([]) == 0
    assert known_stubs.main([]) == 0
    assert [path.name for path in target.rglob("*.pyi")] == ["time.pyi"]
    assert capsys.readouterr().out == ("1 stubs, 1 written, 1 removed\n1 stubs, 0 written, 0 removed\n")


def test_what_is_out_of_date_is_told(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--check` nothing is written."""
    assert known_stubs.main(["--check"]) == 1
    assert "stubs/gone.pyi is out of date: run python tools/known_stubs.py" in capsys.readouterr().out
    assert (target / "gone.pyi").exists()
    known_stubs.main([])
    assert known_stubs.main(["--check"]) == 0


def test_typeshed_comes_with_mypy() -> None:
    """Its wheel brings the stubs of the standard library along."""
    pytest.importorskip("mypy")
    assert (known_stubs.typeshed() / "asyncio" / "tasks.pyi").is_file()
