from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.fixing.owner import Owner
from asyncproof.cli.verifying.touched import touched_by


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        (Owner("tests/test_it.py", ("test_a",), is_function=True), "tests/test_it.py::test_a"),
        (
            Owner("tests/test_it.py", ("TestIt", "test_a"), is_function=True),
            "tests/test_it.py::TestIt::test_a",
        ),
        (Owner("tests/test_it.py", ("client",), is_function=True), "tests/test_it.py"),
        (Owner("tests/test_it.py", ("TestIt",)), "tests/test_it.py"),
        (Owner("tests/it_test.py", ()), "tests/it_test.py"),
        (Owner("tests/conftest.py", ("client",), is_function=True), "tests"),
        (Owner("conftest.py", ()), "."),
        (Owner("shop/cart.py", ("buy",), is_function=True), None),
    ],
)
def test_what_pytest_is_told_to_run(owner: Owner, expected: str | None) -> None:
    """The test itself; all of a file or a folder where what is mended may be used by all."""
    assert touched_by([owner, owner]) == ([] if expected is None else [expected])


def test_nothing_is_run_twice() -> None:
    """What stands in a file or a folder that is run anyway is left out."""
    test = Owner("tests/test_it.py", ("test_a",), is_function=True)
    other = Owner("tests/test_other.py", ())
    file, folder, all_of_it = (
        Owner(path, ()) for path in ("tests/test_it.py", "tests/conftest.py", "conftest.py")
    )
    assert touched_by([test, other, file]) == ["tests/test_it.py", "tests/test_other.py"]
    assert touched_by([test, folder, other]) == ["tests"]
    assert touched_by([test, folder, all_of_it]) == ["."]


def test_paths_are_told_from_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that they can be read."""
    monkeypatch.chdir(tmp_path)
    assert touched_by([Owner(str(tmp_path / "test_it.py"), ())]) == ["test_it.py"]
