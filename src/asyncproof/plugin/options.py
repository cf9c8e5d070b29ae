"""What a user can write on the command line and in the configuration file, and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

WORKERS, EXECUTOR = "asyncproof_explore_workers", "asyncproof_explore_executor"
"""Where the options are kept that say who does the runs of explored tests."""
LIMITS: dict[str, type[int | float]] = {"steps": int, "jumps": int, "patience": float, "hang": float}

MARKERS = (
    (
        "asyncproof(*, allow=(), **levels): how serious the guards are: asyncproof(leaks='warn'), of error, "
        "warn and off; allow names what may be left, as 'app.pool.*'."
    ),
    (
        "virtual_time(enabled=True, *, wall_clock=None, network='real', steps=None, jumps=None, "
        "patience=None, hang=None): run the test on a loop whose clock jumps over every wait. "
        "wall_clock (True or a date) lets time.time() and datetime.now() follow; network='memory' keeps "
        "connections inside the process; the others say when a test that makes no progress is stopped."
    ),
    (
        "explore(enabled=True, *, runs=1000, seconds=None, rungs=None, cancel=True, faults=False, seed=0): "
        "run the test under many schedules, and report the plainest one that fails."
    ),
    "real_time: run the test in real time, also where virtual time is on for all tests.",
)

_INI_HELP = {
    "asyncproof_network": "what the tests' connections use under virtual time: 'real' (default) or 'memory'",
    "asyncproof_wall_clock": "let time.time() and datetime.now() follow the virtual clock: "
    "'true', or the date and time at which every test starts, as 2026-01-01T00:00:00+00:00",
    "asyncproof_steps": "how many steps may run while virtual time stands still (default 100000)",
    "asyncproof_jumps": "how often the clock may jump while the test waits for one thing (default 100000)",
    "asyncproof_patience": "real seconds to wait for outside work that may never report back (default 2)",
    "asyncproof_hang": "real seconds to wait without news for outside work that is certain (default 60); "
    "after them a test that stands still in real time is ended, too",
    "asyncproof_block_after": "how long, in seconds, one step may keep the event loop (default 0.1)",
}


def add_options(parser: pytest.Parser) -> None:
    """Declare the command-line options and the ini keys, in a group of their own."""
    group = parser.getgroup("asyncproof", "asyncproof: virtual time for async tests")
    group.addoption(
        "--virtual-time",
        action="store_true",
        help="run every async test in virtual time, where sleeps and timeouts take no real time",
    )
    group.addoption(
        "--no-virtual-time",
        action="store_true",
        help="run everything in real time, whatever marks and configuration say; tests that use "
        "the `clock` fixture are skipped",
    )
    group.addoption(
        "--asyncproof-record",
        action="store_true",
        help="let net.replay() ask the real hosts and write what they say, in the place of playing it",
    )
    group.addoption(
        "--asyncproof-report",
        action="append",
        default=[],
        metavar="FILE",
        help="draw what ran when: a page of HTML, or JSON that `asyncproof report` draws (may be repeated)",
    )
    parser.addini(
        "asyncproof_virtual_time",
        type="bool",
        default=False,
        help="run every async test in virtual time, as --virtual-time does (default false)",
    )
    for name, text in _INI_HELP.items():
        parser.addini(name, type="string", default="", help=text)
    _add_explore_options(parser)
    _add_guard_options(parser)


def _add_explore_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("asyncproof-explore", "asyncproof: tests under many schedules")
    group.addoption(
        "--explore",
        nargs="?",
        const="",
        metavar="N|30s",
        dest="asyncproof_explore",
        help="run every async test under many schedules: 100 each, or N, or as many as there is time for",
    )
    group.addoption(
        "--asyncproof-replay",
        metavar="SCHEDULE",
        dest="asyncproof_replay",
        help="do one run of one test again, as the line says that a failure of --explore has printed; "
        "`--replay=SCHEDULE` is the same, whoever else has an option of that name",
    )
    group.addoption(
        "--explore-workers",
        type=int,
        metavar="N",
        dest=WORKERS,
        help="let so many processes do the runs of explored tests",
    )
    group.addoption(
        "--explore-executor",
        metavar="dask://HOST:PORT",
        dest=EXECUTOR,
        help="let a Dask cluster do the runs of explored tests; this is the address of its scheduler",
    )
    parser.addini(
        "asyncproof_explore",
        type="string",
        default="",
        help="explore every async test, as --explore does: 'true', a number of runs, or of seconds as '30s'",
    )


def _add_guard_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("asyncproof-guards", "asyncproof: guards over every test")
    group.addoption(
        "--guard",
        action="append",
        metavar="NAME=LEVEL",
        help="take a guard, a group of guards or `all` as error, warn or off in this run, as leaks=warn "
        "(may be repeated)",
    )
    group.addoption("--no-guards", action="store_true", help="run without guards")
    group.addoption(
        "--asyncproof-isolate",
        nargs="?",
        const="",
        metavar="NODEID",
        help="when a test has failed, find the earlier tests without which it passes, by running them again",
    )
    group.addoption(
        "--asyncproof-check",
        action="store_true",
        help="read the files of the run as `asyncproof check` does, and tell at the end what they hide",
    )
    group.addoption(
        "--asyncproof-baseline",
        metavar="FILE",
        help="the file with known findings: they don't fail the run, new ones do",
    )
    group.addoption(
        "--asyncproof-write-baseline",
        action="store_true",
        help="write what the guards find in this run into the baseline, and let it pass",
    )
    parser.addini(
        "asyncproof_guards",
        type="linelist",
        help="levels of guards, a line each: 'leaks = warn', or for some folders or files only "
        "'tests/legacy: all = warn, blocking = off'",
    )
    parser.addini(
        "asyncproof_allow",
        type="linelist",
        help="what guards are to let pass, by qualified name, a line each: 'app.pool.*', 'leaks: app.pool.*'",
    )
    parser.addini("asyncproof_baseline", type="string", default="", help="as --asyncproof-baseline")


def wants_exploring(config: pytest.Config) -> bool:
    """Say whether all tests of this run are to be explored, or one run of a test is to be done again."""
    options = ("asyncproof_explore", "asyncproof_replay")
    asked = any(config.getoption(name) is not None for name in options)
    return asked or bool(config.getini("asyncproof_explore"))


def forbids_guards(config: pytest.Config) -> bool:
    """Say whether the command line switches all guards off, so that nothing of them need be loaded."""
    words = ["".join(word.split()) for word in config.getoption("guard") or ()]
    only_off = "all=off" in words and all(word.endswith("=off") for word in words)
    return bool(config.getoption("no_guards")) or only_off


def speaks_of_guards(config: pytest.Config) -> bool:
    """Say whether there is anything to read about the guards."""
    options = ("guard", "asyncproof_baseline", "asyncproof_write_baseline")
    settings = ("asyncproof_guards", "asyncproof_allow", "asyncproof_baseline")
    return any(map(config.getoption, options)) or any(map(config.getini, settings))


def forbids_virtual_time(config: pytest.Config) -> bool:
    """Say whether this run is to be in real time whatever else is asked."""
    return bool(config.getoption("no_virtual_time"))


def wants_virtual_time(config: pytest.Config) -> bool:
    """Say whether virtual time is on for all tests of this run."""
    return bool(config.getoption("virtual_time") or config.getini("asyncproof_virtual_time"))


def read_ini_settings(config: pytest.Config) -> dict[str, object]:
    """Read what the configuration file says about virtual time, only what is set there."""
    readers: dict[str, Callable[[str], object]] = {
        **LIMITS,
        "network": str,
        "wall_clock": lambda text: text.lower() == "true" or text,
    }
    found: dict[str, object] = {}
    for name, read in readers.items():
        text: str = config.getini(f"asyncproof_{name}").strip()
        if not text or (name == "wall_clock" and text.lower() == "false"):
            continue
        try:
            found[name] = read(text)
        except ValueError:
            message = (
                f"asyncproof_{name} = {text!r} in {config.inipath} is not a number. Write one, or remove it."
            )
            raise pytest.UsageError(message) from None
    return found
