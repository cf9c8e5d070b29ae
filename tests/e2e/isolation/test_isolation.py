"""`--asyncproof-isolate` as a user meets it: whole runs, with the runs that they take inside."""

from __future__ import annotations

import shlex
import textwrap

import pytest

from tests.neighbours import without_slow

SHARED = """
    import pytest

    CONFIG = {"mode": "live"}
    SEEN = []

    def test_mode():
        CONFIG["mode"] = "test"

    def test_seen():
        SEEN.append(1)

    def test_other():
        pass
"""


def isolate(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    """Run a suite in its order, in a process of its own."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    pytester.makepyfile(test_it=textwrap.dedent(SHARED) + textwrap.dedent(source))
    quiet = ("-p", "no:cacheprovider", *without_slow())
    return pytester.runpytest_subprocess(*quiet, *(options or ("--asyncproof-isolate",)))


def test_one_polluter_is_named_with_what_it_leaves_and_how_to_see_it(pytester: pytest.Pytester) -> None:
    """The verdict names the test, shows the change that no test fails for, and its command fails."""
    result = isolate(pytester, "def test_victim():\n    assert CONFIG['mode'] == 'live'\n")
    result.stdout.fnmatch_lines(
        [
            "*are earlier tests to blame?*",
            "test_it.py::test_victim passes alone, and fails after test_it.py::test_mode",
            "    test_mode leaves `test_it.CONFIG`: {'mode': 'live'} -> {'mode': 'test'}",
            "    again: pytest test_it.py::test_mode test_it.py::test_victim",
            "(* runs in * s)",
        ]
    )
    again = next(line for line in result.outlines if "again: pytest" in line).partition("again: pytest ")[2]
    repeated = pytester.runpytest_subprocess(*without_slow(), *shlex.split(again))
    repeated.assert_outcomes(passed=1, failed=1)


def test_two_polluters_that_only_do_it_together(pytester: pytest.Pytester) -> None:
    """Both are named, in their order."""
    result = isolate(
        pytester,
        "def test_victim():\n    assert CONFIG['mode'] == 'live' or not SEEN\n",
        "--asyncproof-isolate",
    )
    result.stdout.fnmatch_lines(
        ["test_it.py::test_victim*after these 2 together*: test_it.py::test_mode, test_it.py::test_seen"]
    )


def test_who_fails_alone_is_nobody_elses_doing(pytester: pytest.Pytester) -> None:
    """One run is enough to say so."""
    result = isolate(pytester, "def test_victim():\n    assert 0\n")
    result.stdout.fnmatch_lines(
        ["test_it.py::test_victim fails alone, too: no earlier test is to blame", "(1 run in * s)"]
    )


def test_a_test_that_fails_now_and_then(pytester: pytest.Pytester) -> None:
    """It passes alone and with all the others, which is said, with what that means."""
    result = isolate(
        pytester,
        """
        from pathlib import Path

        def test_victim():
            mark = Path(__file__).with_name("mark")
            been_here = mark.exists()
            mark.touch()
            assert been_here
        """,
    )
    result.stdout.fnmatch_lines(
        [
            "test_it.py::test_victim passes alone, and after the 3 tests before it, too",
            "    it fails now and then:*",
        ]
    )


def test_names_with_spaces_and_brackets(pytester: pytest.Pytester) -> None:
    """Parametrised culprits and victims are found, and the command is quoted."""
    result = isolate(
        pytester,
        """
        @pytest.mark.parametrize("text", ["x", "two words"])
        def test_poison(text):
            SEEN.append(text)

        @pytest.mark.parametrize("text", ["[y] z"])
        def test_victim(text):
            assert "two words" not in SEEN
        """,
    )
    result.stdout.fnmatch_lines(
        [
            "test_it.py::test_victim[[]*[]] passes alone, and fails after *::test_poison[[]two words]",
            "    again: pytest 'test_it.py::test_poison[[]two words]' 'test_it.py::test_victim*",
        ]
    )


def test_one_test_is_looked_at_when_it_is_named(pytester: pytest.Pytester) -> None:
    """Other failures are left alone; what did not fail, or does not exist, is said."""
    source = "def test_victim():\n    assert CONFIG['mode'] == 'live'\ndef test_bad():\n    assert 0\n"
    result = isolate(pytester, source, "--asyncproof-isolate=test_it.py::test_victim")
    result.stdout.fnmatch_lines(
        ["test_it.py::test_victim passes alone, and fails after test_it.py::test_mode"]
    )
    result.stdout.no_fnmatch_line("test_it.py::test_bad fails alone*")
    result = isolate(pytester, source, "--asyncproof-isolate", "test_it.py::test_mode")
    result.stdout.fnmatch_lines(["test_it.py::test_mode did not fail in this run."])
    result = isolate(pytester, source, "--asyncproof-isolate=test_it.py::test_gone")
    result.stdout.fnmatch_lines(["test_it.py::test_gone did not run. Write the test as pytest prints it*"])


def test_a_path_after_the_option_is_a_path(pytester: pytest.Pytester) -> None:
    """Only what has a `::` is a test; a folder or file is what pytest runs."""
    pytester.makepyfile(test_else="def test_else():\n    assert 0\n")
    result = isolate(
        pytester, "def test_victim():\n    assert not SEEN\n", "--asyncproof-isolate", "test_it.py"
    )
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        ["test_it.py::test_victim passes alone, and fails after test_it.py::test_seen"]
    )


def test_options_and_conftest_hold_in_the_runs_inside(pytester: pytest.Pytester) -> None:
    """Own options, `-o` and a folder to start from are passed on; what ends a run early is not."""
    pytester.makeconftest(
        "def pytest_addoption(parser):\n    parser.addoption('--flavour')\n    parser.addini('colour', '')\n"
    )
    result = isolate(
        pytester,
        """
        def test_victim(pytestconfig):
            assert pytestconfig.getoption("flavour") == "two words"
            assert pytestconfig.getini("colour") == "red"
            assert not SEEN
        """,
        "--asyncproof-isolate", "--flavour", "two words", "-o", "colour=red", "-x", "--junitxml=out.xml",
    )  # fmt: skip
    result.stdout.fnmatch_lines(
        ["test_it.py::test_victim passes alone, and fails after test_it.py::test_seen"]
    )
    assert "test_victim" in (pytester.path / "out.xml").read_text("utf-8")


def test_a_run_from_a_folder_below_the_root(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are found again, and the command is written for the folder in which the run was started."""
    pytester.makeini("[pytest]\n")
    folder = pytester.mkdir("inner")
    (folder / "test_it.py").write_text(
        "SEEN = []\ndef test_seen():\n    SEEN.append(1)\ndef test_victim():\n    assert not SEEN\n", "utf-8"
    )
    monkeypatch.chdir(folder)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *without_slow(), "--asyncproof-isolate")
    result.stdout.fnmatch_lines(
        [
            "inner/test_it.py::test_victim passes alone, and fails after inner/test_it.py::test_seen",
            "    again: pytest test_it.py::test_seen test_it.py::test_victim",
        ]
    )


