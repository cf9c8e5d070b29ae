"""Claims about the checks: what each finds, where, and what it says to write; and that health is silent."""

from __future__ import annotations

import pkgutil
from pathlib import Path

import pytest

from asyncproof.cli.doctor import checks
from asyncproof.cli.doctor.checks import run_checks
from asyncproof.cli.doctor.checks.own_settings import SETTINGS
from asyncproof.core import Finding, Severity
from tests.cli.doctor.projects import HEALTHY, INSTALLED, SCOPES, findings, project

TABLE = "[tool.pytest.ini_options]\n"


def only(found: list[Finding]) -> Finding:
    """Return the one finding."""
    (finding,) = found
    return finding


def pyproject(*lines: str, scopes: str = SCOPES) -> dict[str, str]:
    """A project whose settings are healthy but for these lines."""
    return {"pyproject.toml": TABLE + scopes + "".join(f"{line}\n" for line in lines)}


def test_a_healthy_project_is_silent(tmp_path: Path) -> None:
    """Where nothing is wrong there is nothing to say."""
    assert (
        run_checks(project(tmp_path, {"pyproject.toml": HEALTHY, "tests/test_x.py": "def test(): ..."})) == []
    )


def test_the_worst_comes_first(tmp_path: Path) -> None:
    """Errors stand before warnings, and these before what is only worth knowing."""
    found = run_checks(project(tmp_path, {"pytest.ini": "[pytest]\nasyncproof_stps = 1\n"}))
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING, Severity.INFO]


def test_every_check_is_complete() -> None:
    """Every module in `checks` is a check with a docstring, and its findings have a section in the docs."""
    page = (Path(__file__).parents[4] / "docs" / "doctor.md").read_text(encoding="utf-8")
    for module in pkgutil.iter_modules(checks.__path__):
        assert f"## {module.name.replace('_', '-')}\n" in page


# required-packages


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    """What is needed and not there is an error with the line that installs it."""
    installed = {name: version for name, version in INSTALLED.items() if name != "pytest-asyncio"}
    finding = only(findings(tmp_path, "required-packages", {"pyproject.toml": HEALTHY}, installed=installed))
    assert finding.message == "pytest-asyncio is not installed"
    assert finding.explanation.cure == 'pip install "pytest-asyncio>=1.4"'


@pytest.mark.parametrize("version", ["0.24.0", "one"])
def test_an_old_package_is_named(tmp_path: Path, version: str) -> None:
    """A version that is not supported is an error, whether it is old or unreadable."""
    installed = {**INSTALLED, "pytest-asyncio": version}
    finding = only(findings(tmp_path, "required-packages", {"pyproject.toml": HEALTHY}, installed=installed))
    assert finding.message == f"pytest-asyncio {version} is not supported"


# asyncio-mode


@pytest.mark.parametrize(
    ("files", "cure"),
    [
        ({"pytest.ini": "[pytest]\n"}, "asyncio_mode = auto"),
        ({"pyproject.toml": TABLE + SCOPES}, 'asyncio_mode = "auto"'),
        ({}, "asyncio_mode = auto"),
    ],
)
def test_an_unset_mode_is_explained(tmp_path: Path, files: dict[str, str], cure: str) -> None:
    """Without a mode the doctor says what strict means, and the line is spelt as the file needs it."""
    finding = only(findings(tmp_path, "asyncio-mode", files))
    assert finding.severity is Severity.INFO
    assert finding.message == "asyncio_mode is not set, so it is strict"
    assert finding.explanation.cure == cure


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_a_mode_that_is_set_is_fine(tmp_path: Path, mode: str) -> None:
    """Either mode is a choice, not a mistake, by setting or by option."""
    assert findings(tmp_path, "asyncio-mode", pyproject(f'asyncio_mode = "{mode}"')) == []
    assert findings(tmp_path, "asyncio-mode", pyproject(f'addopts = "--asyncio-mode={mode}"')) == []


@pytest.mark.parametrize(("mode", "best"), [("legacy", "auto"), ("strickt", "strict"), ("Auto", "auto")])
def test_a_wrong_mode_is_corrected(tmp_path: Path, mode: str, best: str) -> None:
    """A mode that does not exist is shown with its line and the closest one that does."""
    finding = only(findings(tmp_path, "asyncio-mode", pyproject(f'asyncio_mode = "{mode}"')))
    assert finding.message == f"asyncio_mode is {mode!r}, which is no mode of pytest-asyncio"
    assert (finding.place.line if finding.place else None) == 3
    assert finding.explanation.cure == f'asyncio_mode = "{best}"'


