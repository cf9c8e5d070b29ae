from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.rule import Rule
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

STRICT = """
[project]
name = "x"
dependencies = ["pytest", "pytest-asyncio"]
[tool.pytest.ini_options]
asyncio_mode = "strict"
anyio_mode = "strict"
"""


class Runners(Rule):
    """Notes who runs each test."""

    code = "AP996"
    name = "runners"

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}
        self.marks: dict[str, list[str]] = {}

    def on_test(self, node: Any, test: Test, here: Here) -> None:
        """Note it."""
        assert here.test is test
        self.seen[test.function.facts.qualname] = test.runner.value
        self.marks[test.function.facts.qualname] = [name for name, _ in test.marks]


def runners(root: Path, text: str, config: str = STRICT, name: str = "test_it.py", **files: str) -> Runners:
    """Check a file, and return who runs its tests."""
    write(root, {"pyproject.toml": config, name: text, **files})
    rule = Runners()
    Checker(root, [rule]).check([root / name])
    return rule


@pytest.mark.parametrize(
    ("text", "runner"),
    [
        ("def test_it(): await_ = 1", "pytest"),
        ("async def test_it(): ...", "nobody"),
        ("import pytest\n@pytest.mark.asyncio\nasync def test_it(): ...", "pytest-asyncio"),
        ("import pytest\npytestmark = pytest.mark.asyncio\nasync def test_it(): ...", "pytest-asyncio"),
        ("import pytest\npytestmark = [pytest.mark.asyncio(loop_scope='module')]\nasync def test_it(): ...",
         "pytest-asyncio"),
        ("import pytest\n@pytest.mark.anyio\nasync def test_it(): ...", "anyio"),
        ("async def test_it(anyio_backend): ...", "anyio"),
        ("import pytest\n@pytest.mark.trio\nasync def test_it(): ...", "unknown"),
        ("import strange\n@strange.runner\nasync def test_it(): ...", "unknown"),
        ("@unknown\nasync def test_it(): ...", "unknown"),
    ],
)  # fmt: skip
def test_async_tests_have_a_runner(tmp_path: Path, text: str, runner: str) -> None:
    """A mark, a mode, a fixture or nobody; what may be run by a stranger is unknown."""
    assert runners(tmp_path, f"{text}\n# async").seen == {"test_it": runner}


@pytest.mark.parametrize(
    ("config", "runner"),
    [
        (STRICT.replace('asyncio_mode = "strict"', 'asyncio_mode = "auto"'), "pytest-asyncio"),
        (STRICT.replace('anyio_mode = "strict"', 'anyio_mode = "auto"'), "anyio"),
        (STRICT.replace('"pytest-asyncio"]', '"pytest-asyncio", "pytest-trio"]'), "unknown"),
        ("[project]\nname = 'x'\n", "unknown"),
    ],
)
def test_the_configuration_decides_for_tests_without_a_mark(tmp_path: Path, config: str, runner: str) -> None:
    """Modes run them; where nothing is certain, nothing is said."""
    assert runners(tmp_path, "async def test_it(): ...", config).seen == {"test_it": runner}


def test_a_hook_may_run_them(tmp_path: Path) -> None:
    """A conftest that calls tests itself makes it unknown."""
    hook = "import asyncio\ndef pytest_pyfunc_call(pyfuncitem):\n    asyncio.run(pyfuncitem.obj())\n"
    found = runners(tmp_path, "async def test_it(): ...", **{"conftest.py": hook})
    assert found.seen == {"test_it": "unknown"}


def test_classes_of_unittest_run_their_own(tmp_path: Path) -> None:
    """Plain, isolated and unknown ones, also through other classes; names begin with `test` there."""
    text = """
    import unittest, strange

    class Plain(unittest.TestCase):
        async def test_a(self): ...
        def helper(self): ...

    class Base(unittest.IsolatedAsyncioTestCase): ...

    class Isolated(Base):
        async def test_b(self): ...

    class Unknown(strange.TestCase):
        async def test_c(self): ...

    class Meta(unittest.TestCase, metaclass=strange.Meta):
        async def test_d(self): ...

    class Wrapping(unittest.TestCase):
        def __init_subclass__(cls): ...

    class Wrapped(Wrapping):
        async def test_e(self): ...
    """
    assert runners(tmp_path, text).seen == {
        "Plain.test_a": "unittest.TestCase",
        "Isolated.test_b": "unittest.IsolatedAsyncioTestCase",
    }


def test_only_what_pytest_collects_is_a_test(tmp_path: Path) -> None:
    """Names of files, classes and functions count; fixtures and inner functions are none."""
    text = """
    import pytest

    @pytest.fixture
    def test_client(): ...

    class TestIt:
        async def test_in_class(self): ...
        class TestInner:
            async def test_in_inner(self): ...

    class Helper:
        async def test_no(self): ...

    def helper():
        async def test_no(): ...
    """
    assert set(runners(tmp_path / "one", text).seen) == {
        "TestIt.test_in_class",
        "TestIt.TestInner.test_in_inner",
    }
    assert runners(tmp_path / "two", text, name="helpers.py").seen == {}


def test_marks_come_from_the_class_and_the_module_too(tmp_path: Path) -> None:
    """Nearest first."""
    text = """
    import pytest
    pytestmark = [pytest.mark.slow]

    @pytest.mark.asyncio
    class TestIt:
        @pytest.mark.skip("x")
        async def test_it(self): ...
    """
    assert runners(tmp_path, text).marks == {"TestIt.test_it": ["skip", "asyncio", "slow"]}
