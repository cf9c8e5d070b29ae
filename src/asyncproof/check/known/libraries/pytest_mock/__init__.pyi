# Made by tools/known_libraries.py: what is async in pytest_mock.
from pytest_mock.plugin import MockerFixture as MockFixture
from pytest_mock.plugin import MockerFixture as MockerFixture