def test_async_tests_and_what_they_leave(pytester: pytest.Pytester) -> None:
    """An async victim of an environment variable: it is shown, and the guard's own failure is not."""
    result = isolate(
        pytester,
        """
        import os

        @pytest.mark.asyncio
        async def test_sets():
            os.environ["ISOLATED"] = "1"

        @pytest.mark.asyncio
        async def test_victim():
            assert "ISOLATED" not in os.environ
        """,
    )
    result.stdout.fnmatch_lines(
        [
            "test_it.py::test_victim passes alone, and fails after test_it.py::test_sets",
            "    test_sets leaves `os.environ['ISOLATED']`: nothing -> '1'",
        ]
    )
    result.stdout.no_fnmatch_line("test_it.py::test_sets fails alone*")


def test_workers_have_an_order_of_their_own(pytester: pytest.Pytester) -> None:
    """Under pytest-xdist the search is made after the run, among what the same worker ran before."""
    pytest.importorskip("xdist")
    result = isolate(pytester, "def test_victim():\n    assert not SEEN\n", "--asyncproof-isolate", "-n", "1")
    result.stdout.fnmatch_lines(
        ["test_it.py::test_victim passes alone, and fails after test_it.py::test_seen"]
    )


def test_random_order_is_kept(pytester: pytest.Pytester) -> None:
    """With pytest-randomly the order of the run is the one that is searched."""
    pytest.importorskip("pytest_randomly")
    pytester.makepyfile(
        test_it="SEEN = []\ndef test_seen():\n    SEEN.append(1)\ndef test_victim():\n    assert not SEEN\n"
    )
    results = [
        pytester.runpytest_subprocess(
            "-p", "no:cacheprovider", "-p", "randomly", f"--randomly-seed={seed}", "--asyncproof-isolate"
        )
        for seed in (1, 3)
    ]
    verdict = "test_it.py::test_victim passes alone, and fails after test_it.py::test_seen"
    for result in results:
        outcomes = result.parseoutcomes()
        assert (verdict in result.outlines) == ("failed" in outcomes)


def test_a_green_run_is_left_alone(pytester: pytest.Pytester) -> None:
    """Without a failure there is nothing to say, and nothing is run."""
    result = isolate(pytester, "")
    result.stdout.no_fnmatch_line("*to blame*")
