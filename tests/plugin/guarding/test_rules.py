from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LIES = """
async def fetch():
    pass
"""


@pytest.fixture(autouse=True)
def _silent(suite: Suite) -> None:
    """Python's own warning is not what these tests are about."""
    suite.ini(warnings="ignore")


def test_marks_on_functions_classes_and_modules(suite: Suite) -> None:
    """A mark holds for what it stands on, and the nearest one wins."""
    suite.file(
        LIES
        + """
pytestmark = pytest.mark.asyncproof(never_awaited="off")

def test_module():
    fetch()

@pytest.mark.asyncproof(never_awaited="warn")
class TestClass:
    def test_class(self):
        fetch()

    @pytest.mark.asyncproof(all="error")
    def test_function(self):
        fetch()
"""
    )
    text = suite.run(passed=2, failed=1)
    assert "FAILED test_it.py::TestClass::test_function" in text
    assert "1 warning; no test failed for it" in text
    assert "in test_it.py::TestClass::test_class" in text


def test_a_mark_lets_pass_by_name(suite: Suite) -> None:
    """`allow` takes one pattern or several, and adds to those of the class."""
    suite.file(
        LIES
        + """
async def other():
    pass

@pytest.mark.asyncproof(allow="fetch")
class TestClass:
    @pytest.mark.asyncproof(allow=["never_awaited: oth*"])
    def test_both(self):
        fetch(), other()

    def test_one(self):
        fetch(), other()
"""
    )
    assert "coroutine `other` was made" in suite.run(passed=1, failed=1)


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        (
            "leeks='warn'",
            "asyncproof(leeks=...): no guard and no group of guards has this name. Did you mean",
        ),
        ("leaks='wanr'", "asyncproof(leaks=...): 'wanr' is no level. Write 'error', 'warn' or 'off'."),
        ("'leaks'", "asyncproof('leaks',): give guards by name, as in asyncproof(leaks='warn')."),
    ],
)
def test_a_wrong_mark_fails_its_test_alone(suite: Suite, mark: str, complaint: str) -> None:
    """It fails before any of the test's fixtures, with what is wrong, and the next test runs."""
    suite.file(
        f"""
        @pytest.fixture
        def thing():
            raise RuntimeError

        @pytest.mark.asyncproof({mark})
        def test_wrong(thing):
            pass

        def test_next():
            pass
        """
    )
    text = suite.run(passed=1, errors=1)
    assert f"test_it.py::test_wrong: {complaint}" in text
    assert "RuntimeError" not in text


def test_a_wide_fixture_has_the_rules_of_its_folder(suite: Suite) -> None:
    """A session's fixture is judged by what is said of the folder where it is defined."""
    suite.ini("asyncproof_guards = legacy: all = warn", warnings="ignore")
    suite.pytester.mkdir("legacy")
    suite.file(
        LIES
        + """
@pytest.fixture(scope="session")
def prepared():
    kept = fetch()
    yield
    assert kept
""",
        "legacy/conftest",
    )
    suite.file("def test_one(prepared): pass", "legacy/test_one")
    text = suite.run(passed=1)
    assert "it belongs to fixture `prepared` (session scope)" in text