def test_an_option_beats_the_setting(tmp_path: Path) -> None:
    """What the command line always says is what counts, and is where it is corrected."""
    files = pyproject('asyncio_mode = "auto"', 'addopts = ["--asyncio-mode", "bad"]')
    finding = only(findings(tmp_path, "asyncio-mode", files))
    assert finding.explanation.cure == "--asyncio-mode=auto"
    variable = {"PYTEST_ADDOPTS": "--asyncio-mode=worse"}
    finding = only(findings(tmp_path, "asyncio-mode", files, environ=variable))
    assert str(finding.place) == "PYTEST_ADDOPTS"


def test_without_pytest_asyncio_nothing_is_asked_of_it(tmp_path: Path) -> None:
    """A project that does not have the plugin is not told about its settings."""
    installed = {"pytest": "9.2.0", "rich": "15.0.0"}
    files = {"pytest.ini": "[pytest]\n", "conftest.py": "@fixture\ndef event_loop(): ...\n"}
    assert [f.code for f in run_checks(project(tmp_path, files, installed=installed))] == [
        "required-packages"
    ]


# loop-scopes


@pytest.mark.parametrize(
    ("tests", "cure"), [("", "function"), ('asyncio_default_test_loop_scope = "module"', "module")]
)
def test_an_unset_fixture_scope_is_a_warning(tmp_path: Path, tests: str, cure: str) -> None:
    """pytest-asyncio warns without it; what to write agrees with the scope of the tests."""
    finding = only(findings(tmp_path, "loop-scopes", pyproject(tests, scopes="")))
    assert finding.severity is Severity.WARNING
    assert finding.explanation.cure == f'asyncio_default_fixture_loop_scope = "{cure}"'


@pytest.mark.parametrize("name", ["asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope"])
def test_a_wrong_scope_is_an_error(tmp_path: Path, name: str) -> None:
    """A scope that does not exist is shown with those that do."""
    found = findings(
        tmp_path, "loop-scopes", pyproject(f'{name} = "global"', scopes="" if "fixture" in name else SCOPES)
    )
    finding = only(found)
    assert finding.message == f"{name} is 'global', which is no scope"
    assert "session" in finding.explanation.cause


@pytest.mark.parametrize(
    ("fixtures", "tests"), [("session", None), ("function", "session"), ("module", "class")]
)
def test_scopes_that_disagree_are_a_warning(tmp_path: Path, fixtures: str, tests: str | None) -> None:
    """Fixtures and tests in different loops are named, with the two lines that agree."""
    lines = [f'asyncio_default_test_loop_scope = "{tests}"'] if tests else []
    files = pyproject(*lines, scopes=f'asyncio_default_fixture_loop_scope = "{fixtures}"\n')
    finding = only(findings(tmp_path, "loop-scopes", files))
    assert (
        finding.message
        == f"async fixtures run in the {fixtures}'s loop, but tests in the {tests or 'function'}'s"
    )
    assert finding.explanation.cure.count(f'"{fixtures}"') == 2


@pytest.mark.parametrize("fixtures", ["fixture-scope", "function"])
def test_scopes_that_agree_are_fine(tmp_path: Path, fixtures: str) -> None:
    """The same scope, or each fixture's own, is nothing to say anything about."""
    files = pyproject(scopes=f'asyncio_default_fixture_loop_scope = "{fixtures}"\n')
    assert findings(tmp_path, "loop-scopes", files) == []


# auto-modes


def test_two_auto_modes_are_an_error(tmp_path: Path) -> None:
    """pytest-asyncio and anyio cannot both have every async test."""
    files = pyproject('asyncio_mode = "auto"', 'anyio_mode = "auto"')
    finding = only(findings(tmp_path, "auto-modes", files))
    assert finding.message == "pytest-asyncio and anyio are both in auto mode"
    assert finding.explanation.cure == 'anyio_mode = "strict"'


def test_an_auto_mode_by_option_is_taken_back_there(tmp_path: Path) -> None:
    """Where an option made the mode, the option is what to remove."""
    files = pyproject('addopts = "--asyncio-mode=auto --trio-mode=true"')
    finding = only(findings(tmp_path, "auto-modes", files, installed={**INSTALLED, "pytest-trio": "0.8"}))
    assert finding.explanation.cure == "Remove: --trio-mode=true"


