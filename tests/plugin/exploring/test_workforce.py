"""Who does the runs of tests, as the command line says."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import UsageError
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.hands import GivenExecutor, OwnChildren
from asyncproof.exploring.crew.parcel import wrap
from asyncproof.plugin.exploring import workforce
from asyncproof.plugin.exploring.workforce import workforce_for
from tests.plugin.exploring.suites import race

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def session_with(tmp_path: Any, **options: Any) -> Any:
    """Return a session with these options."""
    values = {workforce.WORKERS: None, workforce.EXECUTOR: None, **options}
    cleanups: list[Any] = []
    config = SimpleNamespace(
        getoption=lambda name, default=None: values.get(name, default),
        invocation_params=SimpleNamespace(args=(), dir=tmp_path),
        option=SimpleNamespace(),
        inipath=None,
        rootpath=tmp_path,
        pluginmanager=SimpleNamespace(hasplugin=lambda _: False),
        add_cleanup=cleanups.append,
        cleanups=cleanups,
    )
    return SimpleNamespace(config=config, items=[])


def test_processes_of_this_machine(tmp_path: Any) -> None:
    """So many as are asked for, and they end with the run; without a word of it there are none."""
    assert workforce_for(session_with(tmp_path)) is None
    session = session_with(tmp_path, **{workforce.WORKERS: 3})
    found = workforce_for(session)
    assert found is not None
    assert isinstance(found._hands, OwnChildren)
    assert found._hands.number == 3
    (cleanup,) = session.config.cleanups
    cleanup()
    with pytest.raises(RuntimeError, match="after shutdown"):
        found._hands._threads.submit(int)


def test_a_cluster(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its scheduler is named by its address; what it refuses is told before any test runs."""
    asked: list[Any] = []
    monkeypatch.setattr(
        workforce, "cluster_at", lambda *given: asked.append(given) or GivenExecutor(Executor())
    )
    assert workforce_for(session_with(tmp_path, **{workforce.EXECUTOR: "dask://here:1"})) is not None
    assert asked == [("dask://here:1", workforce.WORK)]

    def refuse(*_: object) -> None:
        raise UsageError("nobody is there.")

    monkeypatch.setattr(workforce, "cluster_at", refuse)
    with pytest.raises(pytest.UsageError, match="--explore-executor: nobody is there"):
        workforce_for(session_with(tmp_path, **{workforce.EXECUTOR: "dask://here:1"}))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({workforce.WORKERS: 0}, "--explore-workers is a number of processes from 1 up, not 0"),
        ({workforce.WORKERS: 2, workforce.EXECUTOR: "dask://here:1"}, "are both given. Remove one of them"),
        ({workforce.WORKERS: 2, "numprocesses": 2}, "-n and --explore-workers are two ways"),
        ({workforce.EXECUTOR: "dask://here:1", "numprocesses": 2}, "-n and --explore-executor are two ways"),
    ],
)
def test_what_does_not_go_together(tmp_path: Any, options: dict[str, Any], said: str) -> None:
    """It is told before any test runs, with what to do."""
    with pytest.raises(pytest.UsageError, match=said):
        workforce_for(session_with(tmp_path, **options))


def test_an_address_of_nobody(suite: Suite) -> None:
    """The message shows what an address looks like."""
    suite.file(race())
    assert "'dask://host:8786', not 'here:1'" in suite.ask("--explore-executor=here:1")


class Refusing:
    """Does no batch."""

    number = 1
    deaths = ()
    closed = False

    def wrap(self, scenario: Any) -> bytes:
        return wrap(scenario)

    def submit(self, data: bytes) -> Future[bytes]:
        future: Future[bytes] = Future()
        future.set_exception(WorkersError(f"nobody takes {type(data).__name__}."))
        return future

    def close(self) -> None:
        self.closed = True


def test_workers_that_can_not_do_it_end_the_run(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of a test that was not explored, but why it was not; and who helps is let go."""
    hands = Refusing()
    monkeypatch.setattr(workforce, "_hands", lambda *_: hands)
    suite.file(race())
    result = suite.pytester.runpytest_inprocess("--explore-workers=1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.assert_outcomes()
    assert "Exit: nobody takes bytes." in result.stdout.str()
    assert hands.closed
