"""The `net` fixture: hosts for one test, and what was not as expected as the failure of that test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from asyncproof.loop import ControlledLoop
    from asyncproof.stub import Net

NET = pytest.StashKey["Net"]()
LOOP = pytest.StashKey["ControlledLoop"]()
TOLD = pytest.StashKey[bool]()
"""Whether the test has failed already, so that its fixtures need not say it again."""

TITLE = "network"


def play(item: pytest.Item, loop: ControlledLoop) -> Iterator[Net]:
    """Give a test its hosts, and take them away after it."""
    from asyncproof.stub import Net

    record = bool(item.config.getoption("asyncproof_record"))
    net = item.stash[NET] = Net(loop.network, record=record, folder=item.path.parent)
    item.stash[LOOP], item.stash[TOLD] = loop, False
    try:
        yield net
        late = net.wrong()
        if not late and not item.stash.get(TOLD, False):
            net.save_recordings()
    finally:
        net.close()
        del item.stash[NET], item.stash[LOOP]
    if late and not item.stash.get(TOLD, False):
        pytest.fail(net.story(late), pytrace=False)


def _settle(net: Net, loop: ControlledLoop) -> None:
    """Let what is on its way at the end of a test arrive: a script may still wait for it."""
    from asyncproof.stub.settling import is_unsettled, settle

    if is_unsettled(net.book) and not loop.is_running() and not loop.is_closed():
        loop.run_until_complete(settle(net.network, net.book))


class StubbedTests:
    """Fails a test whose network was not as expected, and shows the network of a test that fails anyway."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Look at the network when the test is over."""
        try:
            result = yield
        except BaseException:
            self._show(item)
            raise
        net = item.stash.get(NET, None)
        if net is not None:
            _settle(net, item.stash[LOOP])
        if net is not None and (wrongs := net.wrong()):
            item.stash[TOLD] = True
            pytest.fail(net.story(wrongs), pytrace=False)
        return result

    def _show(self, item: pytest.Item) -> None:
        item.stash[TOLD] = True
        net = item.stash.get(NET, None)
        if net is None or not (net.requests or net.book.wrong):
            return
        wrongs = net.wrong()
        item.add_report_section("call", TITLE, net.story(wrongs) if wrongs else net.transcript())
