import io
import logging
import logging.config

import pytest

APP = logging.getLogger("zoo.app")
QUIET = logging.getLogger("zoo.quiet")
SILENT = logging.getLogger("zoo.silent")
SILENT.propagate = False


@pytest.fixture(autouse=True)
def repaired():
    logging.disable(logging.NOTSET)
    APP.setLevel(logging.NOTSET)
    APP.handlers.clear()
    QUIET.disabled = False
    logging.getLogger().setLevel(logging.WARNING)


def set_up():
    APP.addHandler(logging.StreamHandler(io.StringIO()))  # lie: changed-logging test_lie_helper_adds_a_handler


def test_lie_handler_left():
    APP.addHandler(logging.StreamHandler())  # lie: changed-logging


def test_lie_helper_adds_a_handler():
    set_up()


def test_lie_level():
    APP.setLevel(logging.ERROR)  # lie: changed-logging


def test_lie_level_beside_one_that_is_put_back(caplog):
    caplog.set_level(logging.INFO)
    APP.setLevel(logging.INFO)  # lie: changed-logging


def test_lie_root_level():
    logging.getLogger().setLevel(logging.DEBUG)  # lie: changed-logging


def test_lie_disable():
    logging.disable(logging.CRITICAL)  # lie: changed-logging


def test_lie_new_logger():
    logging.getLogger("zoo.new").setLevel(logging.DEBUG)  # lie: changed-logging


@pytest.mark.asyncio
async def test_lie_root_handler():
    logging.getLogger().addHandler(logging.StreamHandler())  # lie: changed-logging


def test_honest_root_handler_gone():
    logging.getLogger().handlers[:] = [
        handler for handler in logging.getLogger().handlers if type(handler) is not logging.StreamHandler
    ]


def test_honest_passes_on_again(caplog):
    caplog.set_level(logging.INFO, logger="zoo.silent")
    SILENT.propagate = True
    SILENT.info("heard")
    assert "heard" in caplog.messages


def test_honest_caplog(caplog):
    caplog.set_level(logging.DEBUG, logger="zoo.app")
    with caplog.at_level(logging.INFO):
        APP.info("hello")
    assert "hello" in caplog.text


def test_honest_handler_removed():
    handler = logging.StreamHandler(io.StringIO())
    APP.addHandler(handler)
    try:
        APP.warning("here")
    finally:
        APP.removeHandler(handler)


@pytest.fixture
def debug():
    before = APP.level
    APP.setLevel(logging.DEBUG)
    yield
    APP.setLevel(before)


def test_honest_fixture(debug):
    APP.debug("here")


def test_honest_assert_logs():
    import unittest

    with unittest.TestCase().assertLogs("zoo.app", "INFO"):
        APP.info("x")


def test_honest_new_logger():
    logging.getLogger("zoo.other").warning("x")


@pytest.fixture(scope="module")
def wide():
    handler = logging.StreamHandler(io.StringIO())
    QUIET.addHandler(handler)
    QUIET.setLevel(logging.DEBUG)
    yield
    QUIET.removeHandler(handler)
    QUIET.setLevel(logging.NOTSET)


def test_honest_wide_first(wide):
    QUIET.debug("x")


def test_honest_wide_second(wide):
    QUIET.debug("x")


@pytest.fixture(scope="session")
def session_wide():
    logging.getLogger("zoo.session").setLevel(logging.DEBUG)
    QUIET.addHandler(logging.StreamHandler(io.StringIO()))


def test_honest_session_wide(session_wide):
    QUIET.warning("x")