def test_one_auto_mode_is_fine(tmp_path: Path) -> None:
    """One plugin in auto mode is how it is meant, and a plugin that is not there has no mode."""
    files = pyproject('asyncio_mode = "auto"', 'trio_mode = "true"')
    assert findings(tmp_path, "auto-modes", files) == []


# loop-fixtures


@pytest.mark.parametrize(
    ("source", "line", "cure"),
    [
        ("@pytest.fixture\ndef event_loop(): ...\n", 2, "def pytest_asyncio_loop_factories"),
        (
            '@pytest.fixture(scope="session")\ndef event_loop(): ...\n',
            2,
            'asyncio_default_test_loop_scope = "session"',
        ),
        ('@fixture(name="event_loop")\nasync def anything(): ...\n', 2, "def pytest_asyncio_loop_factories"),
    ],
)
@pytest.mark.parametrize("file", ["conftest.py", "tests/conftest.py", "tests/test_x.py", "tests/x_test.py"])
def test_an_event_loop_fixture_is_an_error(
    tmp_path: Path, source: str, line: int, cure: str, file: str
) -> None:
    """The removed fixture is found wherever it stands, with what replaces it."""
    finding = only(findings(tmp_path, "loop-fixtures", {"pyproject.toml": HEALTHY, file: source}))
    assert finding.severity is Severity.ERROR
    assert str(finding.place) == f"{tmp_path / file}:{line}"
    assert cure in finding.explanation.cure


def test_a_policy_fixture_is_a_warning(tmp_path: Path) -> None:
    """The deprecated fixture is found, with the hook that replaces it."""
    files = {"pyproject.toml": HEALTHY, "conftest.py": "@pytest.fixture\ndef event_loop_policy(): ...\n"}
    finding = only(findings(tmp_path, "loop-fixtures", files))
    assert finding.severity is Severity.WARNING
    assert "pytest_asyncio_loop_factories" in finding.explanation.cure


@pytest.mark.parametrize(
    "source",
    [
        "def event_loop(): ...",
        "@cached\ndef event_loop(): ...",
        "event_loop = (",
        "event_loop\0",
        "x = 'event_loop'",
    ],
)
def test_what_is_no_fixture_is_left_alone(tmp_path: Path, source: str) -> None:
    """A function, another decorator, a broken file or a string is not a fixture."""
    assert findings(tmp_path, "loop-fixtures", {"pyproject.toml": HEALTHY, "conftest.py": source}) == []


@pytest.mark.parametrize("directory", [".hidden", "node_modules", "env"])
def test_other_peoples_files_are_not_read(tmp_path: Path, directory: str) -> None:
    """Hidden directories, installed packages and virtual environments are not the project's tests."""
    files = {"pyproject.toml": HEALTHY, f"{directory}/conftest.py": "@fixture\ndef event_loop(): ...\n"}
    assert findings(tmp_path, "loop-fixtures", {**files, "env/pyvenv.cfg": ""}) == []


def test_old_versions_may_have_the_fixture(tmp_path: Path) -> None:
    """Before pytest-asyncio 1.0 the fixture was how it was done."""
    files = {"pyproject.toml": HEALTHY, "conftest.py": "@fixture\ndef event_loop(): ...\n"}
    installed = {**INSTALLED, "pytest-asyncio": "0.24.0"}
    assert findings(tmp_path, "loop-fixtures", files, installed=installed) == []


# switched-off


@pytest.mark.parametrize("words", ['"-p no:asyncio"', '["-pno:asyncio"]', '["-p", "no:asyncio", "-v"]'])
def test_a_plugin_that_is_off_is_an_error(tmp_path: Path, words: str) -> None:
    """`-p no:asyncio` is found in every spelling."""
    finding = only(findings(tmp_path, "switched-off", pyproject(f"addopts = {words}")))
    assert finding.message == "the plugin asyncio is switched off"
    assert finding.explanation.cure == "Remove: -p no:asyncio"


def test_other_plugins_may_be_off(tmp_path: Path) -> None:
    """Which other plugins are off is not asked."""
    assert findings(tmp_path, "switched-off", pyproject('addopts = "-p no:cacheprovider -p mine -q"')) == []


def test_no_plugins_at_all_is_an_error(tmp_path: Path) -> None:
    """The variable that stops pytest from loading plugins is named."""
    environ = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    finding = only(findings(tmp_path, "switched-off", pyproject(), environ=environ))
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" in finding.message


def test_an_unclosed_quote_is_not_fatal(tmp_path: Path) -> None:
    """Options that no shell could read are read as words."""
    finding = only(findings(tmp_path, "switched-off", pyproject("""addopts = '-k "a -p no:asyncio'""")))
    assert "asyncio" in finding.message


