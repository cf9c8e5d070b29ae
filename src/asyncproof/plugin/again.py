"""How a run was started, for another one that is to be as it: in another process, with other tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ISOLATE = "--asyncproof-isolate"
_WITH_VALUE = (
    "--maxfail", "--junitxml", "--junit-xml", "--html", "--report-log", "-n", "--numprocesses", "--dist",
    "--tx", "--maxprocesses", "--cov-report", "--cov-config", "--cov-fail-under", "--durations", "--reruns",
    "--deselect", "--basetemp", "--explore-executor", "--explore-workers",
    "--asyncproof-report",
)  # fmt: skip
_ALONE = (
    "-x", "--exitfirst", "--pdb", "--trace", "--lf", "--last-failed", "--ff", "--failed-first", "--nf",
    "--new-first", "--sw", "--stepwise", "--stepwise-skip", "--sw-skip", "--cov",
    "--asyncproof-check", "--asyncproof-write-baseline",
)  # fmt: skip
_PREFIXES = (ISOLATE, "--cov=", "--random-order", "--pyargs", "-n", *(f"{name}=" for name in _WITH_VALUE))
"""What would end, split, choose, order or report the run, or take its folder."""


def options_again(config: pytest.Config) -> list[str]:
    """Return the options of this run, but not what it runs, nor what would end, split or report it."""
    left = list(map(str, config.invocation_params.args))
    for path in reversed(getattr(config.option, "file_or_dir", None) or ()):
        if path in left:
            del left[len(left) - 1 - left[::-1].index(path)]
    kept: list[str] = []
    words = iter(left)
    for word in words:
        if word in _WITH_VALUE or (word == ISOLATE and config.option.asyncproof_isolate):
            next(words, None)
        elif word not in _ALONE and not word.startswith(_PREFIXES):
            kept.append(word)
    given = " ".join(kept)
    if config.inipath is not None and "-c" not in kept and "--config-file" not in given:
        kept += ["-c", str(config.inipath)]
    if "--rootdir" not in given:
        kept.append(f"--rootdir={config.rootpath}")
    return [*kept, *_for_plugins(config)]


def _for_plugins(config: pytest.Config) -> list[str]:
    """Return what keeps other plugins from choosing another order or another process."""
    manager = config.pluginmanager
    options = []
    if manager.hasplugin("xdist"):
        options.append("-n0")
    if manager.hasplugin("randomly"):
        options += ["--randomly-dont-reorganize", f"--randomly-seed={config.getoption('randomly_seed', 1)}"]
    if manager.hasplugin("_cov") or manager.hasplugin("pytest_cov"):
        options.append("--no-cov")
    return options
