import asyncio
import os
from unittest import mock

import pytest
import pytest_asyncio

PATH = os.environ["PATH"]


def configure():
    os.environ["ZOO_HELPER"] = "1"  # lie: changed-environment test_lie_set_by_a_helper


def test_lie_set():
    os.environ["ZOO_SET"] = "1"  # lie: changed-environment


@pytest.mark.asyncio
async def test_lie_set_in_an_async_test():
    await asyncio.sleep(0)
    os.environ["ZOO_ASYNC"] = "1"  # lie: changed-environment


def test_lie_set_by_a_helper():
    configure()


def test_lie_deleted():
    del os.environ["PATH"]  # lie: changed-environment


def test_honest_put_back_after_the_lie():
    os.environ["PATH"] = PATH


def test_lie_changed_by_update():
    os.environ.update({"ZOO_UPDATED": "2"})  # lie: changed-environment


@pytest.mark.asyncio
async def test_lie_set_in_a_task():
    async def work():
        os.environ["ZOO_TASK"] = "1"  # lie: changed-environment

    await asyncio.create_task(work())


@pytest.fixture
def careless():
    os.environ["ZOO_FIXTURE"] = "1"  # lie: changed-environment test_lie_left_by_a_fixture
    yield


def test_lie_left_by_a_fixture(careless):
    assert os.environ["ZOO_FIXTURE"]


@pytest_asyncio.fixture
async def careless_async():
    os.environ["ZOO_ASYNC_FIXTURE"] = "1"  # lie: changed-environment test_lie_left_by_an_async_fixture
    yield


@pytest.mark.asyncio
async def test_lie_left_by_an_async_fixture(careless_async):
    assert os.environ["ZOO_ASYNC_FIXTURE"]


def test_lie_monkeypatch_without_undo():
    pytest.MonkeyPatch().setenv("ZOO_MONKEY", "1")  # lie: changed-environment


def test_honest_monkeypatch(monkeypatch):
    monkeypatch.setenv("ZOO_A", "1")
    monkeypatch.delenv("PATH")


@pytest.mark.asyncio
async def test_honest_monkeypatch_async(monkeypatch):
    monkeypatch.setenv("ZOO_A", "1")
    await asyncio.sleep(0)


@mock.patch.dict(os.environ, {"ZOO_B": "1"})
def test_honest_patch_dict():
    assert os.environ["ZOO_B"]


def test_honest_patch_dict_clear():
    with mock.patch.dict(os.environ, {"ZOO_B": "1"}, clear=True):
        assert "PATH" not in os.environ


def test_honest_put_back():
    os.environ["ZOO_C"] = "1"
    try:
        pass
    finally:
        del os.environ["ZOO_C"]


def test_honest_child_environment_only():
    env = dict(os.environ, ZOO_D="1")
    assert env["ZOO_D"]


@pytest.fixture(scope="session")
def session_wide():
    os.environ["ZOO_SESSION"] = "1"


@pytest.fixture(scope="module")
def module_wide():
    os.environ["ZOO_MODULE"] = "1"
    yield
    del os.environ["ZOO_MODULE"]


class TestWide:
    @classmethod
    def setup_class(cls):
        os.environ["ZOO_CLASS"] = "1"

    @classmethod
    def teardown_class(cls):
        os.environ.pop("ZOO_CLASS")

    def test_honest_first(self, session_wide, module_wide):
        assert os.environ["ZOO_CLASS"]

    def test_honest_second(self, session_wide):
        assert os.environ["ZOO_SESSION"]


class TestCarelessWide:
    @pytest.fixture(scope="class")
    def careless_class(self):
        os.environ["ZOO_CARELESS"] = "1"  # lie: changed-environment test_lie_last_user_of_a_careless_class_fixture
        yield

    def test_honest_not_the_last_user(self, careless_class):
        assert os.environ["ZOO_CARELESS"]

    def test_lie_last_user_of_a_careless_class_fixture(self, careless_class):
        assert os.environ["ZOO_CARELESS"]


def test_honest_last_user_of_the_module_fixture(module_wide):
    assert os.environ["ZOO_MODULE"]


def test_honest_a_module_configures_itself_when_it_is_imported(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "zoo_configured.py").write_text("import os; os.environ['ZOO_CONFIGURED'] = '1'")
    import zoo_configured

    assert zoo_configured


def test_honest_a_library_tells_its_children(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "zoo_library.py").write_text(
        "import os\ndef start(): os.environ['ZOO_LIBRARY'] = '1'"
    )
    import zoo_library

    zoo_library.start()