# other-runners


@pytest.mark.parametrize(
    ("package", "severity"),
    [
        ("pytest-tornasync", Severity.WARNING),
        ("pytest-asyncio-cooperative", Severity.WARNING),
        ("looptime", Severity.INFO),
    ],
)
def test_other_runners_are_named(tmp_path: Path, package: str, severity: Severity) -> None:
    """Who runs tests by himself is a warning; who only shares the loop is worth knowing."""
    files = {"pyproject.toml": HEALTHY}
    finding = only(findings(tmp_path, "other-runners", files, installed={**INSTALLED, package: "1.0"}))
    assert finding.severity is severity
    assert finding.message.startswith(package)


# nested-plugins


@pytest.mark.parametrize(
    ("file", "nested"),
    [
        ("conftest.py", False),
        ("tests/conftest.py", False),
        ("tests/unit/conftest.py", True),
        ("lib/conftest.py", True),
        ("checks/conftest.py", False),
        ("checks/test_unit/conftest.py", False),
        ("tests/test_x.py", False),
    ],
)
@pytest.mark.parametrize("source", ["pytest_plugins = ['x']\n", "pytest_plugins: list[str] = ['x']\n"])
def test_plugins_in_a_lower_conftest_are_an_error(
    tmp_path: Path, file: str, nested: bool, source: str
) -> None:
    """Pytest refuses `pytest_plugins` in a conftest that it does not read at its start."""
    files = {**pyproject('testpaths = ["checks"]'), file: source}
    assert bool(findings(tmp_path, "nested-plugins", files)) is nested


# own-settings


def test_a_misspelt_setting_is_corrected(tmp_path: Path) -> None:
    """A setting of ours that does not exist is shown with the close one."""
    finding = only(findings(tmp_path, "own-settings", pyproject("asyncproof_virtual_tme = true")))
    assert finding.message == "there is no setting asyncproof_virtual_tme"
    assert finding.explanation.cure == "asyncproof_virtual_time = true"
    finding = only(findings(tmp_path, "own-settings", pyproject("asyncproof_xyzzy = true")))
    assert finding.explanation.cure == "Remove the line."


@pytest.mark.parametrize(
    ("name", "bad", "good"),
    [
        ("asyncproof_virtual_time", "perhaps", "true"),
        ("asyncproof_network", "tcp", "memory"),
        ("asyncproof_steps", "0", "5"),
        ("asyncproof_jumps", "many", "5"),
        ("asyncproof_patience", "-1", "0.5"),
        ("asyncproof_hang", "x", "60"),
        ("asyncproof_wall_clock", "", "2026-01-01"),
    ],
)
def test_a_value_that_makes_no_sense_is_an_error(tmp_path: Path, name: str, bad: str, good: str) -> None:
    """Every setting knows what it takes."""
    finding = only(findings(tmp_path / "bad", "own-settings", pyproject(f'{name} = "{bad}"')))
    assert finding.message == f"{name} is {bad!r}"
    assert SETTINGS[name][0] in finding.explanation.cause
    assert findings(tmp_path / "good", "own-settings", pyproject(f'{name} = "{good}"')) == []


def test_the_settings_are_those_of_the_plugin(pytestconfig: pytest.Config) -> None:
    """The doctor knows exactly the settings that the plugin declares."""
    declared = {name for name in pytestconfig._parser._inidict if name.startswith("asyncproof_")}
    assert declared == set(SETTINGS)


# ignored-configuration


def test_settings_without_effect_are_a_warning(tmp_path: Path) -> None:
    """A second file with settings for pytest is named, with the settings that do nothing."""
    files = {
        "pyproject.toml": HEALTHY,
        "tox.ini": "[tox]\n[pytest]\nasyncio_mode = strict\n",
        "setup.cfg": "[x]\n",
    }
    finding = only(findings(tmp_path, "ignored-configuration", files))
    assert finding.message == "tox.ini [pytest] is ignored, because pyproject.toml is there"
    assert str(finding.place) == f"{tmp_path / 'tox.ini'}:3"
    assert "asyncio_mode" in finding.explanation.cause


def test_an_empty_second_file_is_fine(tmp_path: Path) -> None:
    """Where nothing is set nothing is ignored."""
    files = {"pyproject.toml": HEALTHY, "tox.ini": "[pytest]\n"}
    assert findings(tmp_path, "ignored-configuration", files) == []
