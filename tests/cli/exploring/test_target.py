from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from asyncproof.cli.exploring.target import load
from asyncproof.core import UsageError
from tests.cli.exploring import shop

if TYPE_CHECKING:
    from pathlib import Path

HERE = "tests.cli.exploring.shop"


@pytest.mark.parametrize("name", ["fails", "with_default", "Shop.open", "shop", "partly"])
def test_what_can_be_explored(name: str) -> None:
    """Async functions, also inside of a class, objects with an async call, and partials."""
    found: object = shop
    for part in name.split("."):
        found = getattr(found, part)
    assert load(f"{HERE}:{name}") is found


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("shop", "'shop' names no function: write it as package.module:function"),
        (f"{HERE}:", "names no function"),
        (
            "tests/cli/shop.py:fails",
            "'tests/cli/shop.py' is a path; write the module's name, as tests.cli.shop:fails",
        ),
        ("tests.cli.nowhere.at:all", "there is no module 'tests.cli.nowhere' in "),
        (f"{HERE}:fail", "there is no 'fail' in tests.cli.exploring.shop. Did you mean 'fails'?"),
        (f"{HERE}:Shop.close", "there is no 'close' in tests.cli.exploring.shop.Shop."),
        (f"{HERE}:number", "shop:number is 7, and no function"),
        (f"{HERE}:not_async", "shop:not_async is not async. What is explored is awaited"),
        (f"{HERE}:generator", "shop:generator is an async generator"),
        (f"{HERE}:with_arguments", "shop:with_arguments needs arguments: shop, buyer."),
    ],
)
def test_what_can_not_be_explored(target: str, said: str) -> None:
    """Each mistake is told with what was given, and what to write."""
    with pytest.raises(UsageError) as caught:
        load(target)
    assert said in caught.value.message


def test_a_module_that_can_not_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its import raises is told, also if that is another module that is missing."""
    (tmp_path / "broken_shop.py").write_text("1 / 0")
    (tmp_path / "lonely_shop.py").write_text("import no_such_till")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    with pytest.raises(
        UsageError, match="broken_shop can't be imported: ZeroDivisionError: division by zero"
    ):
        load("broken_shop:open")
    with pytest.raises(UsageError, match=r"lonely_shop can't be imported: ModuleNotFoundError.*no_such_till"):
        load("lonely_shop:open")
    assert sys.path[0] == str(tmp_path)
