from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from asyncproof.check.pytesting.hooks import Hook, conftests, read_conftest


def hooks_of(tmp_path: Path, text: str) -> list[tuple[str, int, bool]]:
    """Write a conftest and return its hooks."""
    file = tmp_path / "conftest.py"
    file.write_text(dedent(text), encoding="utf-8")
    return [(hook.name, hook.line, hook.about_async) for hook in read_conftest(str(file)).hooks]


@pytest.mark.parametrize(
    ("body", "about_async"),
    [
        ("for item in items:\n        item.add_marker(pytest.mark.asyncio)", True),
        ("for item in items:\n        item.add_marker('anyio')", True),
        ("for item in items:\n        item.add_marker(pytest.mark.slow)", False),
        (
            "for item in items:\n        item.add_marker(pytest.mark.slow(1))\n        item.add_marker('x')",
            False,
        ),
        ("skip = pytest.mark.skip(reason='x')\n    for item in items:\n        item.add_marker(skip)", False),
        ("for item in items:\n        item.add_marker(made_elsewhere)", True),
        ("for item in items:\n        item.add_marker(getattr(pytest.mark, name))", True),
        ("for item in items:\n        item.own_markers.append(mark)", True),
        ("items.sort()", False),
        ("return helper(items)", False),
        ("if inspect.iscoroutinefunction(x): pass", True),
    ],
)
def test_a_hook_that_marks_may_be_about_async(tmp_path: Path, body: str, about_async: bool) -> None:
    """A hook that plainly does something else is no reason to be silent; one that may mark anything is."""
    text = f"import pytest\ndef pytest_collection_modifyitems(items):\n    {body}\n\nimport asyncio\n"
    assert hooks_of(tmp_path, text) == [("pytest_collection_modifyitems", 2, about_async)]


def test_hooks_that_run_tests_are_about_async(tmp_path: Path) -> None:
    """Whoever takes over finding or running tests may do all of it, also in the class of a plugin."""
    text = """\
    class Plugin:
        def pytest_pyfunc_call(self, pyfuncitem):
            return True

    def pytest_report_header(): pass
    """
    assert hooks_of(tmp_path, text) == [("pytest_pyfunc_call", 2, True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from .hooks import pytest_collection_modifyitems\n", "pytest_collection_modifyitems"),
        ("from a import (\n  b,\n  pytest_configure,\n)\n", "pytest_configure"),
    ],
)
def test_imported_hooks_may_do_anything(tmp_path: Path, text: str, name: str) -> None:
    """A hook that comes from elsewhere is one too, and nobody knows what it does."""
    assert [(hook[0], hook[2]) for hook in hooks_of(tmp_path, text)] == [(name, True)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import os\n\nX = 'pytest_configure'\n",
        "import os\n# pytest_configure\ndef fixture(): pass\n",
        "def test_pytest_configure(): pass\n",
    ],
)
def test_words_alone_are_no_hooks(tmp_path: Path, text: str) -> None:
    """A name in a text or a comment is no hook."""
    assert hooks_of(tmp_path, text) == []


def test_plugins_and_modes_are_seen(tmp_path: Path) -> None:
    """The modules in `pytest_plugins` are named, and so is whether the file speaks of a mode."""
    file = tmp_path / "conftest.py"
    file.write_text("pytest_plugins = (\n  'a.b',\n  'c',\n)\n", encoding="utf-8")
    assert read_conftest(str(file)).plugins == ("a.b", "c")
    file.write_text(
        "pytest_plugins: list[str] = ['d']\nconfig.option.asyncio_mode = 'auto'\n", encoding="utf-8"
    )
    found = read_conftest(str(file))
    assert (found.plugins, found.sets_mode) == (("d",), True)
    file.write_text('pytest_plugins = "e"\n', encoding="utf-8")
    assert read_conftest(str(file)).plugins == ("e",)


def test_a_conftest_that_is_gone_says_nothing(tmp_path: Path) -> None:
    """A file that can't be read has no hooks."""
    assert read_conftest(str(tmp_path / "conftest.py")).hooks == ()


def test_the_chain_runs_from_the_top_down(tmp_path: Path) -> None:
    """The conftests are those of the folders from the top to the tests, and no others."""
    for place in ("", "top", "top/a", "top/a/b", "top/c"):
        (tmp_path / place).mkdir(exist_ok=True)
        (tmp_path / place / "conftest.py").touch()
    (tmp_path / "top/a/conftest.py").unlink()
    found = conftests(str(tmp_path / "top/a/b"), str(tmp_path / "top"))
    assert found == [str(tmp_path / "top/conftest.py"), str(tmp_path / "top/a/b/conftest.py")]


def test_a_hook_is_plain_data() -> None:
    """Two hooks with the same content are equal and can be keys."""
    assert {Hook("a", "b", 1, about_async=True): 1}[Hook("a", "b", 1, about_async=True)] == 1
