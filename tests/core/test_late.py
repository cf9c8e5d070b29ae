from __future__ import annotations

import sys
from types import ModuleType

import pytest

from asyncproof.core.late import late_names


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A package with one module, `home`, that is there already."""
    package, home = ModuleType("somewhere"), ModuleType("somewhere.home")
    home.thing = object()
    monkeypatch.setitem(sys.modules, "somewhere", package)
    monkeypatch.setitem(sys.modules, "somewhere.home", home)
    return package


class TestLateNames:
    def test_a_name_comes_from_its_home(self, package: ModuleType) -> None:
        """A name that is asked for is what its home has under it, and is there from then on."""
        find = late_names("somewhere", {"thing": "home"})
        assert find("thing") is sys.modules["somewhere.home"].thing
        assert package.thing is sys.modules["somewhere.home"].thing

    def test_other_names_are_unknown(self) -> None:
        """A name without a home is no attribute of the package, and the message says so."""
        with pytest.raises(AttributeError, match="module 'somewhere' has no attribute 'nothing'"):
            late_names("somewhere", {"thing": "home"})("nothing")
