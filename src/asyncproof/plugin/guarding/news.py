"""What a run has to tell beside its tests, late findings and the baseline's state; workers send it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.plugin.guarding.late import late_reports

if TYPE_CHECKING:
    import pytest

    from asyncproof.guard import Session
    from asyncproof.plugin.guarding.baseline import Baseline

OUTPUT = "asyncproof_guards"


class News:
    """Tells at once what is found late.

    A worker of pytest-xdist does so at its end, because there only the running test can be reported.
    """

    def __init__(self, config: pytest.Config, session: Session, baseline: Baseline | None) -> None:
        self._config = config
        self._session = session
        self._baseline = baseline

    def tell(self) -> None:
        """Report what came late."""
        if self._session.late and not self._is_worker():
            for report in late_reports(self._session):
                self._config.hook.pytest_runtest_logreport(report=report)

    def send(self) -> None:
        """Give what there is to tell to the process that hears of all tests."""
        if not self._is_worker():
            return
        hook = self._config.hook
        news: dict[str, Any] = {
            "late": [
                hook.pytest_report_to_serializable(config=self._config, report=report)
                for report in late_reports(self._session)
            ]
        }
        if self._baseline is not None:
            news["seen"], news["judged"] = sorted(self._baseline.seen), sorted(self._baseline.judged)
        self._config.workeroutput[OUTPUT] = news  # type: ignore[attr-defined]  # xdist puts it there

    def _is_worker(self) -> bool:
        return hasattr(self._config, "workeroutput")


def take_over(node: Any) -> None:
    """Take what a worker has sent; one that crashed has sent nothing."""
    news: dict[str, Any] = getattr(node, "workeroutput", {}).get(OUTPUT, {})
    config: pytest.Config = node.config
    for data in news.get("late", ()):
        report = config.hook.pytest_report_from_serializable(config=config, data=data)
        config.hook.pytest_runtest_logreport(report=report)
    if "seen" in news:
        from asyncproof.plugin.guarding.baseline import baseline_of

        baseline = baseline_of(config)
        if baseline is not None:
            baseline.seen.update(news["seen"])
            baseline.judged.update(news["judged"])
